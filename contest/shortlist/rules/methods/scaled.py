"""Adjusted for severity and for each judge's scale: how much a judge's points rise when the essay is better."""

from contest.shortlist.rules.crossed.scaling import fit_scaled
from contest.shortlist.rules.methods.answers import Marks, Unfit, estimated
from contest.shortlist.rules.methods.modelling import why_not
from contest.shortlist.rules.readings import Readings


def scaled(readings: Readings) -> Marks | Unfit:
    """As adjusted, each judge with a scale of their own, shrunk towards that of all."""
    if (unfit := why_not(readings)) is not None:
        return unfit
    found = fit_scaled(readings)
    return estimated(found.level + found.quality, readings, found)
