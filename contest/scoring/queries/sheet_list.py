"""Who reads what in a round and how far each sheet is: for whoever presides, without a mark."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from contest.assignment.models import Assignment
from contest.assignment.queries import standing
from contest.db import db
from contest.errors import NotFound
from contest.people.models import Account
from contest.scoring.models import ScoreSheet, SheetState, SheetVersion
from contest.screening.models import BlindCode


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """One assignment by its blind code: whose it is, and what its sheet did last."""

    assignment_id: int
    code: str
    judge: str
    third: bool
    state: SheetState | None
    saved_at: datetime | None


def readings_of(
    round_id: int, *, judge_id: int | None = None, code: str | None = None, after: int = 0, most: int = 100
) -> list[ReadingRow]:
    """The standing assignments of a round, by code; one question.

    judge_id, code  of this judge, of this entry only
    after           how many to pass over
    """
    question = (
        standing(round_id)
        .join(Assignment.blind_code)
        .join(Account, Account.id == Assignment.judge_id)
        .outerjoin(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .with_only_columns(
            Assignment.id,
            BlindCode.code,
            Account.name,
            Assignment.is_third,
            ScoreSheet.state,
            ScoreSheet.saved_at,
        )
        .order_by(BlindCode.code, Assignment.draw_id, Assignment.id)
    )
    if judge_id is not None:
        question = question.where(Assignment.judge_id == judge_id)
    if code is not None:
        question = question.where(BlindCode.code == code)
    return [ReadingRow(*row) for row in db.session.execute(question.offset(after).limit(most))]


def assignment_in(round_id: int, assignment_id: int) -> Assignment:
    """One standing assignment of a round with its judge. Raises NotFound."""
    question = (
        standing(round_id)
        .join(Assignment.judge)
        .options(contains_eager(Assignment.judge))
        .where(Assignment.id == assignment_id)
    )
    found = db.session.scalars(question).unique().one_or_none()
    if found is None:
        raise NotFound
    return found


def sheets_sent_back(judge_id: int, round_id: int) -> list[tuple[Assignment, SheetVersion]]:
    """What was sent back to a judge and is still to be handed in again, by blind code, with the version saying why."""
    question = (
        select(Assignment, SheetVersion)
        .join(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .join(
            SheetVersion,
            (SheetVersion.sheet_id == ScoreSheet.id) & (SheetVersion.state == SheetState.SENT_BACK),
        )
        .where(
            Assignment.id.in_(
                standing(round_id).with_only_columns(Assignment.id).where(Assignment.judge_id == judge_id)
            ),
            ScoreSheet.state != SheetState.HANDED_IN,
        )
        .order_by(SheetVersion.number.desc())
    )
    newest: dict[int, tuple[Assignment, SheetVersion]] = {}
    for assignment, version in db.session.execute(question).unique():
        newest.setdefault(assignment.id, (assignment, version))
    return sorted(newest.values(), key=lambda pair: pair[0].blind_code.code)


def why_sent_back(versions: Sequence[SheetVersion]) -> SheetVersion | None:
    """The sending back that the judge has not answered yet, of a sheet's versions, newest first."""
    for version in versions:
        if version.state == SheetState.HANDED_IN:
            return None
        if version.state == SheetState.SENT_BACK:
            return version
    return None
