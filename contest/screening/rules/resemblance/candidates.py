"""Which pairs share fingerprints in such a way that they are worth counting word by word."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from contest.screening.rules.resemblance.common import Common, among
from contest.screening.rules.resemblance.flags import FLAG_SHARE
from contest.screening.rules.resemblance.postings import Postings
from contest.screening.rules.resemblance.prints import Print
from contest.screening.rules.resemblance.shingles import Hashes

SEEDS: Final = 3
"""Fingerprints that a copied passage holds at least."""
SPAN: Final = 32
"""Words from the first of them to the last; sentences that a theme brings along are shorter."""
PART: Final = FLAG_SHARE / 2
"""Or so great a part of one text's fingerprints, wherever they stand."""
ALL_PAIRS: Final = 64
"""In so many texts or fewer a fingerprint speaks for each pair of them."""
NEIGHBOURS: Final = 16
"""Where it stands in more, for each text and the so many that follow it in the index."""
_AT_ONCE: Final = 1 << 22
_COARSE: Final = 3
_AHEAD: Final = 5
_MOST_PAIRS: Final = 1 << (63 - (18 - _AHEAD) - (16 - _COARSE))
"""As many as a number of 63 bits can name beside a lane and a place."""

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Seeds:
    """Fingerprints shared: by which pair, where in the one text and in the other."""

    pair: Numbers
    at_a: NDArray[np.uint16]
    at_b: NDArray[np.uint16]


def likely(
    postings: Postings, texts: int, *, common: Common, chosen: Numbers | None
) -> Iterator[tuple[int, int]]:
    """Pairs of places in the index worth counting, ascending; only those with a chosen one, if any are."""
    reach = _reach(postings, common)
    sizes = np.bincount(postings.entries, minlength=texts)
    wanted = None
    if chosen is not None:
        wanted = np.zeros(texts, dtype=np.bool_)
        wanted[chosen] = True
    for first, after in _blocks(postings, reach, texts):
        at = np.flatnonzero((postings.entries >= first) & (postings.entries < after) & (reach > 0))
        seeds = _seeds(postings, reach, at, texts, first=first, wanted=wanted)
        for one in _worth(seeds, partial(_least, sizes, texts, first)):
            yield one // texts + first, one % texts


def likely_for(postings: Postings, texts: int, print_: Print, *, common: Common) -> list[int]:
    """The places of the texts worth counting against a new one, the likeliest first."""
    hashes, places = print_.fingerprints
    kept = ~among(hashes, common.seeds)
    hashes, places = hashes[kept], places[kept]
    left = np.searchsorted(postings.hashes, hashes, "left")
    size = np.searchsorted(postings.hashes, hashes, "right") - left
    at = np.repeat(left, size) + _counted(size)
    pair = postings.entries[at].astype(np.int64)
    shared = np.bincount(pair, minlength=texts)
    some = shared[pair] >= SEEDS
    seeds = _Seeds(pair[some], np.repeat(places, size)[some], postings.places[at[some]])
    found = _worth(seeds, lambda pair: np.full(pair.size, hashes.size))
    return sorted(found, key=lambda one: (-int(shared[one]), one))


def _reach(postings: Postings, common: Common) -> NDArray[np.uint8]:
    """With how many of the postings that follow it each one makes a pair."""
    reach = np.zeros(postings.hashes.size, dtype=np.uint8)
    first, size = postings.groups()
    kept = np.ones(first.size, dtype=np.bool_)
    kept[_where(common.seeds, postings.hashes[first])] = False
    first, size = first[kept], size[kept]
    left = np.repeat(size, size) - 1 - _counted(size)
    most = np.repeat(np.where(size <= ALL_PAIRS, ALL_PAIRS, NEIGHBOURS), size)
    reach[np.repeat(first, size) + _counted(size)] = np.minimum(left, most)
    return reach


def _blocks(postings: Postings, reach: NDArray[np.uint8], texts: int) -> Iterator[tuple[int, int]]:
    """Ranges of texts with some million pairs of postings each."""
    load = np.cumsum(np.bincount(postings.entries, weights=reach, minlength=texts))
    first = 0
    while first < texts:
        done = load[first - 1] if first else 0.0
        after = int(np.searchsorted(load, done + _AT_ONCE, "right"))
        after = min(max(after, first + 1), first + (_MOST_PAIRS // texts or 1), texts)
        yield first, after
        first = after


def _seeds(
    postings: Postings,
    reach: NDArray[np.uint8],
    at: Numbers,
    texts: int,
    *,
    first: int,
    wanted: NDArray[np.bool_] | None,
) -> _Seeds:
    """Each posting with each of those it reaches."""
    found: list[_Seeds] = [_Seeds(at[:0], postings.places[:0], postings.places[:0])]
    reach = reach[at]
    for step in range(1, ALL_PAIRS):
        far = reach >= step
        at, reach = at[far], reach[far]
        if not at.size:
            break
        a, b = postings.entries[at], postings.entries[at + step]
        pair = (a.astype(np.int64) - first) * texts + b
        one = _Seeds(pair, postings.places[at], postings.places[at + step])
        if wanted is not None:
            some = wanted[a] | wanted[b]
            one = _Seeds(one.pair[some], one.at_a[some], one.at_b[some])
        found.append(one)
    return _Seeds(
        np.concatenate([one.pair for one in found]),
        np.concatenate([one.at_a for one in found]),
        np.concatenate([one.at_b for one in found]),
    )


def _worth(seeds: _Seeds, least: Callable[[Numbers], Numbers]) -> list[int]:
    """The pairs with SEEDS that follow one another for SPAN words, or with a good PART of all they have.

    least  for pairs, how many fingerprints the shorter of the two texts has
    """
    ahead = seeds.at_a.astype(np.int64) - seeds.at_b + (1 << 16)
    place = seeds.at_a >> np.uint16(_COARSE)
    width = 16 - _COARSE
    found = []
    for shift in (0, 1 << (_AHEAD - 1)):  # two gratings, so that an edit does not part a passage at a bar
        lane = (ahead + shift) >> _AHEAD
        key = (((seeds.pair << (18 - _AHEAD)) | lane) << width) | place
        key.sort()
        edges = np.flatnonzero(np.concatenate(([True], (key[1:] >> width) != (key[:-1] >> width), [True])))
        first, after = edges[:-1], edges[1:]
        if not key.size:
            break
        far = (key[after - 1] - key[first]) << _COARSE >= SPAN
        found.append(key[first[(after - first >= SEEDS) & far]] >> (width + 18 - _AHEAD))
    ranked = np.sort(seeds.pair)
    first = np.flatnonzero(np.concatenate(([True], ranked[1:] != ranked[:-1])))[: ranked.size]
    count = np.diff(np.concatenate((first, [ranked.size])))
    much = count >= SEEDS
    pairs, count = ranked[first[much]], count[much]
    found.append(pairs[count >= PART * least(pairs)])
    worth: list[int] = np.unique(np.concatenate(found)).tolist()
    return worth


def _least(sizes: Numbers, texts: int, first: int, pair: Numbers) -> Numbers:
    return np.minimum(sizes[pair // texts + first], sizes[pair % texts])


def _where(some: Hashes, ranked: Hashes) -> Numbers:
    """The places of those of the hashes that an ascending array has."""
    return np.searchsorted(ranked, some[among(some, ranked)])


def _counted(size: Numbers) -> Numbers:
    """0, 1, 2, … anew for each group."""
    after = np.cumsum(size)
    return np.arange(int(after[-1]) if size.size else 0) - np.repeat(after - size, size)
