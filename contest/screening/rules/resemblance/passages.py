"""What two texts share, word by word: seeds of equal words, made longer, joined over small edits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from contest.screening.rules.resemblance.shingles import shingles
from contest.screening.rules.resemblance.words import Signs

SEED: Final = 5
"""So many equal words in a row start a passage."""
BRIDGE: Final = 6
"""Words that may differ, on either side, within one passage: a name exchanged, a clause put in."""
LEAST: Final = 10
"""Passages of fewer equal words are chance, or a set phrase."""
QUOTATION: Final = 20
"""So many common words in a row are a quotation: it parts the passages before and after it."""
_REPEATS: Final = 16
"""A phrase repeated more often than this in one text is followed at its first places only."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Run:
    """Equal words in a row: ``length`` words from word ``a`` of one text and word ``b`` of the other."""

    a: int
    b: int
    length: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Runs that follow one another in both texts with small edits between; one passage.

    equal   equal words
    own     those of them that belong to no common phrase
    common  too few own words: a quotation, not copying
    """

    runs: tuple[Run, ...]
    equal: int
    own: int
    common: bool

    @property
    def a(self) -> tuple[int, int]:
        """First word of the passage in one text, and the word after its last."""
        return self.runs[0].a, self.runs[-1].a + self.runs[-1].length

    @property
    def b(self) -> tuple[int, int]:
        """The same in the other text."""
        return self.runs[0].b, self.runs[-1].b + self.runs[-1].length


def stretches(
    a: Signs, b: Signs, common_a: Mask | None = None, common_b: Mask | None = None
) -> list[Stretch]:
    """The passages two texts share, longest first; no word of either text is in two of them.

    Shapes  a, b: the signs of the texts; common_a, common_b: which of their words are common, all or none
    """
    shared = None
    if common_a is not None and common_b is not None and (common_a.any() or common_b.any()):
        shared = (common_a, common_b)
    free = np.ones(a.size, dtype=np.bool_), np.ones(b.size, dtype=np.bool_)
    found: list[Stretch] = []
    for chain in sorted(_chains(_runs(a, b)), key=_order):
        pieces = [piece for run in chain for piece in _free(run, *free)]
        for part in _parted(pieces, shared):
            equal = sum(run.length for run in part)
            if equal < LEAST:
                continue
            own = equal if shared is None else sum(_own(run, *shared) for run in part)
            for run in part:
                free[0][run.a : run.a + run.length] = False
                free[1][run.b : run.b + run.length] = False
            found.append(Stretch(tuple(part), equal, own, own < LEAST))
    return sorted(found, key=lambda one: (one.common, -one.own, -one.equal, one.a))


def _runs(a: Signs, b: Signs) -> list[Run]:
    """Every longest run of at least SEED equal words, in whatever order the texts have them."""
    hashes_a, hashes_b = shingles(a, SEED), shingles(b, SEED)
    if not hashes_a.size or not hashes_b.size:
        return []
    order = np.argsort(hashes_b, kind="stable")
    ranked = hashes_b[order]
    left = np.searchsorted(ranked, hashes_a, "left")
    count = np.minimum(np.searchsorted(ranked, hashes_a, "right") - left, _REPEATS)
    total = int(count.sum())
    if not total:
        return []
    at_a = np.repeat(np.arange(hashes_a.size), count)
    nth = np.arange(total) - np.repeat(np.cumsum(count) - count, count)
    at_b = order[np.repeat(left, count) + nth]
    key = np.sort((at_a - at_b + b.size) * np.int64(a.size) + at_a)
    breaks = np.flatnonzero(np.diff(key) != 1) + 1
    first = key[np.concatenate(([0], breaks))]
    lengths = np.diff(np.concatenate(([0], breaks, [key.size]))) + SEED - 1
    starts_a = first % a.size
    starts_b = starts_a - (first // a.size - b.size)
    return [Run(*three) for three in zip(starts_a.tolist(), starts_b.tolist(), lengths.tolist(), strict=True)]


def _chains(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs joined where one follows the other closely in both texts."""
    open_: list[list[Run]] = []
    done: list[list[Run]] = []
    for run in sorted(runs, key=lambda one: (one.a, one.b)):
        still: list[list[Run]] = []
        best: list[Run] | None = None
        for chain in open_:
            last = chain[-1]
            ahead = run.a - last.a - last.length
            if ahead > BRIDGE:
                done.append(chain)
                continue
            still.append(chain)
            beside = run.b - last.b - last.length
            follows = run.a > last.a and run.b > last.b and ahead > -SEED and -SEED < beside <= BRIDGE
            if follows and (best is None or _gap(run, last) < _gap(run, best[-1])):
                best = chain
        if best is None:
            still.append([run])
        else:
            best.append(run)
        open_ = still
    return done + open_


def _gap(run: Run, last: Run) -> int:
    return abs(run.a - last.a - last.length) + abs(run.b - last.b - last.length)


def _order(chain: list[Run]) -> tuple[int, int, int]:
    return -sum(run.length for run in chain), chain[0].a, chain[0].b


def _free(run: Run, free_a: Mask, free_b: Mask) -> Iterator[Run]:
    """The parts of a run whose words no passage has yet, in either text."""
    free = free_a[run.a : run.a + run.length] & free_b[run.b : run.b + run.length]
    if free.all():
        yield run
        return
    edges = np.flatnonzero(np.diff(np.concatenate(([False], free, [False])))).tolist()
    for start, stop in zip(edges[0::2], edges[1::2], strict=True):
        yield Run(run.a + start, run.b + start, stop - start)


def _own(run: Run, common_a: Mask, common_b: Mask) -> int:
    either = common_a[run.a : run.a + run.length] | common_b[run.b : run.b + run.length]
    return run.length - int(either.sum())


def _parted(runs: Sequence[Run], shared: tuple[Mask, Mask] | None) -> Iterator[list[Run]]:
    """The runs of one chain, parted into overlap-free groups, with each quotation a group of its own."""
    pieces: list[tuple[Run, bool]] = []
    for run in _without_overlap(runs):
        pieces += [(run, False)] if shared is None else _by_quotation(run, *shared)
    group: list[Run] = []
    last: tuple[Run, bool] | None = None
    for piece in pieces:
        far = last is not None and _gap(piece[0], last[0]) > 2 * BRIDGE
        if last is not None and (far or piece[1] != last[1]):
            yield group
            group = []
        group.append(piece[0])
        last = piece
    if group:
        yield group


def _without_overlap(runs: Sequence[Run]) -> Iterator[Run]:
    """Runs one after the other: where two share words, the later gives way."""
    end_a = end_b = 0
    for run in runs:
        cut = max(end_a - run.a, end_b - run.b, 0)
        if cut < run.length:
            yield Run(run.a + cut, run.b + cut, run.length - cut)
            end_a, end_b = run.a + run.length, run.b + run.length


def _by_quotation(run: Run, common_a: Mask, common_b: Mask) -> Iterator[tuple[Run, bool]]:
    """A run cut at its quotations: each part, and whether it is one."""
    either = common_a[run.a : run.a + run.length] | common_b[run.b : run.b + run.length]
    edges = np.flatnonzero(np.diff(np.concatenate(([False], either, [False])))).tolist()
    at = 0
    for start, stop in zip(edges[0::2], edges[1::2], strict=True):
        if stop - start < QUOTATION:
            continue
        if start > at:
            yield Run(run.a + at, run.b + at, start - at), False
        yield Run(run.a + start, run.b + start, stop - start), True
        at = stop
    if at < run.length:
        yield Run(run.a + at, run.b + at, run.length - at), False
