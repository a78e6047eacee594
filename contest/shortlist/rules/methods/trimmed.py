"""The mean without the highest and the lowest total, as some juries of five or more do."""

import numpy as np

from contest.charter.rules import FEWEST_TO_TRIM
from contest.shortlist.rules.methods.answers import Marks, Unfit, UnfitKind, exact
from contest.shortlist.rules.readings import Readings


def trimmed(readings: Readings) -> Marks | Unfit:
    """The mean after one highest and one lowest are dropped; refused when an entry has fewer than five."""
    if not len(readings):
        return Unfit(UnfitKind.NO_READINGS, 1, 0)
    if readings.blocks[0].size < FEWEST_TO_TRIM:
        return Unfit(UnfitKind.TOO_FEW, FEWEST_TO_TRIM, readings.blocks[0].size)
    kept = np.zeros(readings.entries, dtype=np.int64)
    for block in readings.blocks:
        points = readings.points[block.sheets]
        kept[block.entries] = points.sum(axis=1) - points.max(axis=1) - points.min(axis=1)
    return exact(kept, np.maximum(readings.per_entry - 2, 0), readings.places)
