"""How far a list is expected to be from the true one, now and after further readings."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from contest.assignment.rules.lots import Lots
from contest.shortlist.rules.crossed.fitting import Fit
from contest.shortlist.rules.line import line_of
from contest.shortlist.rules.normal import drawn
from contest.shortlist.rules.readings import Readings, Real, Whole

_LOTS: Final = 4_000_000
_MOST_DRAWS, _FEWEST_DRAWS = 1_000, 100
_TOGETHER: Final = 50
_FAR: Final = 6.0
"""Entries so many deviations from the line are on one side of it for sure."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """How many members of the list are expected to be others than the true best: by what is known now, and after."""

    now: float
    after: float


def outlook(readings: Readings, fit: Fit, more: Whole, *, top: int, seed: int) -> Outlook:
    """Draw true qualities and what further readings would say; count who is on the list and should not be.

    Entries are drawn one by one, each with what is not known of it; the same for the same seed.

    Shapes  more: further readings of each entry
    Raises  ValueError for a list that has no outside
    """
    line = line_of(readings, fit, top=top)
    near = np.flatnonzero(np.abs(fit.quality - line.at) < _FAR * line.sd)
    places = top - int((fit.quality > line.at).sum() - (fit.quality[near] > line.at).sum())
    if not 0 < places < len(near):
        return Outlook(0.0, 0.0)
    mean, spread = fit.quality[near], line.sd[near]
    times = more[near]
    weight = np.where(times > 0, spread**2 / (spread**2 + line.noise / np.maximum(times, 1)), 0.0)
    off = np.sqrt(line.noise / np.maximum(times, 1))
    draws = int(np.clip(_LOTS // len(near), _FEWEST_DRAWS, _MOST_DRAWS))
    lots = Lots(seed)
    now = after = 0
    known = _best(mean[None, :], places)
    for start in range(0, draws, _TOGETHER):
        shape = (min(_TOGETHER, draws - start), len(near))
        true = mean + spread * drawn(lots, *shape)
        said = true + off * drawn(lots, *shape)
        missed = ~_best(true, places)
        now += int((known & missed).sum())
        after += int((_best(mean + weight * (said - mean), places) & missed).sum())
    return Outlook(now / draws, after / draws)


def _best(values: Real, places: int) -> NDArray[np.bool_]:
    """In each row the greatest values, so many of them."""
    found = np.zeros(values.shape, dtype=bool)
    np.put_along_axis(found, np.argpartition(-values, places - 1, axis=1)[:, :places], values=True, axis=1)
    return found
