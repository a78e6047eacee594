"""Two texts side by side with the shared passages lit, and ruling: on this pair, or on a whole cluster."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from contest.charter.models import Contest
from contest.db import transaction
from contest.entries.queries import entry_of
from contest.errors.resemblances import ClusterChanged
from contest.plumbing.clock import now
from contest.screening.models import Ruling, RulingKind
from contest.screening.queries import (
    Key,
    Likeness,
    cluster_with,
    common_phrases,
    likeness_between,
    ruling_in,
)
from contest.screening.rules.resemblance import align
from contest.screening.service import rule_allowed, rule_copied, undo_ruling
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.places import OFFICE
from contest.web.organizer.resemblances import cluster_page
from contest.web.organizer.resemblances_forms import AllowedForm, CopiedForm, ruling_forms
from contest.web.organizer.resemblances_lit import lit_pieces
from contest.web.organizer.resemblances_rows import beside_url, pair_rows, rulings_on
from contest.web.organizer.resemblances_view import TextShown, text_of, texts_of_key
from contest.web.organizer.view import show, viewer_of
from contest.web.sessions import visitor


@bp.get("/<slug>/resemblances/<int:entry_id>/<int(signed=True):other>")
@open_to(*OFFICE)
def beside(contest: Contest, entry_id: int, other: int) -> str:
    """Two texts side by side: any two entries of the contest, or what an entry was found to resemble."""
    entry_of(contest.id, entry_id)
    return _page(contest, (entry_id, other))


@bp.post("/<slug>/resemblances/<int:entry_id>/<int(signed=True):other>/rulings")
@open_to(*OFFICE)
def rule_pair(contest: Contest, entry_id: int, other: int) -> Any:
    """Rule on one pair."""
    entry_of(contest.id, entry_id)
    likeness = likeness_between(contest.id, (entry_id, other))
    wrong = _rule(contest, [likeness] if likeness else [])
    if wrong is not None:
        return _page(contest, (entry_id, other), wrong=wrong), 422
    return redirect(beside_url(contest, (entry_id, other)), 303)


@bp.post("/<slug>/resemblances/<int:entry_id>/rulings")
@open_to(*OFFICE)
def rule_cluster(contest: Contest, entry_id: int) -> Any:
    """Rule on every pair within a cluster that waits for it; what leads elsewhere is ruled on pair by pair."""
    entry_of(contest.id, entry_id)
    found = cluster_with(contest.id, entry_id)
    wrong = _rule(contest, found.open_pairs if found else ())
    if wrong is not None:
        return cluster_page(contest, entry_id, wrong=wrong), 422
    return redirect(url_for("organizer.cluster", slug=contest.slug, entry_id=entry_id), 303)


@bp.post("/<slug>/rulings/<int:ruling_id>/undoing")
@open_to(*OFFICE)
def undo_pair_ruling(contest: Contest, ruling_id: int) -> Response:
    """Take a ruling back, with the rejections that still stand by it."""
    ruling = ruling_in(contest.id, ruling_id)
    with transaction():
        count = undo_ruling(ruling=ruling, actor=visitor().actor, at=now())
    flash(_("Đã hoàn tác kết luận."), "ok")
    if count:
        said = ngettext("%(num)s bài không còn bị loại.", "%(num)s bài không còn bị loại.", count)
        flash(said, "ok")
    first = min((pair.entry_id for pair in ruling.pairs), default=0)
    return redirect(url_for("organizer.cluster", slug=contest.slug, entry_id=first), 303)


def _rule(contest: Contest, pairs: Sequence[Likeness]) -> CopiedForm | AllowedForm | None:
    """Rule as the form says; the form when something is wrong with it. Raises ClusterChanged."""
    if not pairs or not all(pair.unsettled for pair in pairs):
        raise ClusterChanged
    texts = list(texts_of_key(viewer_of(contest), pairs).values())
    copied, allowed = ruling_forms(contest, pairs, texts)
    form = copied if request.form.get("ruling") == RulingKind.COPIED else allowed
    if not form.validate_on_submit():
        return form
    said: dict[str, Any] = {
        "contest": contest,
        "keys": [pair.key for pair in pairs],
        "seen": form.seen.data or "",
        "reason": form.reason.data,
        "actor": visitor().actor,
        "at": now(),
    }
    with transaction():
        if isinstance(form, CopiedForm):
            ruling = rule_copied(original_entry_id=form.original_entry_id, **said)
        else:
            ruling = rule_allowed(**said)
    _tell(ruling)
    return None


def _tell(ruling: Ruling) -> None:
    if ruling.kind == RulingKind.ALLOWED:
        flash(_("Đã ghi: không phải sao chép. Kết luận này được giữ khi so lại."), "ok")
        return
    count = len(ruling.rejections)
    said = _("Đã ghi: sao chép; không có bài nào phải loại thêm.")
    if count:
        said = ngettext(
            "Đã ghi: sao chép. %(num)s bài bị loại với mã SC; vẫn hoàn tác được.",
            "Đã ghi: sao chép. %(num)s bài bị loại với mã SC; vẫn hoàn tác được.",
            count,
        )
    flash(said, "ok")


def _page(contest: Contest, key: Key, *, wrong: CopiedForm | AllowedForm | None = None) -> str:
    viewer, likeness = viewer_of(contest), likeness_between(contest.id, key)
    key = likeness.key if likeness is not None else key
    sides = [text_of(viewer, number, likeness) for number in key]
    alignment = align(sides[0][1], sides[1][1], common=common_phrases(contest.id))
    texts = texts_of_key(viewer, [likeness] if likeness else [], extra=key)
    both = [texts[number] for number in key]
    copied, allowed = _forms(contest, likeness, both)
    return show(
        "organizer/resemblance_beside.html",
        contest,
        row=pair_rows(contest, [likeness], texts)[0] if likeness else None,
        texts=both,
        titles=[title for title, _paragraphs in sides],
        pieces=[
            lit_pieces(paragraphs, alignment, first=n == 0) for n, (_title, paragraphs) in enumerate(sides)
        ],
        alignment=alignment,
        rulings=rulings_on([likeness] if likeness else []),
        copied=wrong if isinstance(wrong, CopiedForm) else copied,
        allowed=wrong if isinstance(wrong, AllowedForm) else allowed,
        action=url_for("organizer.rule_pair", slug=contest.slug, entry_id=key[0], other=key[1]),
        cluster=cluster_with(contest.id, key[0]) if likeness else None,
    )


def _forms(
    contest: Contest, likeness: Likeness | None, texts: Sequence[TextShown]
) -> tuple[CopiedForm | None, AllowedForm | None]:
    if likeness is None or not likeness.unsettled:
        return None, None
    return ruling_forms(contest, [likeness], texts, blank=True)
