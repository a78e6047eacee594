"""Counting in how many entries each phrase stands."""

from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from contest.screening.rules.resemblance.common import Common, limit_of, rank, sieve_of
from contest.screening.rules.resemblance.kilns import copiers, kilns_of
from contest.screening.rules.resemblance.postings import Postings, batches, shingles_of
from contest.screening.rules.resemblance.shingles import (
    COMMON,
    Hashes,
    long_shingles,
    shingles,
)
from contest.screening.rules.resemblance.words import Signs

COPIES: Final = 0.6
"""A text of which more than this is common is a copy of others, and does not make a phrase common."""
SAMPLE: Final = 1_000
"""In so many texts what may be common is looked for; in how many it stands is then counted in all."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Many texts, one after the other: those of ``places`` are counted, and say what is common.

    share, least  as in Index.common
    """

    signs: Signs = field(repr=False)
    starts: NDArray[np.int64] = field(repr=False)
    places: NDArray[np.int64] = field(repr=False)
    share: float
    least: int

    def of(self, place: int) -> Signs:
        """The words of one text."""
        return self.signs[self.starts[place] : self.starts[place + 1]]

    @property
    def limit(self) -> int:
        """From how many texts on a phrase is common."""
        return limit_of(self.places.size, share=self.share, least=self.least)


def common(texts: Texts, postings: Postings) -> Common:
    """What stands in more than the share of the texts, the copies among them not counted."""
    likely, kiln = _likely(texts)
    count, suspects, borrowers = _counted(texts, likely, kiln)
    first = Common(likely[count >= texts.limit], likely[:0])
    copies = {place for place in suspects if first.covers(texts.of(place)).mean() > COPIES}
    copies.update(borrowers)
    for place in sorted(copies):
        count -= np.isin(likely, long_shingles(shingles(texts.of(place))))
    voters = np.setdiff1d(texts.places, np.array(sorted(copies), dtype=np.int64))
    return Common(likely[count >= texts.limit], _seeds(postings, voters, texts))


def _likely(texts: Texts) -> tuple[Hashes, NDArray[np.int64]]:
    """The phrases that a sample has at least half as often as it must, ascending; and the kiln of each."""
    some = texts.places[:: -(-texts.places.size // SAMPLE) or 1]
    each = [_once(long_shingles(shingles(texts.of(place)))) for place in some.tolist()]
    if not each:
        return np.empty(0, dtype=np.uint64), np.empty(0, dtype=np.int64)
    ranked = np.sort(np.concatenate(each))
    first = np.flatnonzero(np.concatenate(([True], ranked[1:] != ranked[:-1])))[: ranked.size]
    count = np.diff(np.concatenate((first, [ranked.size])))
    whole = some.size == texts.places.size
    needed = texts.limit if whole else texts.limit * some.size / texts.places.size / 2
    likely = ranked[first[count >= max(needed, 2)]]
    return likely, kilns_of(likely, each)


def _once(values: NDArray[Any]) -> NDArray[Any]:
    """The values ascending, each once; several times as quick as numpy's own for few values."""
    ranked = np.sort(values)
    return ranked[np.concatenate(([True], ranked[1:] != ranked[:-1]))[: ranked.size]]


def _counted(
    texts: Texts, likely: Hashes, kiln: NDArray[np.int64]
) -> tuple[NDArray[np.int64], list[int], list[int]]:
    """In how many texts each likely phrase stands; the texts that hardly hold anything else; those of a kiln."""
    count = np.zeros(likely.size, dtype=np.int64)
    suspects: list[int] = []
    borrowers: list[int] = []
    if not likely.size:
        return count, suspects, borrowers
    counted = np.zeros(texts.starts.size - 1, dtype=np.bool_)
    counted[texts.places] = True
    sieve, mask = sieve_of(likely)
    for first, after in batches(texts.starts):
        if not counted[first:after].any():
            continue
        hashes = long_shingles(shingles_of(texts.signs, texts.starts, first, after))
        maybe = np.flatnonzero(sieve[hashes & mask])
        which = rank(hashes[maybe], likely)
        at, which = maybe[which >= 0], which[which >= 0]
        begin = at + texts.starts[first]
        whose = np.searchsorted(texts.starts[first : after + 1], begin, "right") - 1 + first
        within = counted[whose] & (begin + COMMON <= texts.starts[whose + 1])
        which, whose = which[within], whose[within]
        once = _once(whose * likely.size + which)
        count += np.bincount(once % likely.size, minlength=likely.size)
        borrowers += copiers(kiln, once // likely.size, once % likely.size)
        held = np.bincount(whose - first, minlength=after - first)
        sizes = np.diff(texts.starts[first : after + 1])
        suspects += (np.flatnonzero((held + COMMON > COPIES * sizes) & (held > 0)) + first).tolist()
    return count, suspects, borrowers


def _seeds(postings: Postings, voters: NDArray[np.int64], texts: Texts) -> Hashes:
    """The fingerprints that too many of the voters hold, ascending."""
    first, size = postings.groups()
    first, size = first[size >= texts.limit], size[size >= texts.limit]
    says = np.zeros(texts.starts.size - 1, dtype=np.bool_)
    says[voters] = True
    held = np.array(
        [
            int(says[postings.entries[begin : begin + many]].sum())
            for begin, many in zip(first.tolist(), size.tolist(), strict=True)
        ],
        dtype=np.int64,
    )
    return np.asarray(postings.hashes[first[held >= texts.limit]])
