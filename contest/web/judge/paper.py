"""A judge's own sheets on paper, blank or with what the judge has written so far; and where lists are sent."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from contest.charter.models import Contest, Round
from contest.errors import NotFound, Refusal
from contest.people.models import RoleKind
from contest.plumbing import clock
from contest.scoring.queries import readings_on_paper, sent_lists, sheets_of_judge
from contest.web.guards import open_to
from contest.web.judge import bp
from contest.web.judge.work import progress_of, round_shown, rounds_shown
from contest.web.refusals import said
from contest.web.sessions import visitor
from contest.web.sheet_download import sheets_to_take


@bp.get("/<slug>/rounds/<int:number>/paper")
@open_to(RoleKind.JUDGE)
def paper(contest: Contest, number: int) -> Any:
    """What can be printed, and what becomes of a sheet on paper."""
    return paper_page(contest, own_round(contest, number))


@bp.post("/<slug>/rounds/<int:number>/paper")
@open_to(RoleKind.JUDGE)
def print_own(contest: Contest, number: int) -> Any:
    """The judge's own sheets as one file."""
    judge, round_ = visitor().account, own_round(contest, number)
    asked = readings_on_paper(round_.id, judge_id=judge.id, owed="all" not in request.form)
    filled = sheets_of_judge(judge.id, round_.id) if "filled" in request.form else {}
    try:
        return sheets_to_take(contest, round_, asked, filled)
    except Refusal as refusal:
        flash(said(refusal), "bad")
        return redirect(url_for("judge.paper", slug=contest.slug, number=number), 303)


def own_round(contest: Contest, number: int) -> Round:
    """A round in which the judge was given something to read. Raises NotFound."""
    found = round_shown(rounds_shown(contest, visitor().account.id), number, clock.now())
    if found is None:
        raise NotFound
    return found


def paper_page(contest: Contest, round_: Round, *, refused: str = "") -> str:
    """The page of sheets and lists, with why a list was refused."""
    judge = visitor().account
    return render_template(
        "judge/paper.html",
        contest=contest,
        round=round_,
        progress=progress_of(round_, judge.id, clock.now()),
        lists=sent_lists(round_.id, judge_id=judge.id),
        refused=refused,
    )
