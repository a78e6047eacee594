"""What judges hold in a round and how far each reading has come, in columns: for changes in mid-round."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from contest.assignment.models import Assignment, DrawEnding
from contest.assignment.queries import standing
from contest.db import db, one_of
from contest.scoring.models import ScoreSheet, SheetState


@dataclass(frozen=True, slots=True)
class Held:
    """One standing reading: an entry, its judge, and the state of the sheet, None while there is none."""

    assignment_id: int
    entry_id: int
    judge_id: int
    is_third: bool
    state: SheetState | None

    @property
    def pair(self) -> tuple[int, int]:
        """Entry and judge."""
        return self.entry_id, self.judge_id

    @property
    def begun(self) -> bool:
        """Whether something was written."""
        return self.state is not None

    @property
    def finished(self) -> bool:
        """Whether the sheet is handed in, so that it never moves."""
        return self.state == SheetState.HANDED_IN


def readings_held(
    round_id: int, *, judge_id: int | None = None, entry_ids: Collection[int] | None = None
) -> list[Held]:
    """The standing, published readings of a round (of a judge, of these entries); one question."""
    question = (
        standing(round_id)
        .outerjoin(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .with_only_columns(
            Assignment.id,
            Assignment.entry_id,
            Assignment.judge_id,
            Assignment.is_third,
            ScoreSheet.state,
        )
        .order_by(Assignment.id)
    )
    if judge_id is not None:
        question = question.where(Assignment.judge_id == judge_id)
    if entry_ids is not None:
        question = question.where(one_of(Assignment.entry_id, entry_ids))
    return [Held(*row) for row in db.session.execute(question)]


def work_since(draw_id: int, moment: datetime) -> int:
    """How many readings that a draw takes back were written on after that moment, or are handed in."""
    question = (
        select(func.count(ScoreSheet.id))
        .join(DrawEnding, DrawEnding.assignment_id == ScoreSheet.assignment_id)
        .where(
            DrawEnding.draw_id == draw_id,
            (ScoreSheet.saved_at > moment) | (ScoreSheet.state == SheetState.HANDED_IN),
        )
    )
    return db.session.scalar(question) or 0
