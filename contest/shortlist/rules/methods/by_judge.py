"""Each judge's mean and spread, for the methods that set every judge to the same."""

import numpy as np

from contest.shortlist.rules.methods.answers import Unfit, UnfitKind
from contest.shortlist.rules.readings import Readings, Real


def refused(readings: Readings) -> Unfit | None:
    """Why judges cannot be set to the same: made worse than the mean wherever groups of judges read apart."""
    if not len(readings):
        return Unfit(UnfitKind.NO_READINGS, 1, 0)
    if not readings.connected:
        return Unfit(UnfitKind.DISCONNECTED, 1, int(readings.groups.max()) + 1)
    return None


def means(values: Real, readings: Readings) -> Real:
    """Each judge's mean of the values; 0 for one who read nothing."""
    sums = np.bincount(readings.judge, values, minlength=readings.judges)
    return np.asarray(sums / np.maximum(readings.per_judge, 1))


def spreads(values: Real, readings: Readings) -> Real:
    """Each judge's standard deviation of the values (divided by n - 1); 0 for fewer than two, or for equal ones."""
    off = values - means(values, readings)[readings.judge]
    squares = np.bincount(readings.judge, off * off, minlength=readings.judges)
    lowest, highest = np.full(readings.judges, np.inf), np.full(readings.judges, -np.inf)
    np.minimum.at(lowest, readings.judge, values)
    np.maximum.at(highest, readings.judge, values)
    # the mean of equal values may miss them by the last bit, and what is left is no spread
    return np.where(highest > lowest, np.sqrt(squares / np.maximum(readings.per_judge - 1, 1)), 0.0)


def per_entry(values: Real, readings: Readings) -> Real:
    """Each entry's mean of the values."""
    sums = np.bincount(readings.entry, values, minlength=readings.entries)
    return np.asarray(sums / np.maximum(readings.per_entry, 1))
