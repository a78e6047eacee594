"""Where the line of a list lies, and how surely each entry is known beside it."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from contest.shortlist.rules.crossed.fitting import Fit
from contest.shortlist.rules.normal import below
from contest.shortlist.rules.readings import Readings, Real

_ROUNDS: Final = 60
_LEAST: Final = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """The line of a list, and what moves an entry, or a judge's level, other than the line itself.

    at        halfway between the last estimate on the list and the first off it
    sd        for each entry, how far its quality may be off beside what the line is off by as well
    noise     the variance of one further reading: its judge's level beside the line, and what remains
    """

    at: float
    sd: Real
    noise: float


def line_of(readings: Readings, fit: Fit, *, top: int) -> Line:
    """The line of a list of so many places.

    What the whole round, or everybody near the line, is off by together moves no entry across it, so it is taken
    out: the variance told is that of the entry's quality less the line's, which follows the qualities near it, each
    by its density there. A judges x judges system is asked once; all else grows with the sheets.

    Raises  ValueError for a list that has no outside
    """
    if not 0 < top < len(fit.quality):
        raise ValueError(f"a list of {top} of {len(fit.quality)}")
    ordered = np.sort(fit.quality)[::-1]
    at = float(ordered[top - 1] + ordered[top]) / 2
    weight = _near(fit, at)[readings.entry]
    scales = fit.temper.scales_sd**2
    level = np.bincount(readings.judge, fit.by_level * weight, minlength=readings.judges)
    scale = scales * np.bincount(readings.judge, fit.by_scale * weight, minlength=readings.judges)
    along = fit.shared @ level
    together = along[readings.judge] * fit.by_level + scale[readings.judge] * fit.by_scale
    lines = float(level @ along) + float((scale**2 / np.where(scales > 0, scales, 1)).sum())
    variance = fit.quality_sd**2 - 2 * np.bincount(readings.entry, together, readings.entries) + lines
    judges = np.diag(fit.shared) + 2 * along + float(level @ along)
    noise = fit.variances.noise + float(np.maximum(judges, 0).mean())
    return Line(at, np.sqrt(np.maximum(variance, fit.own)), noise)


def chances(fit: Fit, line: Line, *, top: int) -> Real:
    """For each entry, how likely its true quality is among the best; they add up to the list.

    True qualities lie further apart than their estimates, so the line among them is not that of the estimates: it
    lies where as many are expected above it as the list has places.
    """
    return below((fit.quality - parting(fit.quality, line.sd, top=top)) / line.sd)


def parting(values: Real, spread: Real, *, top: int) -> float:
    """The number above which so many are expected, each value lying off by its own spread, above 0."""
    reach = 10 * float(spread.max())
    low, high = float(values.min()) - reach, float(values.max()) + reach
    for _ in range(_ROUNDS):
        middle = (low + high) / 2
        if float(below((values - middle) / spread).sum()) > top:
            low = middle
        else:
            high = middle
    return low


def _near(fit: Fit, at: float) -> Real:
    """How much of the line's place each entry decides."""
    spread = np.maximum(fit.quality_sd, _LEAST)
    away = ((fit.quality - at) / spread) ** 2 / 2
    dense = np.exp(float(away.min()) - away) / spread
    return np.asarray(dense / dense.sum())
