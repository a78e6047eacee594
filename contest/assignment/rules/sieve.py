"""Is a number among millions of others: a bitmap says no at once for nearly all that are not."""

import numpy as np
from numpy.typing import NDArray

from contest.assignment.rules.columns import Ids, distinct
from contest.assignment.rules.lots import scattered


class Sieve:
    """A set of whole numbers, asked in columns."""

    def __init__(self, numbers: Ids) -> None:
        self._sorted = distinct(numbers)
        self._mask = np.uint64(max(1024, 1 << (8 * len(self._sorted)).bit_length()) - 1)
        self._bits = np.zeros(int(self._mask) + 1, dtype=bool)
        self._bits[self._homes(self._sorted)] = True

    def _homes(self, numbers: Ids) -> NDArray[np.uint64]:
        return scattered(numbers) & self._mask

    def __len__(self) -> int:
        return len(self._sorted)

    def holds(self, numbers: Ids) -> NDArray[np.bool_]:
        """Which of the numbers are in the set."""
        if not len(self._sorted):
            return np.zeros(len(numbers), dtype=bool)
        held = self._bits[self._homes(numbers)]
        likely = np.flatnonzero(held)
        places = np.searchsorted(self._sorted, numbers[likely])
        places[places == len(self._sorted)] = 0
        held[likely] = self._sorted[places] == numbers[likely]
        return held

    @property
    def numbers(self) -> Ids:
        """All of them, in order."""
        return self._sorted
