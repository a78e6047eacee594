"""A sheet that was handed in, open again for its judge: taken back by them, or sent back by whoever presides."""

from datetime import datetime
from typing import Any

from contest.assignment.models import Assignment
from contest.charter.models import Round
from contest.db import db
from contest.errors import Refusal
from contest.errors.scoring import NotHandedIn, ReasonMissing, SendBackReasonMissing, SheetChanged
from contest.plumbing.audit import Actor, record
from contest.plumbing.vietnamese import clean
from contest.scoring.models import ScoreSheet, SheetState
from contest.scoring.queries import sheet_of
from contest.scoring.service.writing import (
    Content,
    check_still_reading,
    check_unseen,
    check_window,
    hold_round,
    write,
)


def take_back_sheet(*, assignment: Assignment, reason: str, actor: Actor, at: datetime) -> ScoreSheet:
    """Undo a hand-in while the round is open, for a stated reason; the sheet as handed in stays a version.

    Raises  RoundNotOpen, RoundClosed, RoundLocked, NotHandedIn, ReasonMissing, CaseOpened, Rechecked;
            NotFound when the assignment has ended
    """
    sheet = _open_again(assignment, SheetState.TAKEN_BACK, reason, ReasonMissing, actor=actor, at=at)
    record("score_sheet.taken_back", actor=actor, at=at, subject=sheet, **_told(assignment, sheet, reason))
    return sheet


def send_back_sheet(
    *, assignment: Assignment, version: int, reason: str, actor: Actor, at: datetime
) -> ScoreSheet:
    """Open a handed-in sheet again for its judge, who reads why; as handed in it stays a version.

    version  the one that was looked at: of what its judge handed in since, the reason does not speak
    Raises   as take_back_sheet, with SendBackReasonMissing; RoundNotOpen and RoundClosed as the judge could not
             mend it then; SheetChanged
    """
    sheet = _open_again(
        assignment, SheetState.SENT_BACK, reason, SendBackReasonMissing, version=version, actor=actor, at=at
    )
    record("score_sheet.sent_back", actor=actor, at=at, subject=sheet, **_told(assignment, sheet, reason))
    return sheet


def _open_again(
    assignment: Assignment,
    state: SheetState,
    reason: str,
    missing: type[Refusal],
    *,
    version: int | None = None,
    actor: Actor,
    at: datetime,
) -> ScoreSheet:
    round_ = hold_round(assignment.round_id)
    check_window(round_, at)
    check_still_reading(assignment)
    check_unseen(assignment)
    said = clean(reason).strip()
    if not said:
        raise missing
    sheet = sheet_of(assignment.id)
    if sheet is None or sheet.state != SheetState.HANDED_IN:
        raise NotHandedIn
    if version is not None and sheet.version != version:
        raise SheetChanged
    content = Content(sheet.points, sheet.remark, sheet.total)
    return write(sheet, assignment, content, state=state, actor=actor, door="web", at=at, reason=said)


def _told(assignment: Assignment, sheet: ScoreSheet, reason: str) -> dict[str, Any]:
    """What the log says of it."""
    contest_id = db.session.get_one(Round, assignment.round_id).contest_id
    return {"contest_id": contest_id, "version": sheet.version, "reason": clean(reason).strip()}
