"""Variances by REML, effects by BLUP: what the sheets say of entries and judges, and how surely."""

from dataclasses import dataclass

import numpy as np

from contest.shortlist.rules.crossed.likelihood import most_likely
from contest.shortlist.rules.crossed.solving import Solved, Temper, joined, solved
from contest.shortlist.rules.crossed.terms import PlainTerms
from contest.shortlist.rules.readings import Readings, Real


@dataclass(frozen=True, slots=True)
class Variances:
    """Of quality between entries, of severity between judges, of what remains; of judges' scales, 0 for one scale."""

    quality: float
    judge: float
    noise: float
    scale: float = 0.0

    def in_units(self, unit: float) -> "Variances":
        """The same with points that are unit of these; scales have no unit."""
        square = unit**2
        return Variances(self.quality * square, self.judge * square, self.noise * square, self.scale)


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Effects and how surely they are known, in points.

    level         the mean of the round
    quality       what each entry adds to it; quality_sd what that may be off by
    effects       what each judge adds: below 0 for a severe one; effects_sd likewise
    temper        how each judge uses points
    shared        covariance of the judges' levels: what may be off for many entries together
    own           for each entry, the variance that would remain if its judges were known
    by_level      for each sheet, what its entry's quality changes when the judge's level rises by a point
    by_scale      likewise, when his scale rises by 1
    """

    variances: Variances
    level: float
    quality: Real
    quality_sd: Real
    effects: Real
    effects_sd: Real
    temper: Temper
    shared: Real
    own: Real
    by_level: Real
    by_scale: Real


def fit(readings: Readings) -> Fit:
    """Fit points = level + quality of the entry + effect of the judge + noise.

    Returns  time and memory grow with sheets, and with judges squared and cubed
    Source   Patterson & Thompson (1971); Henderson, Biometrics 31 (1975)
    """
    centre, unit, values = standard(readings)
    terms = PlainTerms(readings, values)
    quality, judge, noise = most_likely(terms, len(readings))
    found = solved(terms.at(quality), judge, noise)
    variances = Variances(quality * noise, judge * noise, noise)
    return told(readings, values, found, variances, Temper.alike(readings.judges), (centre, unit))


def standard(readings: Readings) -> tuple[float, float, Real]:
    """The totals with mean 0 and deviation 1, and the mean and deviation they had."""
    totals = readings.totals
    centre, unit = float(totals.mean()), float(totals.std())
    return centre, unit, (totals - centre) / unit


def told(
    readings: Readings,
    values: Real,
    found: Solved,
    variances: Variances,
    temper: Temper,
    measure: tuple[float, float],
) -> Fit:
    """The whole fit, back in points."""
    centre, unit = measure
    ratio = variances.quality / variances.noise
    quality = np.zeros(readings.entries)
    own = np.full(readings.entries, variances.quality)
    more = np.zeros(readings.entries)
    by_level, by_scale = np.zeros((2, len(readings)))
    for block in readings.blocks:
        entry = joined(block, values, found, temper, ratio)
        quality[block.entries] = entry.quality
        own[block.entries] = variances.noise * entry.weight
        turned = entry.turned_by_scales(block, temper)
        more[block.entries] = entry.doubt + (turned**2 * temper.scales_sd[block.judges] ** 2).sum(axis=1)
        by_level[block.sheets] = -entry.weight[:, None] * (temper.scales * temper.firmness)[block.judges]
        by_scale[block.sheets] = unit * turned
    return Fit(
        variances.in_units(unit),
        centre + unit * found.level,
        unit * quality,
        unit * np.sqrt(own + more),
        unit * found.effects,
        unit * found.effects_sd,
        temper,
        unit**2 * found.shared,
        unit**2 * own,
        by_level,
        by_scale,
    )
