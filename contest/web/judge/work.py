"""My work: a judge's rounds, progress, list, and what to read next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from contest.assignment.queries import assignments_of_judge, rounds_declaring, rounds_of_judge
from contest.charter.models import Contest, Round
from contest.errors import NotFound
from contest.people.models import RoleKind
from contest.plumbing import clock
from contest.scoring.models import SheetState
from contest.scoring.queries import (
    aside_of_judge,
    open_trials_of,
    own_statistics,
    reading_queue,
    round_lock,
    sheets_of_judge,
    sheets_sent_back,
    waiting_cases,
)
from contest.web.guards import open_to
from contest.web.judge import bp
from contest.web.judge.view import STATES, blind_rows, of_state
from contest.web.sessions import visitor


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the judge is in a round, and how long it stays open; ``days`` and ``hours`` are None when it is not."""

    round: Round
    handed_in: int
    all: int
    open: bool
    locked: bool
    days: int | None
    hours: int | None


def progress_of(round_: Round, judge_id: int, at: datetime) -> Progress:
    """The judge's own progress, for the masthead and the list."""
    own = {assignment.id for assignment in assignments_of_judge(judge_id, round_.id)}
    sheets = sheets_of_judge(judge_id, round_.id)
    done = sum(1 for key, sheet in sheets.items() if key in own and sheet.state == SheetState.HANDED_IN)
    left = round_.closes_at - at if round_.is_open(at) else None
    return Progress(
        round=round_,
        handed_in=done,
        all=len(own),
        open=left is not None,
        locked=round_lock(round_.id) is not None,
        days=left.days if left else None,
        hours=left.seconds // 3600 if left else None,
    )


def rounds_shown(contest: Contest, judge_id: int) -> list[Round]:
    """The contest's rounds in which the judge has been given something to read."""
    mine = rounds_of_judge(judge_id, contest.id)
    return [round_ for round_ in contest.rounds if round_.id in mine]


def round_shown(rounds: list[Round], wish: int | None, at: datetime) -> Round | None:
    """The round asked for; else the newest that is open, else the newest. Raises NotFound for one not theirs."""
    if wish is not None:
        for round_ in rounds:
            if round_.number == wish:
                return round_
        raise NotFound
    found = [round_ for round_ in rounds if round_.is_open(at)] or rounds
    return found[-1] if found else None


@bp.get("/<slug>")
@open_to(RoleKind.JUDGE)
def work(contest: Contest) -> Any:
    """The judge's list, filtered by state."""
    judge, at = visitor().account, clock.now()
    rounds = rounds_shown(contest, judge.id)
    round_ = round_shown(rounds, request.args.get("round", type=int), at)
    if round_ is None:
        return render_template(
            "judge/nothing.html",
            contest=contest,
            trials=open_trials_of(contest),
            ahead=rounds_declaring(contest.id),
        )
    own = assignments_of_judge(judge.id, round_.id)
    rows = blind_rows(own, sheets_of_judge(judge.id, round_.id), aside_of_judge(judge.id, round_.id))
    state = request.args.get("state", "all")
    return render_template(
        "judge/work.html",
        contest=contest,
        rounds=rounds,
        trials=open_trials_of(contest),
        progress=progress_of(round_, judge.id, at),
        rows=of_state(rows, state),
        counts={name: len(of_state(rows, name)) for name in STATES},
        state=state if state in STATES else "all",
        own=own_statistics(judge.id, round_.id),
        done=request.args.get("done", ""),
        cases=waiting_cases(judge.id, round_.id),
        sent_back=sheets_sent_back(judge.id, round_.id),
        ahead=rounds_declaring(contest.id),
    )


@bp.get("/<slug>/rounds/<int:number>/next")
@open_to(RoleKind.JUDGE)
def next_one(contest: Contest, number: int) -> Any:
    """Go to what is to be read next; nothing changes by it."""
    judge = visitor().account
    round_ = round_shown(rounds_shown(contest, judge.id), number, clock.now())
    return go_on(contest, round_, judge.id) if round_ else redirect(_home(contest), 303)


@bp.get("/<slug>/guide")
@open_to(RoleKind.JUDGE)
def guide(contest: Contest) -> Any:
    """How judging goes, and the rubric of each round."""
    rounds = rounds_shown(contest, visitor().account.id) or list(contest.rounds)[:1]
    return render_template("judge/guide.html", contest=contest, rounds=rounds)


def go_on(contest: Contest, round_: Round, judge_id: int, *, done: str | None = None) -> Any:
    """To the next entry to read, or to the list when none is left; ``done`` names what the browser kept of a sheet."""
    queue = reading_queue(judge_id, round_.id)
    if not queue:
        flash(_("Ông/Bà đã chấm xong các bài được giao ở %(round)s.", round=round_.name), "ok")
        return redirect(url_for("judge.work", slug=contest.slug, round=round_.number, done=done), 303)
    if queue[0].id in aside_of_judge(judge_id, round_.id):
        left = ngettext(
            "Chỉ còn %(num)s bài Ông/Bà đã để sau; đây là bài để lâu nhất.",
            "Chỉ còn %(num)s bài Ông/Bà đã để sau; đây là bài để lâu nhất.",
            len(queue),
        )
        flash(left, "info")
    place = url_for("judge.reading", slug=contest.slug, assignment_id=queue[0].id, done=done)
    return redirect(place, 303)


def _home(contest: Contest) -> str:
    return url_for("judge.work", slug=contest.slug)
