"""Questions about lists of scores that were sent."""

from typing import Final

from sqlalchemy import select

from contest.assignment.models import Assignment
from contest.db import db
from contest.errors import NotFound
from contest.scoring.models import ScoreSheet, SentScores, SheetVersion

DOOR: Final = "import"
"""How a version says that it was taken from a list."""


def sent_list(round_id: int, list_id: int, *, judge_id: int | None) -> SentScores:
    """One list of the round: a judge's own, or the office's. Raises NotFound."""
    question = select(SentScores).where(
        SentScores.id == list_id, SentScores.round_id == round_id, SentScores.judge_id == judge_id
    )
    found = db.session.scalar(question.execution_options(populate_existing=True))
    if found is None:
        raise NotFound
    return found


def sent_lists(round_id: int, *, judge_id: int | None, limit: int = 20) -> list[SentScores]:
    """The newest lists of the round: a judge's own, or the office's."""
    question = select(SentScores).where(SentScores.round_id == round_id, SentScores.judge_id == judge_id)
    return list(db.session.scalars(question.order_by(SentScores.id.desc()).limit(limit)))


def sheets_from_lists_of(sender: str, round_id: int, assignment_id: int | None = None) -> set[int]:
    """The sheets of a round (of one assignment) whose standing version was taken from a list of this sender's."""
    question = (
        select(ScoreSheet.id)
        .join(ScoreSheet.assignment)
        .join(
            SheetVersion,
            (SheetVersion.sheet_id == ScoreSheet.id) & (SheetVersion.number == ScoreSheet.version),
        )
        .where(Assignment.round_id == round_id, SheetVersion.door == DOOR, SheetVersion.saved_by == sender)
    )
    if assignment_id is not None:
        question = question.where(ScoreSheet.assignment_id == assignment_id)
    return set(db.session.scalars(question))
