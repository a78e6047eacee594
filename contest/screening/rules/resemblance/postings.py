"""Which text holds which fingerprint."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from contest.screening.rules.resemblance.shingles import SHINGLE, Hashes, shingles, winnow
from contest.screening.rules.resemblance.words import Signs

_WORDS_AT_ONCE: Final = 1 << 16
_PARTS: Final = 16
NO_SHINGLE: Final = np.uint64(0xFFFFFFFFFFFFFFFF)


@dataclass(frozen=True, slots=True)
class Postings:
    """Two arrays of one length, ascending by hash, then by text; a text once for each hash it holds.

    entries  the place of the text in the index
    """

    hashes: Hashes
    entries: NDArray[np.uint32]


def chunks(starts: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Ranges of texts of some ten thousand words each, small enough for a processor's own memory."""
    first = 0
    while first < starts.size - 1:
        after = int(np.searchsorted(starts, starts[first] + _WORDS_AT_ONCE, "right")) - 1
        after = min(max(after, first + 1), starts.size - 1)
        yield first, after
        first = after


def shingles_of(signs: Signs, starts: NDArray[np.int64], first: int, after: int) -> Hashes:
    """The shingles of the texts ``first`` up to ``after``, by word; NO_SHINGLE where a text ends."""
    begin, end = int(starts[first]), int(starts[after])
    hashes = np.full(end - begin, NO_SHINGLE, dtype=np.uint64)
    whole = shingles(signs[begin:end])
    hashes[: whole.size] = whole
    for step in range(1, SHINGLE):
        last = starts[first + 1 : after + 1] - step - begin
        hashes[last[last >= starts[first:after] - begin]] = NO_SHINGLE
    return hashes


def post(signs: Signs, starts: NDArray[np.int64]) -> Postings:
    """The postings of all texts."""
    hashes, entries = bytearray(), bytearray()
    for first, after in chunks(starts):
        for place in range(first, after):
            mine = shingles(signs[starts[place] : starts[place + 1]])
            kept = mine[winnow(mine)]
            hashes += kept.tobytes()
            entries += np.full(kept.size, place, dtype=np.uint32).tobytes()
    return _sorted(np.frombuffer(hashes, dtype=np.uint64), np.frombuffer(entries, dtype=np.uint32))


def _sorted(hashes: Hashes, entries: NDArray[np.uint32]) -> Postings:
    """By hash, then by text, each once; in parts, so that little is held twice."""
    parts = (hashes >> np.uint64(60)).astype(np.uint8)
    found: list[tuple[Hashes, NDArray[np.uint32]]] = []
    for part in range(_PARTS):
        mine = np.flatnonzero(parts == part)
        some, whose = hashes[mine], entries[mine]
        order = np.argsort(some)
        some = some[order]
        group = np.zeros(some.size, dtype=np.uint64)
        np.cumsum(some[1:] != some[:-1], out=group[1:])
        key = (group << np.uint64(32)) | whose[order]
        key.sort()
        once = np.ones(key.size, dtype=np.bool_)
        np.not_equal(key[1:], key[:-1], out=once[1:])
        found.append((some[once], (key[once] & np.uint64(0xFFFFFFFF)).astype(np.uint32)))
    return Postings(np.concatenate([one[0] for one in found]), np.concatenate([one[1] for one in found]))
