"""Chance from a seed, the same on every machine and with every library: splitmix64 in columns."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from contest.assignment.rules.columns import Ids, Weights

Keys = NDArray[np.uint64]

_GOLDEN: Final = np.uint64(0x9E3779B97F4A7C15)
_ONE: Final = np.uint64(0xBF58476D1CE4E5B9)
_TWO: Final = np.uint64(0x94D049BB133111EB)


def scattered(numbers: NDArray[Any]) -> Keys:
    """Numbers to keys that look drawn by lot; different numbers have different keys.

    Source  Steele, Lea & Flood, Fast splittable pseudorandom number generators (2014): splitmix64
    """
    keys = numbers.astype(np.uint64)
    keys += _GOLDEN
    keys ^= keys >> np.uint64(30)
    keys *= _ONE
    keys ^= keys >> np.uint64(27)
    keys *= _TWO
    keys ^= keys >> np.uint64(31)
    return keys


class Lots:
    """A seeded source of lots; each call draws new ones."""

    def __init__(self, seed: int) -> None:
        digits = [seed >> shift & 0xFFFFFFFF for shift in range(0, max(64, seed.bit_length()), 32)]
        state = np.zeros(1, dtype=np.uint64)
        for digit in digits:
            state = scattered(state ^ np.uint64(digit))
        self._start = state
        self._drawn = 0

    def keys(self, count: int) -> Keys:
        """So many lots of 64 bits."""
        numbers = np.arange(self._drawn, self._drawn + count, dtype=np.uint64)
        self._drawn += count
        return scattered(numbers * _GOLDEN ^ self._start)

    def shares(self, count: int) -> Weights:
        """So many numbers from 0 to below 1."""
        return np.asarray((self.keys(count) >> np.uint64(11)) * 2.0**-53)

    def below(self, limit: int, count: int) -> Ids:
        """So many whole numbers from 0 to below the limit, which is below 2**31."""
        return ((self.keys(count) >> np.uint64(32)) * np.uint64(limit) >> np.uint64(32)).astype(np.int64)

    def order(self, count: int) -> Ids:
        """The places below count in a drawn order."""
        return np.argsort(self.keys(count), kind="stable")
