"""Entries taken along on a device: which, the copies of their pages, and what the device holds."""

from datetime import timedelta
from typing import Any

from flask import jsonify, render_template, request, url_for

from contest.assignment.queries import assignments_of_judge
from contest.charter.models import Contest, Round
from contest.errors import NotFound
from contest.people.models import RoleKind
from contest.plumbing import clock
from contest.scoring.queries import (
    aside_of_judge,
    open_trials_of,
    reading_queue,
    round_lock,
    sheet_of,
    sheets_of_judge,
)
from contest.web.devices import mark_device
from contest.web.guards import open_to
from contest.web.judge import bp
from contest.web.judge.reading import reading_page
from contest.web.judge.syncing import sheet_told
from contest.web.judge.view import blind_rows, carried, own_assignment, sheet_view
from contest.web.judge.work import progress_of, round_shown, rounds_shown
from contest.web.sessions import visitor

KEPT_AFTER = timedelta(days=7)
"""How long after a round's closing a device without network keeps its copies: an extension may still come."""


@bp.get("/<slug>/carried")
@open_to(RoleKind.JUDGE)
def device(contest: Contest) -> Any:
    """What this device holds; its ``copy`` is the list of one's work while there is no network."""
    judge, at = visitor().account, clock.now()
    rounds = rounds_shown(contest, judge.id)
    round_ = round_shown(rounds, request.args.get("round", type=int), at)
    if round_ is None:
        return render_template(
            "judge/nothing.html", contest=contest, trials=open_trials_of(contest), ahead=[]
        )
    sheets, aside = sheets_of_judge(judge.id, round_.id), aside_of_judge(judge.id, round_.id)
    rows = blind_rows(assignments_of_judge(judge.id, round_.id), sheets, aside)
    progress = progress_of(round_, judge.id, at)
    copy = "copy" in request.args
    return render_template("judge/carried.html", contest=contest, progress=progress, rows=rows, copy=copy)


@bp.get("/<slug>/rounds/<int:number>/carry")
@open_to(RoleKind.JUDGE)
def carry(contest: Contest, number: int) -> Any:
    """For the script: what to take along, at most ``most`` entries, in the order they are to be read."""
    judge = visitor().account
    round_ = round_shown(rounds_shown(contest, judge.id), number, clock.now())
    if round_ is None:
        raise NotFound
    queue = reading_queue(judge.id, round_.id) if _takes_sheets(round_) else []
    most = max(1, request.args.get("most", len(queue), type=int))
    sheets = sheets_of_judge(judge.id, round_.id)
    told = {
        "round": number,
        "keep_for": int((round_.closes_at + KEPT_AFTER - clock.now()).total_seconds()),
        "list": url_for("judge.device", slug=contest.slug, round=number, copy=1),
        "sheets": [
            {
                "assignment": one.assignment_id,
                "code": one.code,
                "title": one.title,
                "size": one.size,
                "page": _place("reading", contest, one.assignment_id),
                "copy": _place("reading_copy", contest, one.assignment_id),
                "pictures": [
                    _place("page_picture", contest, one.assignment_id, number=picture)
                    for picture in one.pictures
                ],
                "sheet": sheet_told(contest, sheet_view(sheets.get(one.assignment_id))),
            }
            for one in carried(queue[:most])
        ],
    }
    return mark_device(jsonify(told), judge.id)


@bp.get("/<slug>/assignments/<int:assignment_id>/copy")
@open_to(RoleKind.JUDGE)
def reading_copy(contest: Contest, assignment_id: int) -> Any:
    """The reading page as a device keeps it: without tokens, and its sheet is sent by the script alone."""
    assignment, round_ = own_assignment(contest, visitor().account, assignment_id)
    return reading_page(contest, assignment, round_, sheet_view(sheet_of(assignment.id)), copy=True)


def _takes_sheets(round_: Round) -> bool:
    """Whether anything could still be scored in the round, now or once it opens."""
    return clock.now() < round_.closes_at and round_lock(round_.id) is None


def _place(endpoint: str, contest: Contest, assignment_id: int, **more: Any) -> str:
    return url_for(f"judge.{endpoint}", slug=contest.slug, assignment_id=assignment_id, **more)
