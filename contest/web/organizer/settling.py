"""Discrepancies: settle a round, see what is open and what was settled, lock. For those who preside."""

from collections import Counter
from secrets import randbits
from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from contest.charter.models import Contest, Round
from contest.charter.queries import round_numbered
from contest.db import transaction
from contest.errors import Refusal
from contest.overview.queries import current_round
from contest.people.models import RoleKind
from contest.plumbing import clock
from contest.scoring.models import Agreement, SettlingCase
from contest.scoring.queries import (
    Discrepancy,
    cases_of_round,
    discrepancies_among,
    entries_not_to_see,
    marks_veiled,
    recheck_draws_of,
    round_lock,
    standings,
    talks_of,
)
from contest.scoring.rules import Outcome
from contest.scoring.service import SettleReport, lock_round, settle_round
from contest.scoring.service.rechecks import top_of
from contest.shortlist.queries import feeding_of
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.view import show, viewer_of
from contest.web.refusals import said
from contest.web.sessions import visitor

JURY_HEADS = (RoleKind.ORGANIZER, RoleKind.HEAD_JUDGE)


@bp.get("/<slug>/rounds/<int:number>/discrepancies", endpoint="discrepancies")
@open_to(*JURY_HEADS)
def list_discrepancies(contest: Contest, number: int) -> Any:
    """How far the round is settled, and each entry whose judges differ."""
    round_ = round_numbered(contest, number)
    found = standings(round_)
    waiting = sum(1 for entry in found if entry.waits)
    settled = sum(1 for entry in found if entry.mark is not None)
    cases, own = discrepancies_among(round_, found), entries_not_to_see(visitor().account.id, round_.id)
    return show(
        "organizer/settling.html",
        contest,
        round=round_,
        cases=cases,
        own=own,
        hidden=own | _for_a_third(contest, cases),
        closed=_closed(round_, own),
        veiled=marks_veiled(round_.id),
        lock=round_lock(round_.id),
        all=len(found),
        settled=settled,
        waiting=waiting,
    )


@bp.get("/<slug>/discrepancies")
@open_to(*JURY_HEADS)
def discrepancies_at_hand(contest: Contest) -> Response:
    """Lead on to the round that is being worked on."""
    return _list(contest, current_round(contest))


@bp.post("/<slug>/rounds/<int:number>/settlements")
@open_to(*JURY_HEADS)
def settle(contest: Contest, number: int) -> Response:
    """Compute what the rules settle, and draw the third readers that are owed."""
    round_ = round_numbered(contest, number)
    try:
        with transaction():
            report = settle_round(round_=round_, seed=randbits(31), actor=visitor().actor, at=clock.now())
    except Refusal as refusal:
        flash(said(refusal), "bad")
    else:
        _tell(report, round_)
    return _list(contest, round_)


@bp.route("/<slug>/rounds/<int:number>/lock", methods=["GET", "POST"], endpoint="lock_scores")
@open_to(*JURY_HEADS)
def lock(contest: Contest, number: int) -> Any:
    """Ask once more with what is open, then lock the scores for good."""
    round_ = round_numbered(contest, number)
    form = FlaskForm()
    if form.validate_on_submit():
        try:
            with transaction():
                lock_round(round_=round_, actor=visitor().actor, at=clock.now())
        except Refusal as refusal:
            flash(said(refusal), "bad")
        else:
            flash(
                _("Đã khóa điểm %(round)s. Từ nay điểm của vòng này không đổi nữa.", round=round_.name), "ok"
            )
        return _list(contest, round_)
    found = standings(round_)
    open_ = Counter(entry.owed for entry in found if entry.mark is None)
    return show(
        "organizer/settling_lock.html",
        contest,
        round=round_,
        form=form,
        all=len(found),
        open=sorted(open_.items()),
        lock=round_lock(round_.id),
        feeding=feeding_of(round_),
        unchecked=bool(round_.recheck_percent or top_of(round_)) and not recheck_draws_of(round_.id),
    )


def _for_a_third(contest: Contest, cases: list[Discrepancy]) -> set[int]:
    """The entries that owe a third reading, for a visitor who may be drawn to give it."""
    if RoleKind.JUDGE not in viewer_of(contest).roles:
        return set()
    return {case.entry_id for case in cases if case.owed == Outcome.THIRD}


def _closed(round_: Round, own: set[int]) -> list[tuple[SettlingCase, str, Agreement]]:
    """The cases whose mark stands, each with its code and what was agreed; none of the visitor's own entries."""
    closed = [
        (case, code)
        for case, code in cases_of_round(round_.id)
        if case.closed_at is not None and case.entry_id not in own
    ]
    talks = talks_of([case for case, _code in closed]) if closed else {}
    agreed = [(case, code, talks[case.id].agreement) for case, code in closed]
    return [(case, code, agreement) for case, code, agreement in agreed if agreement is not None]


def _tell(report: SettleReport, round_: Round) -> None:
    flash(
        ngettext(
            "Đã tính điểm kết luận cho %(num)s bài.", "Đã tính điểm kết luận cho %(num)s bài.", report.settled
        ),
        "ok",
    )
    if report.third_drawn:
        flash(
            ngettext(
                "%(num)s bài đã được bốc thăm giám khảo thứ ba.",
                "%(num)s bài đã được bốc thăm giám khảo thứ ba.",
                report.third_drawn,
            ),
            "info",
        )
        if not round_.is_open(clock.now()):
            flash(_("Vòng chấm không còn mở: xin gia hạn để giám khảo thứ ba nộp được phiếu."), "warn")
    if report.third_refused is not None:
        flash(_("Chưa mời được giám khảo thứ ba. %(why)s", why=said(report.third_refused)), "warn")


def _list(contest: Contest, round_: Round) -> Response:
    return redirect(url_for("organizer.discrepancies", slug=contest.slug, number=round_.number), 303)
