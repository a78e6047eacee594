"""Conflicts and readings that ended, for the secretary: who, what, and another reader in one click."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from contest.assignment.service import fill_entries
from contest.charter.models import Contest, Round
from contest.charter.queries import round_numbered
from contest.db import transaction
from contest.errors.assignment import ConflictTooLate, NoDrawPossible, NothingToDraw
from contest.errors.entries import EntryUnknown
from contest.errors.scoring import RoundLocked
from contest.overview.queries import Parting, conflicts_declared, entries_named, lines_of, recusals_of
from contest.people.models import RoleKind
from contest.people.queries import judges_of
from contest.plumbing.clock import now
from contest.scoring.service import keep_apart
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.draws_forms import ConflictForm, any_seed
from contest.web.organizer.draws_view import Reason, reasons_of
from contest.web.organizer.view import show
from contest.web.refusals import said
from contest.web.sessions import visitor


@bp.get("/<slug>/rounds/<int:number>/draw/conflicts")
@open_to(RoleKind.SECRETARY)
def draw_conflicts(contest: Contest, number: int) -> str:
    """Everything that keeps judges and entries apart, with what still lacks a reader."""
    return _page(contest, round_numbered(contest, number))


@bp.post("/<slug>/rounds/<int:number>/draw/conflicts")
@open_to(RoleKind.SECRETARY)
def add_conflict(contest: Contest, number: int) -> Any:
    """Keep a judge and an entry apart."""
    round_ = round_numbered(contest, number)
    form = _form(contest)
    if not form.validate_on_submit():
        return _page(contest, round_, form=form), 422
    found, _unknown = entries_named(round_, form.entry.data)
    if len(found) != 1:
        form.entry.errors = [said(EntryUnknown())]
        return _page(contest, round_, form=form), 422
    judge = {role.account_id: role.account for role in judges_of(contest.id)}[form.judge.data]
    said_why, actor = form.reason.data or "", visitor().actor
    try:
        with transaction():
            keep_apart(judge=judge, entry_id=found.pop(), reason=said_why, actor=actor, at=now())
    except (ConflictTooLate, RoundLocked) as refusal:
        form.entry.errors = [said(refusal)]
        return _page(contest, round_, form=form), refusal.status
    flash(_("Đã ghi: %(name)s không chấm bài này ở mọi vòng.", name=judge.name), "ok")
    return redirect(_place(contest, round_), 303)


@bp.post("/<slug>/rounds/<int:number>/draw/conflicts/replacement")
@open_to(RoleKind.SECRETARY)
def replace_conflicted(contest: Contest, number: int) -> Any:
    """Draw another reader for one of these entries, or for all that lack one; a preview like any other."""
    round_, chosen = round_numbered(contest, number), request.form.get("entry", type=int)
    lacking = {row.entry_id for row in (*recusals_of(round_), *conflicts_declared(round_)) if row.lacks}
    wanted = lacking if chosen is None else lacking & {chosen}
    try:
        with transaction():
            fill_entries(round_=round_, entry_ids=wanted, seed=any_seed(), actor=visitor().actor, at=now())
    except (NoDrawPossible, NothingToDraw) as refusal:
        return _page(contest, round_, reasons=reasons_of(refusal)), refusal.status
    flash(_("Đã bốc thử người đọc thay. Xin xem kỹ rồi công bố; giám khảo chưa thấy gì."), "ok")
    return redirect(url_for("organizer.draw", slug=contest.slug, number=round_.number), 303)


def _page(
    contest: Contest,
    round_: Round,
    *,
    form: ConflictForm | None = None,
    reasons: list[Reason] | None = None,
) -> str:
    ended, declared = recusals_of(round_), conflicts_declared(round_)
    lines = {
        line.entry.id: line.entry for line in lines_of(sorted({row.entry_id for row in (*ended, *declared)}))
    }
    return show(
        "organizer/draw_conflicts.html",
        contest,
        round=round_,
        ended=_beside(ended, lines),
        declared=_beside(declared, lines),
        lacking=len({row.entry_id for row in (*ended, *declared) if row.lacks}),
        reasons=reasons or [],
        form=form or _form(contest, blank=True),
    )


def _beside(rows: list[Parting], lines: dict[int, Any]) -> list[tuple[Parting, Any]]:
    return [(row, lines[row.entry_id]) for row in rows if row.entry_id in lines]


def _form(contest: Contest, *, blank: bool = False) -> ConflictForm:
    form = ConflictForm(formdata=None, prefix="conflict") if blank else ConflictForm(prefix="conflict")
    form.judge.choices = [(role.account_id, role.account.name) for role in judges_of(contest.id)]
    return form


def _place(contest: Contest, round_: Round) -> str:
    return url_for("organizer.draw_conflicts", slug=contest.slug, number=round_.number)
