"""Questions about score sheets and their versions."""

from collections.abc import Collection

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from contest.assignment.models import Assignment, Draw, Recusal
from contest.charter.models import Round
from contest.db import db, one_of
from contest.people.models import Account
from contest.scoring.models import RoundLock, ScoreSheet, SheetState, SheetVersion
from contest.scoring.rules import CriterionRule


def criteria_of(round_: Round) -> tuple[CriterionRule, ...]:
    """The round's rubric as the arithmetic wants it."""
    return tuple(
        CriterionRule(key=c.key, maximum=c.maximum, step=c.step, weight=c.weight) for c in round_.criteria
    )


def round_lock(round_id: int) -> RoundLock | None:
    """The lock on a round's scores, once there is one."""
    return db.session.scalar(select(RoundLock).where(RoundLock.round_id == round_id))


def sheet_of(assignment_id: int) -> ScoreSheet | None:
    """The sheet of an assignment as it stands now, whatever was read before."""
    question = select(ScoreSheet).where(ScoreSheet.assignment_id == assignment_id)
    return db.session.scalar(question.execution_options(populate_existing=True))


def sheets_of_judge(judge_id: int, round_id: int) -> dict[int, ScoreSheet]:
    """A judge's own sheets of a round by assignment id."""
    question = (
        select(ScoreSheet)
        .join(ScoreSheet.assignment)
        .where(Assignment.judge_id == judge_id, Assignment.round_id == round_id)
    )
    return {sheet.assignment_id: sheet for sheet in db.session.scalars(question)}


def sheets_of_round(round_id: int, entry_ids: Collection[int] | None = None) -> dict[int, list[ScoreSheet]]:
    """The sheets that count, handed in by judges who still read, by entry id in the order of drawing.

    entry_ids  these entries only; None for all
    """
    question = _with_judges(round_id).where(ScoreSheet.state == SheetState.HANDED_IN)
    if entry_ids is not None:
        question = question.where(one_of(Assignment.entry_id, entry_ids))
    found: dict[int, list[ScoreSheet]] = {}
    for sheet in db.session.scalars(question).unique():
        found.setdefault(sheet.assignment.entry_id, []).append(sheet)
    return found


def versions_of(sheet_id: int) -> list[SheetVersion]:
    """Every saving of a sheet, newest first."""
    question = select(SheetVersion).where(SheetVersion.sheet_id == sheet_id)
    return list(db.session.scalars(question.order_by(SheetVersion.number.desc())))


def _with_judges(round_id: int) -> Select[ScoreSheet]:
    return (
        select(ScoreSheet)
        .join(ScoreSheet.assignment)
        .join(Assignment.draw)
        .join(Account, Account.id == Assignment.judge_id)
        .outerjoin(Assignment.recusal)
        .options(
            contains_eager(ScoreSheet.assignment).options(
                contains_eager(Assignment.judge),
                contains_eager(Assignment.draw),
                contains_eager(Assignment.recusal),
            )
        )
        .where(Assignment.round_id == round_id, Draw.published_at.is_not(None), Recusal.id.is_(None))
        .order_by(Assignment.entry_id, Assignment.draw_id, Assignment.id)
    )
