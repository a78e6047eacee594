"""Which criteria of the rubric tell essays apart, and which only add to every total."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from contest.shortlist.rules.readings import Real

_EXACT: Final = 9
"""Decimal places of points; what lies beyond is of adding them up."""


@dataclass(frozen=True, slots=True)
class CriterionFigures:
    """One criterion: its points' mean and spread, and their correlation with the sum of all others.

    with_the_rest  None when either never varies: such a criterion tells nothing apart
    discriminates  whether that correlation reaches the least that was asked for
    """

    mean: float
    spread: float
    with_the_rest: float | None
    discriminates: bool


def criteria_figures(points: Real, *, least: float = 0.2) -> tuple[CriterionFigures, ...]:
    """How each criterion goes with the rest of the sheet.

    Shapes  points: a row a sheet, a column a criterion; at least two sheets and two criteria
    Raises  ValueError for fewer
    Source  the corrected item-total correlation; Ebel & Frisbie, Essentials of Educational Measurement (1991), put
            the least at 0.2
    """
    if points.ndim != 2 or min(points.shape) < 2:
        raise ValueError("fewer than two sheets or two criteria")
    whole = points.sum(axis=1)
    found = []
    for column in points.T:
        rest = np.round(whole - column, _EXACT)
        varies = np.ptp(column) > 0 and np.ptp(rest) > 0
        together = float(np.corrcoef(column, rest)[0, 1]) if varies else None
        discriminates = together is not None and together >= least
        found.append(
            CriterionFigures(float(column.mean()), float(column.std(ddof=1)), together, discriminates)
        )
    return tuple(found)
