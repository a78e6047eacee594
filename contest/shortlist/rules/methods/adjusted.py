"""Adjusted for the judges' severity: entry and judge as crossed random effects, shrunk as far as the sheets demand."""

from contest.shortlist.rules.crossed.fitting import fit
from contest.shortlist.rules.methods.answers import Marks, Unfit, estimated
from contest.shortlist.rules.methods.modelling import why_not
from contest.shortlist.rules.readings import Readings


def adjusted(readings: Readings) -> Marks | Unfit:
    """The level of the round and what the entry adds to it, severity of its judges taken off."""
    if (unfit := why_not(readings)) is not None:
        return unfit
    found = fit(readings)
    return estimated(found.level + found.quality, readings, found)
