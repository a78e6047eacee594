"""The sum: for finals whose charter adds the judges' points up."""

import numpy as np

from contest.shortlist.rules.methods.answers import Marks, Unfit, UnfitKind, exact
from contest.shortlist.rules.methods.mean import sums
from contest.shortlist.rules.readings import Readings


def add_up(readings: Readings) -> Marks | Unfit:
    """The sum of the totals; refused unless all entries have been read equally often."""
    if not len(readings):
        return Unfit(UnfitKind.NO_READINGS, 1, 0)
    if len(readings.blocks) > 1:
        return Unfit(UnfitKind.UNEVEN, readings.blocks[-1].size, readings.blocks[0].size)
    return exact(sums(readings), np.minimum(readings.per_entry, 1), readings.places)
