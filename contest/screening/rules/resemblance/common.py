"""What many entries say alike: quotations, directives, set phrases. It does not count as copied."""

from dataclasses import dataclass, field
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from contest.screening.rules.resemblance.shingles import SHINGLE, Hashes, shingles
from contest.screening.rules.resemblance.words import Signs

SHARE: Final = 0.05
"""A phrase in more than this share of the entries is common."""
LEAST: Final = 5
"""Fewer entries than these never make a phrase common: in a contest of 20 entries 5 % is one."""


@dataclass(frozen=True, slots=True)
class Common:
    """The shingles that stand in too many entries to tell anything.

    hashes  ascending, each once
    """

    hashes: Hashes = field(repr=False)

    def __len__(self) -> int:
        return int(self.hashes.size)

    def covers(self, signs: Signs) -> NDArray[np.bool_]:
        """Which words of a text belong to a common phrase: True for each word of a common shingle."""
        held = self.holds(shingles(signs))
        covered = np.zeros(signs.size, dtype=np.bool_)
        for step in range(SHINGLE if held.size else 0):
            covered[step : step + held.size] |= held
        return covered

    def holds(self, hashes: Hashes) -> NDArray[np.bool_]:
        """Which of the hashes are common."""
        if not self.hashes.size:
            return np.zeros(hashes.size, dtype=np.bool_)
        at = np.searchsorted(self.hashes, hashes)
        at[at == self.hashes.size] = 0
        return np.asarray(self.hashes[at] == hashes)

    def to_bytes(self) -> bytes:
        """The shingles for keeping, 8 bytes each."""
        return self.hashes.astype("<u8", copy=False).tobytes()

    @classmethod
    def from_bytes(cls, kept: bytes) -> Self:
        """What to_bytes gave."""
        return cls(np.frombuffer(kept, dtype="<u8").astype(np.uint64, copy=False))


NOTHING_COMMON: Final = Common(np.empty(0, dtype=np.uint64))
"""No phrase is common: every equal word counts."""


def limit_of(entries: int, *, share: float, least: int) -> int:
    """From how many entries on a phrase is common: more than the share of them, and the least at least."""
    return max(least, int(share * entries) + 1)
