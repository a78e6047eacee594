"""Which text holds which fingerprint."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from contest.screening.rules.resemblance.shingles import (
    LAST_PLACE,
    NO_SHINGLE,
    SHINGLE,
    WINDOW,
    Hashes,
    shingles,
    winnow,
)
from contest.screening.rules.resemblance.words import Signs

Starts = NDArray[np.int64]
_WORDS_AT_ONCE: Final = 1 << 15
_PARTS: Final = 16


@dataclass(frozen=True, slots=True)
class Postings:
    """Three arrays of one length, ascending by hash, then by text; a text once for each hash it holds.

    entries  the place of the text in the index
    places   the first word of the shingle in the text, LAST_PLACE at most
    """

    hashes: Hashes
    entries: NDArray[np.uint32]
    places: NDArray[np.uint16]

    def groups(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where each hash begins, and in how many texts it stands; those in one text are left out."""
        same = np.flatnonzero(self.hashes[1:] == self.hashes[:-1])
        begins = np.flatnonzero(np.concatenate(([True], same[1:] - same[:-1] != 1)))[: same.size]
        return same[begins], np.diff(np.concatenate((begins, [same.size]))) + 1


def post(signs: Signs, starts: Starts) -> Postings:
    """The postings of all texts."""
    hashes, entries, places = bytearray(), bytearray(), bytearray()
    for first, after in batches(starts):
        found = shingles_of(signs, starts, first, after)
        sizes = np.diff(starts[first : after + 1])
        whose = np.repeat(np.arange(after - first), sizes)
        apart = np.full(found.size + (after - first) * (WINDOW - SHINGLE), NO_SHINGLE, dtype=np.uint64)
        at = np.arange(found.size) + whose * (WINDOW - SHINGLE)
        apart[at] = found
        kept = np.flatnonzero(winnow(apart)[at])
        hashes += found[kept].data
        entries += (whose[kept] + first).astype(np.uint32).data
        within = kept - (starts[first:after] - starts[first])[whose[kept]]
        places += np.minimum(within, LAST_PLACE).astype(np.uint16).data
    return _sorted(
        Postings(
            np.frombuffer(hashes, dtype=np.uint64),
            np.frombuffer(entries, dtype=np.uint32),
            np.frombuffer(places, dtype=np.uint16),
        )
    )


def batches(starts: Starts) -> Iterator[tuple[int, int]]:
    """Ranges of texts of some ten thousand words each, small enough for a processor's own memory."""
    first, last = 0, starts.size - 1
    while first < last:
        after = int(np.searchsorted(starts, starts[first] + _WORDS_AT_ONCE, "right")) - 1
        after = min(max(after, first + 1), last)
        yield first, after
        first = after


def shingles_of(signs: Signs, starts: Starts, first: int, after: int) -> Hashes:
    """The shingles of the texts ``first`` up to ``after``, one for each word; NO_SHINGLE where a text ends."""
    begin, end = int(starts[first]), int(starts[after])
    hashes = np.full(end - begin, NO_SHINGLE, dtype=np.uint64)
    whole = shingles(signs[begin:end])
    hashes[: whole.size] = whole
    begins, ends = starts[first:after] - begin, starts[first + 1 : after + 1] - begin
    for step in range(1, SHINGLE):
        last = ends - step
        hashes[last[last >= begins]] = NO_SHINGLE
    return hashes


def _sorted(found: Postings) -> Postings:
    """By hash, then by text, each once; in parts, so that little is held twice.

    Shapes  found: by text, then by place
    """
    part_of = (found.hashes >> np.uint64(60)).astype(np.uint8)
    hashes, entries, places = bytearray(), bytearray(), bytearray()
    for part in range(_PARTS):
        mine = np.flatnonzero(part_of == part)
        some = found.hashes[mine]
        order = np.argsort(some)
        some = some[order]
        group = np.zeros(some.size, dtype=np.uint64)
        np.cumsum(some[1:] != some[:-1], out=group[1:])
        key = (group << np.uint64(32)) | order.astype(np.uint64)
        key.sort()
        mine = mine[(key & np.uint64(0xFFFFFFFF)).astype(np.int64)]
        whose = found.entries[mine]
        once = np.ones(mine.size, dtype=np.bool_)
        once[1:] = (some[1:] != some[:-1]) | (whose[1:] != whose[:-1])
        hashes += some[once].data
        entries += whose[once].data
        places += found.places[mine[once]].data
    return Postings(
        np.frombuffer(hashes, dtype=np.uint64),
        np.frombuffer(entries, dtype=np.uint32),
        np.frombuffer(places, dtype=np.uint16),
    )
