"""The sheets of a round as the statistical rules take them: columns of places, with the ids behind them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import numpy as np
from sqlalchemy import Integer, type_coerce

from contest.assignment.models import Assignment
from contest.assignment.queries import standing
from contest.charter.models import Round
from contest.db import db
from contest.scoring.models import ScoreSheet, SheetState
from contest.shortlist.rules import Readings
from contest.shortlist.rules.readings import Whole

HUNDREDTHS: Final = 2
"""The decimal places that totals are stored with."""

READ_AT_ONCE: Final = 5_000


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
        .with_only_columns(Assignment.entry_id, Assignment.judge_id, type_coerce(ScoreSheet.total, Integer))
        .order_by(ScoreSheet.handed_in_at, ScoreSheet.id)
    )
    if without_draws:
        question = question.where(Assignment.draw_id.not_in(without_draws))
    told = db.session.execute(question.execution_options(yield_per=READ_AT_ONCE)).partitions()
    some = (np.array([tuple(row) for row in rows], dtype=np.int64) for rows in told)
    entries, judges, hundredths = np.concatenate([np.zeros((0, 3), dtype=np.int64), *some]).T
    entry_ids, entry = np.unique(entries, return_inverse=True)
    judge_ids, judge = np.unique(judges, return_inverse=True)
    readings = Readings(
        entry, judge, hundredths, HUNDREDTHS, len(entry_ids), len(judge_ids), _piles(judge, len(judge_ids))
    )
    return RoundReadings(readings, tuple(entry_ids.tolist()), tuple(judge_ids.tolist()))


def _piles(judge: Whole, judges: int) -> Whole:
    """The place of each reading in its judge's pile, from 1, as they come."""
    by_judge = np.argsort(judge, kind="stable")
    before = np.cumsum(np.bincount(judge, minlength=judges)) - np.bincount(judge, minlength=judges)
    places = np.empty(len(judge), dtype=np.int64)
    places[by_judge] = np.arange(len(judge)) - before[judge[by_judge]] + 1
    return places
