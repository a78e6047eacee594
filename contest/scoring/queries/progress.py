"""How far the judges have come, and what they reported."""

import statistics
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import case, func, select
from sqlalchemy.orm import contains_eager

from contest.assignment.models import Assignment
from contest.assignment.queries import standing
from contest.charter.models import Round
from contest.db import db
from contest.people.models import Account
from contest.plumbing.vietnamese import name_sort_key
from contest.scoring.models import Reminder, ScoreSheet, SheetState, Suspicion
from contest.scoring.rules import round_points


@dataclass(frozen=True, slots=True)
class JudgeProgress:
    """One judge's work in one round: entries dealt, sheets handed in, sheets begun, the last saving and reminder."""

    judge: Account
    assigned: int
    handed_in: int
    saved: int
    last_at: datetime | None
    reminded_at: datetime | None = None

    @property
    def left(self) -> int:
        """Entries of which no sheet is handed in."""
        return self.assigned - self.handed_in


@dataclass(frozen=True, slots=True)
class OwnStatistics:
    """A judge's own totals handed in: how many, their mean, and their spread (standard deviation, from two on)."""

    count: int
    mean: Decimal | None
    spread: Decimal | None


def progress(round_: Round) -> list[JudgeProgress]:
    """Each judge with entries in the round, by given name; one question."""
    begun = ScoreSheet.id.is_not(None) & (ScoreSheet.state != SheetState.HANDED_IN)
    reminded = (
        select(func.max(Reminder.sent_at))
        .where(Reminder.round_id == round_.id, Reminder.judge_id == Account.id)
        .correlate(Account)
        .scalar_subquery()
    )
    question = (
        standing(round_.id)
        .join(Account, Account.id == Assignment.judge_id)
        .outerjoin(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .with_only_columns(
            Account,
            func.count(Assignment.id),
            func.sum(case((ScoreSheet.state == SheetState.HANDED_IN, 1), else_=0)),
            func.sum(case((begun, 1), else_=0)),
            func.max(ScoreSheet.saved_at),
            reminded,
        )
        .group_by(Account.id)
    )
    found = [JudgeProgress(*row) for row in db.session.execute(question)]
    return sorted(found, key=lambda row: name_sort_key(row.judge.name))


def sheets_by_moment(round_id: int) -> list[datetime]:
    """When each standing sheet of the round was handed in, earliest first."""
    question = (
        standing(round_id)
        .join(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .with_only_columns(ScoreSheet.handed_in_at)
        .where(ScoreSheet.state == SheetState.HANDED_IN)
    )
    return sorted(moment for moment in db.session.scalars(question) if moment is not None)


def own_statistics(judge_id: int, round_id: int) -> OwnStatistics:
    """The judge's own mean and spread over the sheets handed in; nobody else's enter."""
    question = (
        standing(round_id)
        .join(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .with_only_columns(ScoreSheet.total)
        .where(Assignment.judge_id == judge_id, ScoreSheet.state == SheetState.HANDED_IN)
    )
    totals = [total for total in db.session.scalars(question) if total is not None]
    return OwnStatistics(
        count=len(totals),
        mean=round_points(statistics.mean(totals)) if totals else None,
        spread=round_points(statistics.stdev(totals)) if len(totals) > 1 else None,
    )


def suspicions_about(entry_id: int) -> list[Suspicion]:
    """What judges reported of one entry, in whatever round, newest first, each with its judge."""
    question = (
        select(Suspicion)
        .join(Suspicion.assignment)
        .join(Account, Account.id == Assignment.judge_id)
        .options(contains_eager(Suspicion.assignment).contains_eager(Assignment.judge))
        .where(Assignment.entry_id == entry_id)
        .order_by(Suspicion.id.desc())
    )
    return list(db.session.scalars(question).unique())
