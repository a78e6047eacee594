"""The normal distribution for columns of numbers."""

from statistics import NormalDist
from typing import Final

import numpy as np

from contest.assignment.rules.lots import Lots
from contest.shortlist.rules.readings import Real

_TAIL: Final = (0.319381530, -0.356563782, 1.781477937, -1.821255978, 1.330274429)


def density(values: Real) -> Real:
    """How likely values near these are."""
    return np.asarray(np.exp(-(values**2) / 2) / np.sqrt(2 * np.pi))


def below(values: Real) -> Real:
    """How likely a smaller value is, to 7 places.

    Source  Abramowitz & Stegun, Handbook of Mathematical Functions (1964), 26.2.17
    """
    near = 1 / (1 + 0.2316419 * np.abs(values))
    tail = np.zeros_like(near)
    for factor in reversed(_TAIL):
        tail = near * (factor + tail)
    tail *= density(values)
    return np.where(values > 0, 1 - tail, tail)


def evenly(count: int) -> Real:
    """So many values, each standing for an equal share of the distribution."""
    normal = NormalDist()
    return np.array([normal.inv_cdf((place + 0.5) / count) for place in range(count)])


def reach_of(share: float) -> float:
    """How many standard deviations to either side hold this share."""
    return NormalDist().inv_cdf((1 + share) / 2)


def drawn(lots: Lots, *shape: int) -> Real:
    """Values by lot, the same for the same seed on every machine.

    Source  Box & Muller, Annals of Mathematical Statistics 29 (1958)
    """
    count = int(np.prod(shape))
    half = (count + 1) // 2
    far = np.sqrt(-2 * np.log(1 - lots.shares(half)))
    turn = 2 * np.pi * lots.shares(half)
    return np.concatenate((far * np.cos(turn), far * np.sin(turn)))[:count].reshape(shape)
