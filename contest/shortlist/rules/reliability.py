"""How far a round's readings agree, in the figures the literature knows."""

from dataclasses import dataclass

import numpy as np

from contest.shortlist.rules.crossed.fitting import Variances
from contest.shortlist.rules.readings import Readings


@dataclass(frozen=True, slots=True)
class Reliability:
    """Shares from 0 to 1 (alpha may fall below 0); None where nothing was read twice.

    single   of one reading by any judge: ICC(1), from the variances of the fit
    several  of the mean of an entry's readings: ICC(k) for k, the harmonic mean of their number
    alpha    Krippendorff's, for interval data
    """

    single: float | None
    several: float | None
    readings: float
    alpha: float | None


def reliability(readings: Readings, variances: Variances | None) -> Reliability:
    """The round's reliability.

    Source  Shrout & Fleiss, Psychological Bulletin 86 (1979); Krippendorff, Content Analysis (2004), chapter 11
    """
    times = readings.per_entry[readings.per_entry > 0]
    count = float(len(times) / (1 / times).sum()) if len(times) else 0.0
    single = several = None
    if variances is not None:
        off = variances.judge + variances.noise
        single = variances.quality / (variances.quality + off)
        several = variances.quality / (variances.quality + off / count)
    return Reliability(single, several, count, alpha(readings))


def alpha(readings: Readings) -> float | None:
    """Krippendorff's alpha for interval data; None unless entries were read twice and totals differ."""
    within = 0.0
    paired = []
    for block in readings.blocks:
        if block.size > 1:
            totals = readings.totals[block.sheets]
            paired.append(totals.ravel())
            squares = ((totals - totals.mean(axis=1, keepdims=True)) ** 2).sum()
            within += float(squares) * 2 * block.size / (block.size - 1)
    if not paired:
        return None
    every = np.concatenate(paired)
    chance = 2 * float(((every - every.mean()) ** 2).sum()) / (len(every) - 1)
    return 1 - within / len(every) / chance if np.ptp(every) > 0 else None
