"""Questions about runs: the office's list, one of them, which stand open, which have had their time."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select, true

from contest.db import db
from contest.errors import NotFound
from contest.exports.face import Naming
from contest.exports.runs.models import ExportRun
from contest.exports.runs.rules import STALLED, may_have

SHOWN = 50
STANDS_OPEN = (
    ExportRun.finished_at.is_(None) & ExportRun.failed_at.is_(None) & ExportRun.cancelled_at.is_(None)
)


def runs_of(contest_id: int, *, secretary: bool, unsealed: Collection[int]) -> list[ExportRun]:
    """The newest runs of a contest that somebody of its office may see, newest first.

    unsealed  the rounds whose seal is open, by id
    """
    question = select(ExportRun).where(
        ExportRun.contest_id == contest_id, _theirs(secretary=secretary, unsealed=unsealed)
    )
    newest = question.order_by(ExportRun.id.desc()).limit(SHOWN)
    return list(db.session.scalars(newest.execution_options(populate_existing=True)))


def run_of(contest_id: int, run_id: int, *, secretary: bool, unsealed: Collection[int]) -> ExportRun:
    """One of these. Raises NotFound, also for a run of another contest or one that is not theirs to see."""
    question = select(ExportRun).where(ExportRun.id == run_id, ExportRun.contest_id == contest_id)
    found = db.session.scalar(question)
    if found is None or not may_have(found.naming, secretary=secretary, unsealed=found.round_id in unsealed):
        raise NotFound
    return found


def open_runs_of(contest_id: int) -> list[ExportRun]:
    """The contest's runs that have not ended, oldest first."""
    question = select(ExportRun).where(ExportRun.contest_id == contest_id, STANDS_OPEN)
    return list(db.session.scalars(question.order_by(ExportRun.id)))


def another_at_work(run_id: int, *, at: datetime) -> bool:
    """Whether a worker is busy with another run, of whatever contest."""
    alive = ExportRun.beat_at >= at - STALLED
    busy = select(func.count(ExportRun.id)).where(ExportRun.id != run_id, STANDS_OPEN, alive)
    return bool(db.session.scalar(busy))


def expired_runs(*, at: datetime) -> list[ExportRun]:
    """The runs whose result has had its time."""
    question = select(ExportRun).where(ExportRun.expires_at <= at, ExportRun.digest.is_not(None))
    return list(db.session.scalars(question))


def _theirs(*, secretary: bool, unsealed: Collection[int]) -> ColumnElement[bool]:
    """What rules.may_have says, as the database says it."""
    if secretary:
        return true()
    return or_(
        ExportRun.naming == Naming.NEVER,
        (ExportRun.naming == Naming.UNSEALED) & ExportRun.round_id.in_(unsealed),
    )
