"""The register: filter, search, choose many and act once; the one search box of the office."""

from datetime import UTC, datetime
from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from contest.charter.models import Contest
from contest.db import transaction
from contest.overview.queries import State, entry_meant, register_page
from contest.plumbing.clock import now
from contest.plumbing.search import question_of
from contest.screening.models import VerdictKind
from contest.screening.service import decide_all, releasing, undo_act
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.asking import asked_for, filters, wanted
from contest.web.organizer.deciding import Decision, decision_said
from contest.web.organizer.places import OFFICE
from contest.web.organizer.view import show, viewer_of
from contest.web.sessions import visitor

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@bp.get("/<slug>/entries")
@open_to(*OFFICE)
def entries(contest: Contest) -> str:
    """One page of the register; what is asked for stays in the address."""
    return _page(contest, Decision.blank(contest))


@bp.get("/<slug>/find")
@open_to(*OFFICE)
def find(contest: Contest) -> Response:
    """Go to the one entry that a receipt, a number or a blind code names; else search."""
    typed = request.args.get("q", "").strip()
    meant = entry_meant(contest.id, typed, by_code=viewer_of(contest).may_see_names) if typed else None
    if meant is not None:
        return redirect(url_for("organizer.entry", slug=contest.slug, entry_id=meant), 303)
    return redirect(url_for("organizer.entries", slug=contest.slug, q=typed or None), 303)


@bp.post("/<slug>/entries/decisions")
@open_to(*OFFICE)
def decide_chosen(contest: Contest) -> Any:
    """Say the same of the chosen entries that wait for a screener."""
    said, chosen, at = decision_said(contest), request.form.getlist("entry", type=int), now()
    if not said.is_complete:
        return _page(contest, said, chosen=chosen), 422
    count = releasing(
        lambda burned: decide_all(
            contest=contest,
            verdict=said.verdict,
            code=said.code,
            reason=said.reason,
            entry_ids=chosen,
            actor=visitor().actor,
            at=at,
            burned=burned,
        )
    )
    _tell(said.verdict, count, left=len(set(chosen)) - count)
    kept: dict[str, Any] = dict(asked_for())
    act = act_of(at) if count else None
    return redirect(url_for("organizer.entries", slug=contest.slug, act=act, **kept), 303)


@bp.post("/<slug>/entries/undoing")
@open_to(*OFFICE)
def undo_chosen(contest: Contest) -> Response:
    """Take back what this visitor decided at one stroke."""
    act = request.form.get("act", type=int)
    if act is None:
        abort(400)
    with transaction():
        count = undo_act(contest=contest, decided_at=moment_of(act), actor=visitor().actor, at=now())
    flash(ngettext("Đã hoàn tác %(num)s quyết định.", "Đã hoàn tác %(num)s quyết định.", count), "ok")
    return redirect(url_for("organizer.entries", slug=contest.slug, state=State.UNDECIDED.value), 303)


def act_of(at: datetime) -> int:
    """A moment as an address keeps it: microseconds since 1970."""
    return round((at - EPOCH).total_seconds() * 1_000_000)


def moment_of(act: int) -> datetime:
    """The moment again. A number that is no moment is 404."""
    try:
        return datetime.fromtimestamp(act // 1_000_000, UTC).replace(microsecond=act % 1_000_000)
    except (OverflowError, ValueError, OSError):
        abort(404)


def _page(contest: Contest, said: Decision, *, chosen: list[int] | None = None) -> str:
    viewer, args = viewer_of(contest), request.values
    page = register_page(contest.id, wanted(viewer), number=args.get("page", 1, type=int))
    asked = question_of(args.get("q", ""))
    return show(
        "organizer/entries.html",
        contest,
        page=page,
        rows=viewer.rows(page.lines, asked),
        filters=filters(viewer),
        asked=asked_for(),
        said=said,
        chosen=set(chosen or ()),
        act=request.args.get("act", type=int),
    )


def _tell(verdict: VerdictKind, count: int, *, left: int) -> None:
    words = {
        VerdictKind.ELIGIBLE: ngettext("Đã nhận %(num)s bài hợp lệ.", "Đã nhận %(num)s bài hợp lệ.", count),
        VerdictKind.REJECTED: ngettext("Đã loại %(num)s bài.", "Đã loại %(num)s bài.", count),
        VerdictKind.MORE_NEEDED: ngettext(
            "Đã yêu cầu bổ sung %(num)s bài.", "Đã yêu cầu bổ sung %(num)s bài.", count
        ),
    }
    if count:
        flash(words[verdict], "ok")
    if left or not count:
        flash(
            ngettext(
                "Không có bài nào được chọn, hoặc %(num)s bài đã xét hay đã rút nên giữ nguyên.",
                "Không có bài nào được chọn, hoặc %(num)s bài đã xét hay đã rút nên giữ nguyên.",
                left,
            ),
            "warn",
        )
