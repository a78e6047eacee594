"""The median: one judge far from the others moves nothing."""

import numpy as np

from contest.shortlist.rules.methods.answers import Marks, Unfit, UnfitKind, exact
from contest.shortlist.rules.readings import Readings


def median(readings: Readings) -> Marks | Unfit:
    """The middle total, or the mean of the two in the middle, rounded half up."""
    if not len(readings):
        return Unfit(UnfitKind.NO_READINGS, 1, 0)
    twice = np.zeros(readings.entries, dtype=np.int64)
    for block in readings.blocks:
        points = np.sort(readings.points[block.sheets], axis=1)
        twice[block.entries] = points[:, (block.size - 1) // 2] + points[:, block.size // 2]
    return exact(twice, np.where(readings.per_entry > 0, 2, 0), readings.places)
