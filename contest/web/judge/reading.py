"""The reading page: the essay, and the score sheet beside it."""

from collections.abc import Mapping
from typing import Any

from flask import make_response, render_template, request

from contest.assignment.models import Assignment
from contest.charter.models import Contest, Round
from contest.errors.scoring import PointsUnfit
from contest.people.models import RoleKind
from contest.plumbing import clock
from contest.plumbing.vietnamese import points_in_words
from contest.scoring.queries import (
    criteria_of,
    has_seen_the_others,
    recheck_result_of,
    sheet_of,
    versions_of,
    why_sent_back,
)
from contest.scoring.rules import check_points, read_points, scale, subtotal
from contest.web.devices import mark_device
from contest.web.guards import open_to
from contest.web.judge import bp
from contest.web.judge.view import SheetView, blind_view, own_assignment, sheet_view
from contest.web.judge.work import progress_of
from contest.web.sessions import visitor


@bp.get("/<slug>/assignments/<int:assignment_id>")
@open_to(RoleKind.JUDGE)
def reading(contest: Contest, assignment_id: int) -> Any:
    """One entry as its judge may see it, with the judge's own sheet."""
    assignment, round_ = own_assignment(contest, visitor().account, assignment_id)
    sheet = sheet_of(assignment.id)
    versions = versions_of(sheet.id) if sheet else []
    page = reading_page(contest, assignment, round_, sheet_view(sheet), versions=versions)
    return mark_device(make_response(page), visitor().account.id)


def reading_page(
    contest: Contest,
    assignment: Assignment,
    round_: Round,
    sheet: SheetView,
    *,
    refused: str = "",
    fault: PointsUnfit | None = None,
    versions: Any = (),
    copy: bool = False,
) -> str:
    """The page, with what was typed in the sheet and what is wrong with it when a saving was refused.

    copy  for a device to keep: no tokens, and nothing that needs the network
    """
    at = clock.now()
    progress = progress_of(round_, visitor().account.id, at)
    come_to = sum_of(sheet.points, round_)
    seen = sheet.handed_in and has_seen_the_others(assignment)
    again = sheet.handed_in and recheck_result_of(round_.id, assignment.entry_id) is not None
    return render_template(
        "judge/reading.html",
        contest=contest,
        round=round_,
        progress=progress,
        view=blind_view(assignment),
        sheet=sheet,
        total=come_to,
        total_words=points_in_words(come_to),
        scale=scale(criteria_of(round_)),
        writable=progress.open and not progress.locked and not sheet.handed_in,
        undoable=progress.open and not progress.locked and sheet.handed_in and not (seen or again),
        in_case=seen,
        refused=refused,
        faults={} if fault is None else {one.key: one for one in fault.faults},
        versions=versions,
        done=request.args.get("done", ""),
        copy=copy,
        sent_back=why_sent_back(versions),
    )


def sum_of(points: Mapping[str, str], round_: Round) -> Any:
    """What the points typed so far come to; what cannot stand counts nothing."""
    criteria = criteria_of(round_)
    read = read_points(points, criteria)[0]
    unfit = {problem.key for problem in check_points(read, criteria)}
    return subtotal({key: value for key, value in read.items() if key not in unfit}, criteria)
