"""Runs of equal words between two texts, or between one text and many at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from contest.screening.rules.resemblance.shingles import Hashes, shingles
from contest.screening.rules.resemblance.words import Signs

SEED: Final = 5
"""So many equal words in a row start a passage."""
BRIDGE: Final = 4
"""Words that may differ, on either side, within one passage: a name exchanged, a date, a word put in."""
_REPEATS: Final = 16
"""A phrase repeated more often than this in one text is followed at its first places only."""
_SIEVE: Final = 1 << 16
_LANE: Final = 32

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Runs:
    """Equal words in a row, in whatever order the texts have them: three arrays of one length.

    a, b     the first word in the one text and in the other
    lengths  how many words, SEED at least
    """

    a: Numbers
    b: Numbers
    lengths: Numbers


def runs_between(a: Signs, b: Signs, *, repeats: int = _REPEATS) -> Runs:
    """Every longest run of at least SEED equal words."""
    hashes_a, hashes_b = shingles(a, SEED), shingles(b, SEED)
    in_b = _sifted(hashes_b, hashes_a)
    in_a = _sifted(hashes_a, hashes_b[in_b])
    if not in_a.size or not in_b.size:
        return Runs(in_a[:0], in_a[:0], in_a[:0])
    mine, ranked = hashes_a[in_a], hashes_b[in_b]
    order = np.argsort(ranked, kind="stable")
    ranked = ranked[order]
    left = np.searchsorted(ranked, mine, "left")
    count = np.minimum(np.searchsorted(ranked, mine, "right") - left, repeats)
    nth = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
    at_a = np.repeat(in_a, count)
    at_b = in_b[order[np.repeat(left, count) + nth]]
    key = np.sort((at_a - at_b + b.size) * a.size + at_a)
    first = np.flatnonzero(np.concatenate(([True], key[1:] - key[:-1] != 1)))[: key.size]
    lengths = np.diff(np.concatenate((first, [key.size]))) + SEED - 1
    begins = key[first]
    starts_a = begins % a.size
    return Runs(starts_a, starts_a - (begins // a.size - b.size), lengths)


def worth_a_look(
    a: Signs,
    common: NDArray[np.bool_],
    others: Sequence[Signs],
    *,
    least: int,
    passage: int,
    edit: int,
    shared: Numbers,
) -> list[int]:
    """Which of many texts may share with one a passage of so many words, or so many words in all.

    A glance at all of them together, which spares counting most of them one by one.

    common   which words of a do not count
    least    own words of a passage that counts
    passage  words in a row that would do, ``edit`` off for each edit; two edits fewer do for a glance
    shared   for each of the others, equal words in all that would do
    """
    starts = np.cumsum([0, *(other.size for other in others)])
    runs = runs_between(a, np.concatenate(others), repeats=_REPEATS * len(others))
    whose = np.searchsorted(starts, runs.b, "right") - 1
    counted = np.concatenate(([0], np.cumsum(~common)))
    own = counted[runs.a + runs.lengths] - counted[runs.a]
    enough = np.zeros(len(others), dtype=np.bool_)
    counts = np.zeros(own.size, dtype=np.bool_)
    for shift in (0, _LANE // 2):  # two gratings, so that no passage is parted in both
        lane = (runs.a - runs.b + starts[-1] + shift) // _LANE
        order = np.lexsort((runs.a, lane, whose))
        where = (whose[order] << 32) + runs.a[order]
        after = np.maximum.accumulate(where + runs.lengths[order])
        apart = (where[1:] - after[:-1] > BRIDGE) | (lane[order][1:] != lane[order][:-1])
        chain = np.cumsum(np.concatenate(([False], apart)))[: own.size]
        worthy = np.bincount(chain, weights=own[order]) >= least
        counts[order] |= worthy[chain]
        long = worthy[chain] & (_solid(runs.lengths[order], apart, chain, edit) >= passage - 2 * edit)
        enough[whose[order][long]] = True
    enough |= np.bincount(whose[counts], weights=runs.lengths[counts], minlength=len(others)) >= shared
    found: list[int] = np.flatnonzero(enough).tolist()
    return found


def _solid(lengths: Numbers, apart: NDArray[np.bool_], chain: Numbers, edit: int) -> Numbers:
    """The most words in a row up to each run of its chain, ``edit`` off for each step from run to run."""
    steps = np.concatenate(([0], np.where(apart, 0, edit)))[: lengths.size]
    so_far = np.cumsum(lengths - steps)
    above = chain * (2 * int(lengths.sum()) + edit * lengths.size + 1)
    best = np.maximum.accumulate(above + lengths - so_far) - above
    return so_far + best


def _sifted(hashes: Hashes, others: Hashes) -> Numbers:
    """Where hashes stand that may be among the others: all that are, and few that are not."""
    sieve = np.zeros(_SIEVE, dtype=np.bool_)
    sieve[others & np.uint64(_SIEVE - 1)] = True
    return np.flatnonzero(sieve[hashes & np.uint64(_SIEVE - 1)])
