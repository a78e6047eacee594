"""A judge's own sheet: saved, handed in."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from contest.assignment.models import Assignment
from contest.errors import Stale
from contest.errors.scoring import AlreadyHandedIn
from contest.plumbing.audit import Actor, record
from contest.plumbing.vietnamese import clean
from contest.scoring.models import RETURNED, ScoreSheet, SheetState
from contest.scoring.queries import sheet_of
from contest.scoring.rules import read_points
from contest.scoring.service.writing import (
    Content,
    check_still_reading,
    check_window,
    content_of,
    hold_round,
    write,
)


def save_sheet(
    *,
    assignment: Assignment,
    points: Mapping[str, str | Decimal],
    remark: str,
    version: int | None,
    actor: Actor,
    door: str = "web",
    at: datetime,
) -> ScoreSheet:
    """Keep what a judge has written so far, as a new version; what stands already is not kept twice.

    points   criterion key -> points, as typed ("17,5") or as Decimal; some may be missing or blank
    version  the version the judge saw; None for a sheet never saved before
    Raises   RoundNotOpen, RoundClosed, RoundLocked, AlreadyHandedIn, PointsUnfit, RemarkTooLong, Stale;
             NotFound when the assignment has ended
    """
    round_ = hold_round(assignment.round_id)
    check_window(round_, at)
    check_still_reading(assignment)
    content = content_of(round_, points, remark, complete=False)
    sheet = sheet_of(assignment.id)
    if sheet is not None and sheet.state not in RETURNED and content.is_on(sheet):
        return sheet
    _check_writable(sheet, version)
    sheet = write(sheet, assignment, content, state=SheetState.SAVED, actor=actor, door=door, at=at)
    record(
        "score_sheet.saved",
        actor=actor,
        at=at,
        contest_id=round_.contest_id,
        subject=sheet,
        version=sheet.version,
    )
    return sheet


def hand_in_sheet(
    *,
    assignment: Assignment,
    points: Mapping[str, str | Decimal],
    remark: str,
    version: int | None,
    actor: Actor,
    door: str = "web",
    at: datetime,
) -> ScoreSheet:
    """Hand in a complete sheet. The same content a second time gives the same sheet.

    Raises  as save_sheet, and PointsIncomplete
    """
    sheet = sheet_of(assignment.id)
    if sheet is not None and sheet.state == SheetState.HANDED_IN and _says(sheet, points, remark):
        return sheet
    round_ = hold_round(assignment.round_id)
    check_window(round_, at)
    check_still_reading(assignment)
    content = content_of(round_, points, remark, complete=True)
    sheet = sheet_of(assignment.id)
    _check_writable(sheet, version, content)
    sheet = write(sheet, assignment, content, state=SheetState.HANDED_IN, actor=actor, door=door, at=at)
    record(
        "score_sheet.handed_in",
        actor=actor,
        at=at,
        contest_id=round_.contest_id,
        subject=sheet,
        version=sheet.version,
        total=sheet.total,
    )
    return sheet


def _check_writable(sheet: ScoreSheet | None, version: int | None, content: Content | None = None) -> None:
    if sheet is None:
        return
    if sheet.state == SheetState.HANDED_IN:
        raise AlreadyHandedIn
    sent_before = sheet.state == SheetState.SAVED and content is not None and content.is_on(sheet)
    if sheet.version != version and not sent_before:
        raise Stale


def _says(sheet: ScoreSheet, points: Mapping[str, str | Decimal], remark: str) -> bool:
    read, unread = read_points(points, ())
    kept = {key: str(value) for key, value in read.items()}
    return not unread and kept == sheet.points and clean(remark).strip() == sheet.remark
