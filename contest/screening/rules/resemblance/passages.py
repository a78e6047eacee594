"""What two texts share, word by word: seeds of equal words, made longer, joined over small edits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from contest.screening.rules.resemblance.runs import BRIDGE, SEED, runs_between
from contest.screening.rules.resemblance.words import Signs

LEAST: Final = 16
"""Passages of fewer equal words are set phrases or chance; so many must be its own, not common to many."""
OWN_PART: Final = 0.25
"""And so great a part of it: the rest may be phrases that many use, which a copier copies along."""
QUOTATION: Final = 40
"""So many common words in a row are a quotation, and never count, though it stand in a copied passage."""

Mask = NDArray[np.bool_]
Span = tuple[int, int, int]
"""Equal words in a row: the first word in one text, the first in the other, and how many."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Runs that follow one another in both texts with small edits between; a passage, or a part of one.

    runs     equal words: (first in a, first in b, how many), in order
    equal    equal words
    own      those of them that belong to no phrase common to many
    common   it does not count: a quotation, or a passage of what many say
    passage  the parts of one passage, cut by a quotation within it, have one number
    """

    runs: tuple[Span, ...]
    equal: int
    own: int
    common: bool
    passage: int

    @property
    def a(self) -> tuple[int, int]:
        """First word in one text, and the word after its last."""
        return self.runs[0][0], self.runs[-1][0] + self.runs[-1][2]

    @property
    def b(self) -> tuple[int, int]:
        """The same in the other text."""
        return self.runs[0][1], self.runs[-1][1] + self.runs[-1][2]


def stretches(
    a: Signs, b: Signs, common_a: Mask | None = None, common_b: Mask | None = None
) -> list[Stretch]:
    """The passages two texts share; no word of either text is in two of them, the longest choose first.

    Shapes  a, b: the signs of the texts; common_a, common_b: which of their words are common, both or none
    """
    shared = None
    if common_a is not None and common_b is not None and (common_a.any() or common_b.any()):
        shared = (common_a, common_b)
    runs = runs_between(a, b)
    spans = sorted(zip(runs.a.tolist(), runs.b.tolist(), runs.lengths.tolist(), strict=True))
    chains = [chain for chain in _chains(spans) if _length(chain) >= LEAST]
    free = np.ones(a.size, dtype=np.bool_), np.ones(b.size, dtype=np.bool_)
    found: list[Stretch] = []
    for number, chain in enumerate(sorted(chains, key=lambda one: (-_length(one), one))):
        pieces = _free(_without_overlap(chain), *free)
        if _length(pieces) < LEAST:
            continue
        for first, second, length in pieces:
            free[0][first : first + length] = False
            free[1][second : second + length] = False
        parts = [(pieces, _length(pieces), False)] if shared is None else _parted(pieces, *shared)
        told = sum(_length(part) for part, _, quotation in parts if not quotation)
        own = sum(own for _, own, quotation in parts if not quotation)
        common = own < max(LEAST, OWN_PART * told)
        found += [
            Stretch(tuple(part), _length(part), own, common or quotation, number)
            for part, own, quotation in parts
        ]
    return found


def _chains(runs: Sequence[Span]) -> list[list[Span]]:
    """Runs joined where one follows the other closely in both texts.

    Shapes  runs: ascending
    """
    open_: list[list[Span]] = []
    done: list[list[Span]] = []
    for run in runs:
        a, b, _ = run
        best: list[Span] | None = None
        nearest = 2 * BRIDGE + 1
        for chain in open_[:]:
            last_a, last_b, length = chain[-1]
            ahead, beside = a - last_a - length, b - last_b - length
            if ahead > BRIDGE:
                open_.remove(chain)
                done.append(chain)
            elif a > last_a and b > last_b and ahead > -SEED and -SEED < beside <= BRIDGE:
                gap = abs(ahead) + abs(beside)
                if gap < nearest:
                    best, nearest = chain, gap
        if best is None:
            open_.append([run])
        else:
            best.append(run)
    return done + open_


def _length(runs: Sequence[Span]) -> int:
    return sum(run[2] for run in runs)


def _without_overlap(runs: Sequence[Span]) -> Iterator[Span]:
    """Runs one after the other: where two share words, the later gives way."""
    end_a = end_b = 0
    for a, b, length in runs:
        cut = max(end_a - a, end_b - b, 0)
        if cut < length:
            yield a + cut, b + cut, length - cut
            end_a, end_b = a + length, b + length


def _free(runs: Iterator[Span], free_a: Mask, free_b: Mask) -> list[Span]:
    """The parts of runs whose words no passage has yet, in either text."""
    found: list[Span] = []
    for a, b, length in runs:
        free = free_a[a : a + length] & free_b[b : b + length]
        if free.all():
            found.append((a, b, length))
        else:
            found += [(a + start, b + start, stop - start) for start, stop in _blocks(free)]
    return found


def _blocks(mask: Mask) -> Iterator[tuple[int, int]]:
    """Where the mask is True in a row."""
    padded = np.zeros(mask.size + 2, dtype=np.bool_)
    padded[1:-1] = mask
    edges = np.flatnonzero(padded[1:] != padded[:-1]).tolist()
    return zip(edges[0::2], edges[1::2], strict=True)


def _parted(runs: Sequence[Span], common_a: Mask, common_b: Mask) -> list[tuple[list[Span], int, bool]]:
    """The runs of one passage, its quotations apart: each part, its own words, and whether it is one."""
    groups: list[tuple[list[Span], int, bool]] = []
    for piece, own, quotation in (found for run in runs for found in _by_quotation(run, common_a, common_b)):
        if groups and groups[-1][2] == quotation:
            part, so_far, _ = groups.pop()
            groups.append(([*part, piece], so_far + own, quotation))
        else:
            groups.append(([piece], own, quotation))
    return groups


def _by_quotation(run: Span, common_a: Mask, common_b: Mask) -> Iterator[tuple[Span, int, bool]]:
    """A run cut at its quotations: each piece, its own words, and whether it is one."""
    a, b, length = run
    either = common_a[a : a + length] | common_b[b : b + length]
    if length >= QUOTATION:
        at = 0
        for start, stop in _blocks(either):
            if stop - start < QUOTATION:
                continue
            if start > at:
                yield (a + at, b + at, start - at), start - at - int(either[at:start].sum()), False
            yield (a + start, b + start, stop - start), 0, True
            at = stop
        if at:
            run, either = (a + at, b + at, length - at), either[at:]
    if run[2]:
        yield run, run[2] - int(either.sum()), False
