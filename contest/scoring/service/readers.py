"""What a judge says of an entry besides its points."""

from datetime import datetime

from sqlalchemy import select

from contest.assignment.models import Assignment
from contest.assignment.service import declare_conflict
from contest.charter.models import Round
from contest.db import db
from contest.errors.assignment import ConflictTooLate
from contest.errors.scoring import NoteMissing
from contest.people.models import Account
from contest.plumbing.audit import Actor, record
from contest.plumbing.vietnamese import clean
from contest.scoring.models import PutAside, SheetState, Suspicion, SuspicionKind
from contest.scoring.queries import sheet_of
from contest.scoring.service.writing import check_still_reading, hold_round


def decline_assignment(
    *, assignment: Assignment, judge: Account, reason: str, actor: Actor, at: datetime
) -> None:
    """The judge cannot read this entry: the conflict is kept and the assignment ends at once.

    Raises  RoundLocked, ConflictTooLate while the sheet is handed in, NotFound when it has ended before
    """
    hold_round(assignment.round_id)
    check_still_reading(assignment)
    sheet = sheet_of(assignment.id)
    if sheet is not None and sheet.state == SheetState.HANDED_IN:
        raise ConflictTooLate
    declare_conflict(judge=judge, entry_id=assignment.entry_id, reason=reason, actor=actor, at=at)


def put_aside(*, assignment: Assignment, actor: Actor, at: datetime) -> None:
    """Read this entry later: it comes again after all the others, behind those put aside before it.

    Raises  RoundLocked, NotFound when the assignment has ended
    """
    round_ = hold_round(assignment.round_id)
    check_still_reading(assignment)
    aside = db.session.scalar(select(PutAside).where(PutAside.assignment_id == assignment.id))
    if aside is None:
        aside = PutAside(assignment_id=assignment.id)
        db.session.add(aside)
    aside.at = at
    db.session.flush()
    record("assignment.put_aside", actor=actor, at=at, contest_id=round_.contest_id, subject=assignment)


def report_suspicion(*, assignment: Assignment, kind: SuspicionKind, note: str, at: datetime) -> Suspicion:
    """Tell the organizers that an entry looks copied, names its author or breaks the rules. Raises NoteMissing."""
    said = clean(note).strip()
    if not said:
        raise NoteMissing
    suspicion = Suspicion(assignment_id=assignment.id, kind=kind, note=said, reported_at=at)
    db.session.add(suspicion)
    db.session.flush()
    judge = db.session.scalars(select(Account).where(Account.id == assignment.judge_id)).one()
    contest_id = db.session.scalar(select(Round.contest_id).where(Round.id == assignment.round_id))
    record(
        "suspicion.reported",
        actor=judge.actor(),
        at=at,
        contest_id=contest_id,
        subject=suspicion,
        kind=kind,
    )
    return suspicion
