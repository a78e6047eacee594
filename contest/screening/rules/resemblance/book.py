"""The counting of one text against those that are likely to resemble it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from contest.screening.rules.resemblance.common import Common
from contest.screening.rules.resemblance.flags import EDIT, FLAG_PASSAGE, FLAG_SHARE, FLAG_WORDS, is_flagged
from contest.screening.rules.resemblance.passages import LEAST, Mask, Stretch, stretches
from contest.screening.rules.resemblance.runs import BRIDGE, worth_a_look
from contest.screening.rules.resemblance.words import Signs

CROWD: Final = 3
"""From so many likely texts on, a glance at all of them comes before counting each."""
_AT_ONCE: Final = 256
_KEPT: Final = 4_096


class Shared(NamedTuple):
    """What two texts share; the words mean what they mean in ``Pair``."""

    shared: int
    share_of_a: float
    share_of_b: float
    longest: int


def figures_of(found: Iterable[Stretch], *, own_a: int, own_b: int) -> Shared:
    """What passages come to; own_a and own_b are the words of each text that are not common."""
    told: Counter[int] = Counter()
    along = 0
    for one in found:
        if not one.common:
            told[one.passage] += one.equal
            along += one.equal - one.own
    shared = told.total()
    return Shared(
        shared,
        share_of_a=min(shared / (own_a + along), 1.0) if shared else 0.0,
        share_of_b=min(shared / (own_b + along), 1.0) if shared else 0.0,
        longest=max(told.values(), default=0),
    )


def solid(found: Iterable[Stretch]) -> int:
    """The greatest number of words in a row that are equal but for a few edits, EDIT words off for each."""
    best = here = 0
    end = -1, -1
    for one in found:
        for a, b, length in () if one.common else one.runs:
            edited = (a, b) != end
            near = 0 <= a - end[0] <= BRIDGE and 0 <= b - end[1] <= BRIDGE
            here = max(here - EDIT * edited, 0) + length if near else length
            best = max(best, here)
            end = a + length, b + length
    return best


class Book:
    """Counts texts by their place in an index, and keeps what it worked out of them.

    signs  the words of the text at a place
    """

    def __init__(self, common: Common, signs: Callable[[int], Signs]) -> None:
        self._signs = signs
        self.of = lru_cache(_KEPT)(lambda place: common.covers(signs(place)))
        self._own: dict[int, int] = {}

    def flagged(self, one: Signs, common: Mask, places: Sequence[int]) -> Iterator[tuple[int, Shared]]:
        """Those of the texts that are flagged beside the one whose words and common words are given."""
        own = one.size - int(common.sum())
        for first in range(0, len(places), _AT_ONCE):
            for place in self._likely(one, common, places[first : first + _AT_ONCE]):
                other = self.of(place)
                passages = stretches(one, self._signs(place), common, other)
                shared = figures_of(passages, own_a=own, own_b=other.size - int(other.sum()))
                strength = max(shared.share_of_a, shared.share_of_b)
                if is_flagged(shared=shared.shared, strength=strength, solid=solid(passages)):
                    yield place, shared

    def _likely(self, one: Signs, common: Mask, places: Sequence[int]) -> Sequence[int]:
        if len(places) < CROWD:
            return places
        own = one.size - int(common.sum())
        least = [max(FLAG_WORDS, int(FLAG_SHARE * min(own, self._own_words(place)))) for place in places]
        found = worth_a_look(
            one,
            common,
            [self._signs(place) for place in places],
            least=LEAST,
            passage=FLAG_PASSAGE,
            edit=EDIT,
            shared=np.array(least),
        )
        return [places[at] for at in found]

    def _own_words(self, place: int) -> int:
        if place not in self._own:
            common = self.of(place)
            self._own[place] = common.size - int(common.sum())
        return self._own[place]
