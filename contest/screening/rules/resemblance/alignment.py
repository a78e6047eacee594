"""Two texts side by side: which passages stand in both, by their places in the texts as written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from contest.screening.rules.resemblance.book import figures_of
from contest.screening.rules.resemblance.common import NOTHING_COMMON, Common
from contest.screening.rules.resemblance.passages import stretches
from contest.screening.rules.resemblance.words import Words, words_of


@dataclass(frozen=True, slots=True)
class Place:
    """A piece of a text as written: paragraph index, and its characters ``start`` up to ``stop``."""

    paragraph: int
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage that stands in both texts; no word of either text is in two passages.

    number  1, 2, … in the order of the first text, to show which belong together
    a, b    where it stands: from its first word to its last, one Place for each paragraph it touches;
            words that were altered within it are inside the places too
    equal_a, equal_b  the same without the altered words: the places of the equal words alone
    words   equal words
    common  a quotation or set phrase common to many entries: shown, but not counted as copied
    """

    number: int
    a: tuple[Place, ...]
    b: tuple[Place, ...]
    equal_a: tuple[Place, ...]
    equal_b: tuple[Place, ...]
    words: int
    common: bool


@dataclass(frozen=True, slots=True)
class Alignment:
    """All that two texts share.

    passages  in the order of the first text
    shared, share_of_a, share_of_b, longest  as in ``Pair``; the same figures an index tells of the two
    words_a, words_b  folded words of each text, common ones included
    """

    passages: tuple[Passage, ...]
    shared: int
    share_of_a: float
    share_of_b: float
    longest: int
    words_a: int
    words_b: int


def align(a: Sequence[str], b: Sequence[str], *, common: Common = NOTHING_COMMON) -> Alignment:
    """The passages two texts share, whatever was done to marks, case, punctuation and paragraphs.

    Shapes  a, b: the paragraphs of the two texts, as they are kept
    """
    text_a, text_b = _Text(a), _Text(b)
    signs_a, signs_b = text_a.words.signs, text_b.words.signs
    common_a, common_b = common.covers(signs_a), common.covers(signs_b)
    found = stretches(signs_a, signs_b, common_a, common_b)
    figures = figures_of(
        found, own_a=signs_a.size - int(common_a.sum()), own_b=signs_b.size - int(common_b.sum())
    )
    passages = tuple(
        Passage(
            number=number,
            a=text_a.places(*one.a),
            b=text_b.places(*one.b),
            equal_a=text_a.places_of_runs((a, length) for a, _, length in one.runs),
            equal_b=text_b.places_of_runs((b, length) for _, b, length in one.runs),
            words=one.equal,
            common=one.common,
        )
        for number, one in enumerate(sorted(found, key=lambda one: one.a), start=1)
    )
    return Alignment(
        passages,
        figures.shared,
        figures.share_of_a,
        figures.share_of_b,
        figures.longest,
        words_a=signs_a.size,
        words_b=signs_b.size,
    )


class _Text:
    """The words of a text with their places among its paragraphs."""

    def __init__(self, paragraphs: Sequence[str]) -> None:
        self.words: Words = words_of("\n".join(paragraphs))
        lengths = np.array([len(one) + 1 for one in paragraphs], dtype=np.int64)
        self.begins = np.concatenate(([0], np.cumsum(lengths)))[:-1]
        self.holder = np.searchsorted(self.begins, self.words.starts, "right") - 1

    def places(self, first: int, after: int) -> tuple[Place, ...]:
        """Words ``first`` up to ``after`` as pieces of paragraphs."""
        return tuple(self._pieces(first, after))

    def places_of_runs(self, runs: Iterator[tuple[int, int]]) -> tuple[Place, ...]:
        """The same for several runs of words: first word and number of words."""
        return tuple(place for first, length in runs for place in self._pieces(first, first + length))

    def _pieces(self, first: int, after: int) -> Iterator[Place]:
        holders = self.holder[first:after]
        turns = np.flatnonzero(np.diff(holders)) + 1
        for start, stop in zip([0, *turns.tolist()], [*turns.tolist(), after - first], strict=True):
            paragraph = int(holders[start])
            begin = int(self.begins[paragraph])
            yield Place(
                paragraph,
                int(self.words.starts[first + start]) - begin,
                int(self.words.stops[first + stop - 1]) - begin,
            )
