"""Every judge set to the same mean and spread: a second opinion, and only where judges read comparable piles."""

import numpy as np

from contest.shortlist.rules.methods.answers import Marks, Unfit, UnfitKind, estimated
from contest.shortlist.rules.methods.by_judge import means, per_entry, refused, spreads
from contest.shortlist.rules.readings import Readings


def zscore(readings: Readings) -> Marks | Unfit:
    """The mean of standard scores by judge, told on the scale of all totals.

    Returns  a judge without spread says nothing of anybody; refused where judges are not connected
    """
    if (unfit := refused(readings)) is not None:
        return unfit
    totals = readings.totals
    spread = spreads(totals, readings)
    if not spread.any():
        return Unfit(UnfitKind.NO_SPREAD)
    scores = (totals - means(totals, readings)[readings.judge]) / np.where(spread > 0, spread, 1)[
        readings.judge
    ]
    return estimated(totals.mean() + totals.std(ddof=1) * per_entry(scores, readings), readings)
