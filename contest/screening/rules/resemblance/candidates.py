"""Which pairs share so many fingerprints that they are worth counting word by word."""

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from contest.screening.rules.resemblance.common import Common, among
from contest.screening.rules.resemblance.postings import Postings
from contest.screening.rules.resemblance.prints import Print
from contest.screening.rules.resemblance.shingles import Hashes

SEEDS: Final = 3
"""Fingerprints that two texts must share; eighty copied words hold six at least."""
ALL_PAIRS: Final = 64
"""In so many texts or fewer a fingerprint counts for each pair of them."""
NEIGHBOURS: Final = 16
"""Where it stands in more, for each text and the so many that follow it in the index."""


def likely(
    postings: Postings, texts: int, *, common: Common, chosen: NDArray[np.int64] | None
) -> Iterator[tuple[int, int]]:
    """Pairs of places in the index worth counting, ascending; only those with a chosen one, if any are."""
    entries = postings.entries
    first, size = postings.groups()
    kept = np.ones(first.size, dtype=np.bool_)
    kept[_where(common.seeds, postings.hashes[first])] = False
    first, size = first[kept], size[kept]
    wanted = np.ones(texts, dtype=np.bool_)
    if chosen is not None:
        wanted[:] = False
        wanted[chosen] = True
    keys: list[NDArray[np.int64]] = []
    at = np.repeat(first, size) + _counted(size)
    left = np.repeat(size, size) - 1 - _counted(size)
    reach = np.minimum(left, np.repeat(np.where(size <= ALL_PAIRS, ALL_PAIRS, NEIGHBOURS), size))
    for step in range(1, ALL_PAIRS):
        far = reach >= step
        at, reach = at[far], reach[far]
        if not at.size:
            break
        a, b = entries[at], entries[at + step]
        some = wanted[a] | wanted[b]
        keys.append(a[some].astype(np.int64) * texts + b[some])
    if not keys:
        return
    key, count = np.unique(np.concatenate(keys), return_counts=True)
    for one in key[count >= SEEDS].tolist():
        yield divmod(one, texts)


def likely_for(postings: Postings, texts: int, print_: Print, *, common: Common) -> list[int]:
    """The places of the texts that share most fingerprints with a new one, most first."""
    mine = print_.fingerprints
    mine = mine[~among(mine, common.seeds)]
    left = np.searchsorted(postings.hashes, mine, "left")
    size = np.searchsorted(postings.hashes, mine, "right") - left
    at = np.repeat(left, size) + _counted(size)
    seeds = np.bincount(postings.entries[at], minlength=texts)
    found = np.flatnonzero(seeds >= SEEDS)
    ranked: list[int] = found[np.argsort(-seeds[found], kind="stable")].tolist()
    return ranked


def _where(some: Hashes, ranked: Hashes) -> NDArray[np.int64]:
    """The places of those of the hashes that an ascending array has."""
    return np.searchsorted(ranked, some[among(some, ranked)])


def _counted(size: NDArray[np.int64]) -> NDArray[np.int64]:
    """0, 1, 2, … anew for each group."""
    after = np.cumsum(size)
    return np.arange(int(after[-1]) if size.size else 0) - np.repeat(after - size, size)
