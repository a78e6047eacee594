"""What the sheets say of each judge."""

from dataclasses import dataclass

import numpy as np

from contest.charter.rules import MODELLED
from contest.shortlist.rules.crossed.fitting import Fit
from contest.shortlist.rules.methods import METHODS, Unfit
from contest.shortlist.rules.methods.by_judge import means, spreads
from contest.shortlist.rules.readings import Readings, Real, Whole

_FEWEST_FOR_AGREEMENT = 3
_NOTHING = 1e-20
"""A spread that is this little of the values' own squares is only what centring equal values left over."""


@dataclass(frozen=True, slots=True, eq=False)
class Judging:
    """A column each, a row a judge; not a number where there are too few readings to say.

    mean, spread  of the judge's own totals; the spread is a standard deviation (divided by n - 1)
    agreement     correlation of his totals with the mean of the others' on the same entries
    drift         points from his first reading to his last, beyond what the entries were worth;
                  drift_sd what that may be off by
    """

    readings: Whole
    mean: Real
    spread: Real
    agreement: Real
    drift: Real
    drift_sd: Real


def judging(readings: Readings, fit: Fit | None = None) -> Judging:
    """Number, mean, spread and agreement; drift too where the order of reading and a fit are given."""
    totals = readings.totals
    count = readings.per_judge
    nothing = np.full(readings.judges, np.nan)
    drift, drift_sd = nothing, nothing
    if fit is not None and readings.order is not None:
        drift, drift_sd = _drift(readings, fit, readings.order.astype(float))
    return Judging(
        count,
        np.where(count > 0, means(totals, readings), np.nan),
        np.where(count > 1, spreads(totals, readings), np.nan),
        _agreement(readings),
        drift,
        drift_sd,
    )


def left_out(readings: Readings, *, method: str, top: int) -> list[int | None]:
    """For each judge, how many of the best would be others, had the judge read nothing.

    Returns  None where the method cannot be used without this judge: a model neither where the others fall apart
             into groups that nothing compares
    """
    whole = METHODS[method](readings)
    return [
        None if isinstance(whole, Unfit) else _changed(readings, method, top, whole.ranks, judge)
        for judge in range(readings.judges)
    ]


def _changed(readings: Readings, method: str, top: int, ranks: Whole, judge: int) -> int | None:
    left = readings.without(judge)
    marks = METHODS[method](left)
    if isinstance(marks, Unfit) or (method in MODELLED and readings.connected and not left.connected):
        return None
    before = (ranks > 0) & (ranks <= top)
    after = (marks.ranks > 0) & (marks.ranks <= top)
    return int(max((before & ~after).sum(), (after & ~before).sum()))


def _agreement(readings: Readings) -> Real:
    totals = readings.totals
    sums = np.bincount(readings.entry, totals, minlength=readings.entries)
    shared = readings.per_entry[readings.entry] > 1
    judge, own = readings.judge[shared], totals[shared]
    entry = readings.entry[shared]
    others = (sums[entry] - own) / (readings.per_entry[entry] - 1)
    found = _slope(judge, others, own, readings.judges)
    return np.where(found.count >= _FEWEST_FOR_AGREEMENT, found.correlation, np.nan)


def _drift(readings: Readings, fit: Fit, order: Real) -> tuple[Real, Real]:
    """The slope of what is left of each sheet, its entry judged by the other sheets alone."""
    levels = fit.level + fit.effects
    scale = fit.temper.scales[readings.judge]
    left = readings.totals - levels[readings.judge] - scale * fit.quality[readings.entry]
    left = left / (1 + scale * fit.by_level)
    found = _slope(readings.judge, order, left, readings.judges)
    reach = np.zeros(readings.judges)
    np.maximum.at(reach, readings.judge, order)
    lowest = reach.copy()
    np.minimum.at(lowest, readings.judge, order)
    reach -= lowest
    known = found.count >= _FEWEST_FOR_AGREEMENT
    return np.where(known, found.slope * reach, np.nan), np.where(known, found.doubt * reach, np.nan)


@dataclass(frozen=True, slots=True, eq=False)
class _Slope:
    count: Whole
    slope: Real
    doubt: Real
    correlation: Real


def _slope(judge: Whole, along: Real, values: Real, judges: int) -> _Slope:
    """A straight line for each judge; not a number where either side does not vary."""
    count = np.bincount(judge, minlength=judges)
    many = np.maximum(count, 1)

    def centred(column: Real) -> Real:
        return column - (np.bincount(judge, column, minlength=judges) / many)[judge]

    x, y = centred(along), centred(values)
    xx, xy, yy = (np.bincount(judge, p, minlength=judges) for p in (x * x, x * y, y * y))
    xx, yy = (
        np.where(squares > _NOTHING * np.bincount(judge, column**2, minlength=judges), squares, 0.0)
        for squares, column in ((xx, along), (yy, values))
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = np.where(xx > 0, xy / xx, np.nan)
        doubt = np.sqrt(np.maximum(yy - slope * xy, 0) / np.maximum(count - 2, 1) / xx)
        correlation = np.where((xx > 0) & (yy > 0), xy / np.sqrt(xx * yy), np.nan)
    return _Slope(count, slope, doubt, correlation)
