"""What many entries say alike: quotations, directives, set phrases. It does not count as copied."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from contest.screening.rules.resemblance.prints import OtherVersion
from contest.screening.rules.resemblance.shingles import COMMON, Hashes, long_shingles, shingles
from contest.screening.rules.resemblance.words import Signs

SHARE: Final = 0.05
"""A phrase in more than this share of the entries is common."""
LEAST: Final = 5
"""Fewer entries than these never make a phrase common: in a contest of 20 entries 5 % is one."""
_SIEVE_LEAST: Final = 1 << 16


@dataclass(frozen=True, eq=False)
class Common:
    """The phrases that stand in too many entries to tell anything.

    phrases  their shingles of shingles.COMMON words, ascending: a word in one of these does not count
    seeds    the fingerprints that too many entries hold, ascending: no pair is looked at for these
    """

    phrases: Hashes = field(repr=False)
    seeds: Hashes = field(repr=False)

    def __len__(self) -> int:
        return int(self.phrases.size)

    def covers(self, signs: Signs) -> NDArray[np.bool_]:
        """Which words of a text belong to a common phrase: True for each word of a common shingle."""
        covered = np.zeros(signs.size, dtype=np.bool_)
        if self.phrases.size:
            at = np.flatnonzero(self._holds(long_shingles(shingles(signs))))
            for step in range(COMMON if at.size else 0):
                covered[at + step] = True
        return covered

    def _holds(self, hashes: Hashes) -> NDArray[np.bool_]:
        sieve, mask = self._sieve
        held: NDArray[np.bool_] = sieve[hashes & mask]
        maybe = np.flatnonzero(held)
        held[maybe] = among(hashes[maybe], self.phrases)
        return held

    @cached_property
    def _sieve(self) -> tuple[NDArray[np.bool_], np.uint64]:
        return sieve_of(self.phrases)

    def to_bytes(self) -> bytes:
        """For keeping: the number of phrases, then 8 bytes for each shingle."""
        count = np.array([self.phrases.size], dtype="<u8")
        return b"".join(part.astype("<u8").tobytes() for part in (count, self.phrases, self.seeds))

    @classmethod
    def from_bytes(cls, kept: bytes) -> Self:
        """What to_bytes gave.

        Raises  OtherVersion when the bytes are something else
        """
        if len(kept) < 8 or len(kept) % 8:
            raise OtherVersion("not what is common")
        count, *_ = numbers = np.frombuffer(kept, dtype="<u8").astype(np.uint64)
        if count > numbers.size - 1:
            raise OtherVersion("cut short")
        return cls(numbers[1 : 1 + int(count)], numbers[1 + int(count) :])


NOTHING_COMMON: Final = Common(np.empty(0, dtype=np.uint64), np.empty(0, dtype=np.uint64))
"""No phrase is common: every equal word counts."""


def limit_of(entries: int, *, share: float, least: int) -> int:
    """From how many entries on a phrase is common: more than the share of them, and the least at least."""
    return max(least, int(share * entries) + 1)


def among(hashes: Hashes, ranked: Hashes) -> NDArray[np.bool_]:
    """Which of the hashes are in an ascending array."""
    return rank(hashes, ranked) >= 0


def rank(hashes: Hashes, ranked: Hashes) -> NDArray[np.int64]:
    """Where in an ascending array each of the hashes is; -1 for those that are not."""
    if not ranked.size:
        return np.full(hashes.size, -1, dtype=np.int64)
    at = np.searchsorted(ranked, hashes)
    at[at == ranked.size] = 0
    return np.where(ranked[at] == hashes, at, -1)


def sieve_of(hashes: Hashes) -> tuple[NDArray[np.bool_], np.uint64]:
    """A table of the hashes' last bits, and the mask for them: it tells most other hashes at a glance."""
    size = max(_SIEVE_LEAST, 1 << (16 * hashes.size).bit_length())
    mask = np.uint64(size - 1)
    sieve = np.zeros(size, dtype=np.bool_)
    sieve[hashes & mask] = True
    return sieve, mask
