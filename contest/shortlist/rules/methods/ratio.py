"""Every total divided by its judge's mean: a second opinion for scales that begin at nought."""

from contest.shortlist.rules.methods.answers import Marks, Unfit, UnfitKind, estimated
from contest.shortlist.rules.methods.by_judge import means, per_entry, refused
from contest.shortlist.rules.readings import Readings


def ratio(readings: Readings) -> Marks | Unfit:
    """The mean of ratios to the judge's mean, told on the scale of all totals.

    Returns  refused where judges are not connected, or a judge's mean is not above 0
    """
    if (unfit := refused(readings)) is not None:
        return unfit
    totals = readings.totals
    mean = means(totals, readings)[readings.judge]
    if mean.min() <= 0:
        return Unfit(UnfitKind.NOT_POSITIVE)
    return estimated(totals.mean() * per_entry(totals / mean, readings), readings)
