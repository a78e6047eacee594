"""Marks by any method as a list is made of them: hundredths, agreed marks standing, comparable or refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

import numpy as np

from contest.charter.rules import MODELLED
from contest.scoring.rules import AGGREGATIONS, round_points
from contest.shortlist.rules.agreed import Agreed, with_agreed
from contest.shortlist.rules.methods import METHODS, Marks, Unfit, UnfitKind
from contest.shortlist.rules.methods.answers import estimated
from contest.shortlist.rules.readings import Readings

_DIGITS: Final = 6


@dataclass(frozen=True, slots=True)
class Marked:
    """Marks by the place of the entry, none where nobody read it; and what the method estimated on the way.

    parameters  variances and level of a model, as text to six decimals; empty for the others
    """

    marks: Mapping[int, Decimal]
    parameters: Mapping[str, str] = field(default_factory=dict)


def marks_by(method: str, readings: Readings, agreed: Mapping[int, Agreed]) -> Marked | Unfit:
    """The marks of a round by one method, rounded half up to 0.01: what is not shown decides nothing.

    An agreed mark stands for its entry by mean, trimmed mean and median, as often as the entry was read by the
    sum, and as ``with_agreed`` says by a model; z-scores and ratios are made of the sheets alone.

    Returns  why not, also for a model where judges are not connected: there nothing may be claimed across groups
    """
    found = METHODS[method](readings)
    if isinstance(found, Unfit):
        return found
    if method in MODELLED and not readings.connected:
        return Unfit(UnfitKind.DISCONNECTED, 1, int(readings.groups.max()) + 1)
    if found.fit is not None:
        found = estimated(with_agreed(readings, found.fit, agreed), readings, found.fit)
    marks = {
        place: round_points(mark)
        for place in np.flatnonzero(readings.per_entry).tolist()
        if (mark := found.mark(place)) is not None
    }
    if method in AGGREGATIONS:
        for place, said in agreed.items():
            times = int(readings.per_entry[place]) if method == "sum" else 1
            marks[place] = said.mark * times
    return Marked(marks, _parameters(found))


def _parameters(found: Marks) -> dict[str, str]:
    if found.fit is None:
        return {}
    parts = found.fit.variances
    numbers = {
        "level": found.fit.level,
        "quality": parts.quality,
        "judge": parts.judge,
        "noise": parts.noise,
        "scale": parts.scale,
    }
    return {name: f"{value:.{_DIGITS}f}" for name, value in numbers.items()}
