"""The prizes of a contest and how they are given, as settings."""

from typing import Any

from flask import request, url_for
from flask_babel import lazy_gettext as _l

from contest.awards.queries import decisions_of, prizes_of, said_of, terms_of
from contest.awards.rules import SETS
from contest.awards.service import set_award_terms, set_prizes
from contest.charter.models import Contest
from contest.people.models import RoleKind
from contest.plumbing.clock import now
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.saving import saved
from contest.web.organizer.settings_prizes_forms import PrizesForm, TermsForm
from contest.web.sessions import visitor


@bp.route("/<slug>/settings/prizes", methods=["GET", "POST"])
@open_to(RoleKind.ORGANIZER)
def settings_prizes(contest: Contest) -> Any:
    """The prizes in order; a contest that has none may begin with a ready-made set."""
    standing = [said_of(prize) for prize in prizes_of(contest.id)]
    chosen = request.args.get("set", "")
    form = PrizesForm.of(standing or SETS.get(chosen, ()), noticed=_noticed(contest))

    def save() -> None:
        set_prizes(
            contest=contest, prizes=form.said(), notice=form.said_notice, actor=visitor().actor, at=now()
        )

    return saved(
        form,
        save,
        contest=contest,
        page="organizer/settings/prizes.html",
        to=url_for("organizer.awards", slug=contest.slug),
        offered=not standing and chosen not in SETS,
    )


@bp.route("/<slug>/settings/awards", methods=["GET", "POST"])
@open_to(RoleKind.ORGANIZER)
def settings_award_terms(contest: Contest) -> Any:
    """How many prizes an author may have, what equals get, how units are compared, until when complaints are taken."""
    form = TermsForm.of(terms_of(contest.id), noticed=_noticed(contest))

    def save() -> None:
        set_award_terms(
            contest=contest, terms=form.said(), notice=form.said_notice, actor=visitor().actor, at=now()
        )

    return saved(
        form,
        save,
        contest=contest,
        page="organizer/settings/form.html",
        to=url_for("organizer.awards", slug=contest.slug),
        title=_l("Cách xét giải"),
        intro=_l("Những điều của thể lệ về việc xét giải. Giải đã quyết định giữ nguyên."),
        back=url_for("organizer.awards", slug=contest.slug),
    )


def _noticed(contest: Contest) -> bool:
    """Whether a change needs words: everybody has read the rules, or prizes were decided."""
    return contest.announced_at is not None or bool(decisions_of(contest.id))
