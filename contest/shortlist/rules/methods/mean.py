"""The mean of an entry's sheets: the default, exact, and what everybody can check with a pencil."""

import numpy as np

from contest.shortlist.rules.methods.answers import Marks, Unfit, UnfitKind, exact
from contest.shortlist.rules.readings import Readings, Whole


def mean(readings: Readings) -> Marks | Unfit:
    """The mean of the totals, rounded half up."""
    if not len(readings):
        return Unfit(UnfitKind.NO_READINGS, 1, 0)
    return exact(sums(readings), readings.per_entry, readings.places)


def sums(readings: Readings) -> Whole:
    """The exact sum of each entry's points."""
    found = np.zeros(readings.entries, dtype=np.int64)
    np.add.at(found, readings.entry, readings.points)
    return found
