"""What a judge reads next, and what was put aside for later."""

from datetime import datetime

from sqlalchemy import func, select

from contest.assignment.models import Assignment
from contest.assignment.queries import assignments_of_judge
from contest.db import db
from contest.scoring.models import PutAside, ScoreSheet, SheetState
from contest.scoring.queries.sheets import sheets_of_judge


def aside_of_judge(judge_id: int, round_id: int) -> dict[int, datetime]:
    """What the judge has put aside in a round, by assignment id: since when."""
    question = (
        select(PutAside.assignment_id, PutAside.at)
        .join(PutAside.assignment)
        .where(Assignment.judge_id == judge_id, Assignment.round_id == round_id)
    )
    return {row.assignment_id: row.at for row in db.session.execute(question)}


def reading_queue(judge_id: int, round_id: int) -> list[Assignment]:
    """All the judge has not handed in, in the order to read it.

    Fewest finished readings first, within that the judge's own order; behind them what was put aside,
    the longest waiting first.
    """
    own = assignments_of_judge(judge_id, round_id)
    sheets = sheets_of_judge(judge_id, round_id)
    done = {key for key, sheet in sheets.items() if sheet.state == SheetState.HANDED_IN}
    read, aside = _finished_readings(round_id, judge_id), aside_of_judge(judge_id, round_id)
    left = [assignment for assignment in own if assignment.id not in done]
    fresh = sorted((a for a in left if a.id not in aside), key=lambda a: read.get(a.entry_id, 0))
    later = sorted(
        (a for a in left if a.id in aside), key=lambda a: (aside[a.id], a.draw_id, a.reading_order)
    )
    return fresh + later


def _finished_readings(round_id: int, judge_id: int) -> dict[int, int]:
    """How many judges have handed in a sheet for each of this judge's entries."""
    mine = select(Assignment.entry_id).where(Assignment.round_id == round_id, Assignment.judge_id == judge_id)
    question = (
        select(Assignment.entry_id, func.count(ScoreSheet.id))
        .join(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .where(
            Assignment.round_id == round_id,
            Assignment.entry_id.in_(mine),
            ScoreSheet.state == SheetState.HANDED_IN,
        )
        .group_by(Assignment.entry_id)
    )
    return dict(db.session.execute(question).all())
