"""Settings of papers: their head with a preview, and who signs them."""

from typing import Any

from flask import url_for

from contest.charter.models import Contest
from contest.charter.queries import signers_of
from contest.charter.rules.letterheads import numbered, own_pattern
from contest.charter.service import set_letterhead, set_signers
from contest.exports.formats.wording import EMBLEMS, place_and_day, signature_lines
from contest.exports.papers.heading import letterhead_of, signatures_of, signed_by_organizers
from contest.people.models import RoleKind
from contest.plumbing.clock import now
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.letterhead_forms import LetterheadForm, SignersForm
from contest.web.organizer.saving import saved
from contest.web.sessions import visitor


@bp.route("/<slug>/settings/letterhead", methods=["GET", "POST"])
@open_to(RoleKind.ORGANIZER)
def settings_letterhead(contest: Contest) -> Any:
    """The head of the papers, with a small preview of what stands."""
    form = LetterheadForm(obj=contest.head)

    def save() -> None:
        set_letterhead(contest=contest, said=form.said, actor=visitor().actor, at=now())

    return saved(
        form,
        save,
        contest=contest,
        page="organizer/settings/letterhead.html",
        to=url_for("organizer.settings_letterhead", slug=contest.slug),
        preview=letterhead_preview(contest),
    )


@bp.route("/<slug>/settings/signers", methods=["GET", "POST"])
@open_to(RoleKind.ORGANIZER)
def settings_signers(contest: Contest) -> Any:
    """Who signs which papers, in order."""
    form = SignersForm.of(signers_of(contest.id))

    def save() -> None:
        set_signers(contest=contest, signers=form.said(), actor=visitor().actor, at=now())

    to = url_for("organizer.settings_signers", slug=contest.slug)
    return saved(
        form,
        save,
        contest=contest,
        page="organizer/settings/signers.html",
        to=to,
        preview=letterhead_preview(contest),
    )


def letterhead_preview(contest: Contest) -> dict[str, object]:
    """The lines of the contest's letterhead as the papers write them, numbered as a decision would be."""
    head, signature = letterhead_of(contest), signed_by_organizers(contest)
    pattern = own_pattern(contest.head.style, "QĐ", contest.head.sign)
    return {
        "head": head,
        "emblem": EMBLEMS[head.style].lines if head.style in EMBLEMS else (),
        "number": ("Số " if head.style == "party" else "Số: ") + numbered(pattern, 12),
        "day": place_and_day(head),
        "signature": signature_lines(signature, head.style),
        "signer": signature.name,
        "margins": head.margins,
        "signers": [
            (signature_lines(one, head.style), one.name) for one in signatures_of(signers_of(contest.id))
        ],
    }
