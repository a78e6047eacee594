"""The sheets of a round as the statistical rules take them: columns of places, with the ids behind them."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import numpy as np

from contest.assignment.models import Assignment
from contest.assignment.queries import standing
from contest.charter.models import Round
from contest.db import db
from contest.scoring.models import ScoreSheet, SheetState
from contest.shortlist.rules import Readings

HUNDREDTHS: Final = 2
"""The decimal places that totals are stored with."""


@dataclass(frozen=True, slots=True)
class RoundReadings:
    """A round's counted sheets, and whose place each number is: entries and judges in the order of their ids."""

    readings: Readings
    entry_ids: tuple[int, ...]
    judge_ids: tuple[int, ...]


def readings_of(round_: Round, *, without_draws: Collection[int] = ()) -> RoundReadings:
    """The handed-in sheets of eligible entries, third readers' and second looks' among them, but for some draws'.

    The order of a judge's readings is that in which the sheets were first handed in.
    """
    question = (
        standing(round_.id)
        .join(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .where(ScoreSheet.state == SheetState.HANDED_IN, ScoreSheet.total.is_not(None))
        .with_only_columns(Assignment.entry_id, Assignment.judge_id, ScoreSheet.total)
        .order_by(ScoreSheet.handed_in_at, ScoreSheet.id)
    )
    if without_draws:
        question = question.where(Assignment.draw_id.not_in(without_draws))
    rows = db.session.execute(question).all()
    entry_ids = sorted({row.entry_id for row in rows})
    judge_ids = sorted({row.judge_id for row in rows})
    entry_place = {entry: place for place, entry in enumerate(entry_ids)}
    judge_place = {judge: place for place, judge in enumerate(judge_ids)}
    read: dict[int, int] = {}
    order = []
    for row in rows:
        read[row.judge_id] = read.get(row.judge_id, 0) + 1
        order.append(read[row.judge_id])
    readings = Readings(
        np.array([entry_place[row.entry_id] for row in rows], dtype=np.int64),
        np.array([judge_place[row.judge_id] for row in rows], dtype=np.int64),
        np.array([int(Decimal(row.total).scaleb(HUNDREDTHS)) for row in rows], dtype=np.int64),
        HUNDREDTHS,
        len(entry_ids),
        len(judge_ids),
        np.array(order, dtype=np.int64),
    )
    return RoundReadings(readings, tuple(entry_ids), tuple(judge_ids))
