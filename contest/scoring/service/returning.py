"""A sheet sent back to its judge by whoever presides, for a stated reason."""

from datetime import datetime

from contest.assignment.models import Assignment
from contest.errors.scoring import NotHandedIn, SendBackReasonMissing
from contest.plumbing.audit import Actor, record
from contest.plumbing.vietnamese import clean
from contest.scoring.models import ScoreSheet, SheetState
from contest.scoring.queries import sheet_of
from contest.scoring.service.writing import (
    Content,
    check_still_reading,
    check_unseen,
    check_window,
    forget_mark,
    hold_round,
    write,
)


def send_back_sheet(*, assignment: Assignment, reason: str, actor: Actor, at: datetime) -> ScoreSheet:
    """Open a handed-in sheet again for its judge, who reads why; as handed in it stays a version.

    Raises  RoundLocked, RoundNotOpen, RoundClosed while the judge could not mend it, NotFound when the assignment
            has ended, CaseOpened, SendBackReasonMissing, NotHandedIn
    """
    round_ = hold_round(assignment.round_id)
    check_window(round_, at)
    check_still_reading(assignment)
    check_unseen(assignment)
    said = clean(reason).strip()
    if not said:
        raise SendBackReasonMissing
    sheet = sheet_of(assignment.id)
    if sheet is None or sheet.state != SheetState.HANDED_IN:
        raise NotHandedIn
    sheet = write(
        sheet,
        assignment,
        Content(sheet.points, sheet.remark, sheet.total),
        state=SheetState.SENT_BACK,
        actor=actor,
        door="web",
        at=at,
        reason=said,
    )
    forget_mark(assignment, at=at)
    record(
        "score_sheet.sent_back",
        actor=actor,
        at=at,
        contest_id=round_.contest_id,
        subject=sheet,
        version=sheet.version,
        reason=said,
    )
    return sheet
