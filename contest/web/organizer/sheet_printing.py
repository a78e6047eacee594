"""Score sheets to print, blank or filled: of a whole round, of one judge, or chosen ones."""

from typing import Any

from flask import flash, redirect, request, url_for

from contest.assignment.models import Assignment
from contest.charter.models import Contest, Round
from contest.charter.queries import round_numbered
from contest.errors import Refusal
from contest.exports.score_sheets.as_pdf import MOST_TOGETHER
from contest.people.models import Account
from contest.scoring.models import ScoreSheet, SheetState
from contest.scoring.queries import readings_on_paper, readings_told, round_lock, sheets_among
from contest.scoring.service import AT_ONCE
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.places import OFFICE
from contest.web.organizer.settling import JURY_HEADS
from contest.web.organizer.view import show
from contest.web.refusals import said
from contest.web.sessions import visitor
from contest.web.sheet_download import sheets_to_take


@bp.get("/<slug>/rounds/<int:number>/sheets/print")
@open_to(*OFFICE)
def sheet_prints(contest: Contest, number: int) -> str:
    """Whose sheets, and which of them."""
    round_ = round_numbered(contest, number)
    every = readings_on_paper(round_.id)
    owed = readings_on_paper(round_.id, owed=True)
    judge_id, all_ = request.args.get("judge", type=int), "all" in request.args
    asked = [a for a in (every if all_ else owed) if judge_id in {None, a.judge_id}]
    judges = {a.judge_id: a.judge.name for a in every}
    return show(
        "organizer/sheet_prints.html",
        contest,
        round=round_,
        judges=[(key, name, sum(a.judge_id == key for a in owed)) for key, name in judges.items()],
        judge_id=judge_id,
        all=all_,
        count=len(asked),
        rows=asked if judge_id is not None else [],
        done={a.id for a in every} - {a.id for a in owed},
        may_fill=round_lock(round_.id) is not None or visitor().has_role(contest.id, *JURY_HEADS),
        most=AT_ONCE,
        tagged=MOST_TOGETHER,
    )


@bp.post("/<slug>/rounds/<int:number>/sheets/print")
@open_to(*OFFICE)
def print_score_sheets(contest: Contest, number: int) -> Any:
    """The sheets asked for as one file; the log says who printed how many."""
    round_ = round_numbered(contest, number)
    asked = readings_on_paper(
        round_.id,
        judge_id=request.form.get("judge", type=int),
        owed="all" not in request.form,
        among=set(request.form.getlist("assignment", type=int)) if "chosen" in request.form else None,
    )
    who, presides = visitor().account, visitor().has_role(contest.id, *JURY_HEADS)
    filled = handed_in(round_, asked, who, presides=presides) if "filled" in request.form else {}
    try:
        return sheets_to_take(contest, round_, asked, filled)
    except Refusal as refusal:
        flash(said(refusal), "bad")
        kept = {name: request.form[name] for name in ("judge", "all") if request.form.get(name)}
        place = url_for("organizer.sheet_prints", slug=contest.slug, number=number, **kept)  # type: ignore[arg-type]
        return redirect(place, 303)


def handed_in(
    round_: Round, asked: list[Assignment], who: Account, *, presides: bool
) -> dict[int, ScoreSheet]:
    """The sheets handed in whose points this person is told now."""
    told = readings_told(round_, asked, viewer=who, presides=presides)
    return {key: s for key, s in sheets_among(told).items() if s.state == SheetState.HANDED_IN}
