"""An index of many prints: which texts resemble which, and which resemble a new one."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from contest.screening.rules.resemblance import candidates, counting, keeping
from contest.screening.rules.resemblance.book import Book
from contest.screening.rules.resemblance.common import LEAST, NOTHING_COMMON, SHARE, Common
from contest.screening.rules.resemblance.flags import Hit, Pair
from contest.screening.rules.resemblance.postings import Postings, post
from contest.screening.rules.resemblance.prints import VERSION, Print
from contest.screening.rules.resemblance.words import Signs

MOST_HITS = 32
"""So many of the likeliest texts are counted word by word against a new one."""


@dataclass(frozen=True, eq=False)
class Index:
    """Many texts, each under an id of the caller's; never changed once built.

    What came since is compared by a second, small index (``also``), until the whole is built anew.

    ids       the texts' ids, ascending
    starts    where the words of each text start in signs; one more, for the end
    signs     the words of all texts, one after the other
    postings  which text holds which fingerprint
    """

    ids: NDArray[np.int64]
    starts: NDArray[np.int64]
    signs: Signs = field(repr=False)
    postings: Postings = field(repr=False)

    @classmethod
    def build(cls, prints: Iterable[tuple[int, Print]]) -> Self:
        """An index of prints as they come, in any order: none of them is held longer than needed.

        Raises  ValueError when an id comes twice
        """
        ids: list[int] = []
        sizes: list[int] = []
        signs = bytearray()
        for one, print_ in prints:
            ids.append(one)
            sizes.append(print_.words)
            signs += print_.signs.tobytes()
        if len(set(ids)) != len(ids):
            raise ValueError("one id for two prints")
        starts = np.zeros(len(ids) + 1, dtype=np.int64)
        np.cumsum(np.array(sizes, dtype=np.int64), out=starts[1:])
        words = np.frombuffer(signs, dtype=np.uint32)
        order = np.argsort(np.array(ids, dtype=np.int64), kind="stable")
        if not np.array_equal(order, np.arange(len(ids))):
            words = np.concatenate([words[starts[at] : starts[at + 1]] for at in order.tolist()])
            starts[1:] = np.cumsum(np.diff(starts)[order])
        return cls(np.array(ids, dtype=np.int64)[order], starts, words, post(words, starts))

    def save(self, path: Path) -> None:
        """Keep the index in one file; a file that stood there is replaced at once, never half."""
        keeping.save(
            path,
            version=VERSION,
            arrays={
                "ids": self.ids,
                "starts": self.starts,
                "signs": self.signs,
                "hashes": self.postings.hashes,
                "entries": self.postings.entries,
                "places": self.postings.places,
            },
        )

    @classmethod
    def open(cls, path: Path) -> Self:
        """A kept index, read from its file as needed; a moment whatever its size.

        Raises  OtherVersion when the file is none of this VERSION: build it anew; FileNotFoundError
        """
        kept = keeping.load(path, version=VERSION)
        return cls(
            kept["ids"],
            kept["starts"],
            kept["signs"],
            Postings(kept["hashes"], kept["entries"], kept["places"]),
        )

    def __len__(self) -> int:
        return int(self.ids.size)

    def __contains__(self, one: object) -> bool:
        return one in self._places

    @cached_property
    def _places(self) -> dict[int, int]:
        return {one: place for place, one in enumerate(self.ids.tolist())}

    def print_of(self, one: int) -> Print:
        """The print of one of the texts; KeyError when it is not there."""
        return Print(self._signs(self._places[one]))

    def _signs(self, place: int) -> Signs:
        return self.signs[self.starts[place] : self.starts[place + 1]]

    def _chosen(self, of: Iterable[int] | None) -> NDArray[np.int64]:
        """The places of the ids, those that are not there left out; all when none are named."""
        if of is None:
            return np.arange(len(self))
        return np.array(sorted(self._places[one] for one in set(of) if one in self._places), dtype=np.int64)

    def common(self, *, of: Iterable[int] | None = None, share: float = SHARE, least: int = LEAST) -> Common:
        """The phrases that stand in more than ``share`` of the texts, and so do not count.

        of     the ids of one contest's entries, among which is counted; all texts when None
        least  so many texts at least, however few there are: in a contest of 20, 5 % is one

        Texts that are made of such phrases nearly whole are copies of one another, not quotations: they
        have no say, so that forty copies in a contest of three hundred are still found.
        """
        texts = counting.Texts(self.signs, self.starts, self._chosen(of), share, least)
        return counting.common(texts, self.postings)

    def pairs(self, *, common: Common = NOTHING_COMMON, of: Iterable[int] | None = None) -> list[Pair]:
        """Every flagged pair, ascending by ids.

        of  only pairs with at least one of these ids; all when None

        Where a passage stands in very many texts (more than candidates.ALL_PAIRS), each of them is compared
        with its neighbours only: their cluster is whole, without each of its thousands of pairs.
        """
        chosen = None if of is None else self._chosen(of)
        likely = candidates.likely(self.postings, len(self), common=common, chosen=chosen)
        book = Book(common, self._signs)
        found = []
        for a, pairs in groupby(likely, key=itemgetter(0)):
            one, own = self._signs(a), book.of(a)
            for b, shared in book.flagged(one, own, [b for _, b in pairs]):
                found.append(Pair(int(self.ids[a]), int(self.ids[b]), *shared))
        return found

    def near(
        self,
        print_: Print,
        *,
        common: Common = NOTHING_COMMON,
        also: "Index | None" = None,
        but: Iterable[int] = (),
        most: int = MOST_HITS,
    ) -> list[Hit]:
        """The flagged texts that a new one resembles, strongest first.

        also  a second index of what came since this one was built; where an id is in both, its text counts
        but   ids that are left out, such as the new text's own
        most  so many of the likeliest texts are counted, and told of, at most
        """
        left_out = set(but)
        hits = self._hits(print_, common, left_out | set(also._places if also else ()), most)
        if also is not None:
            hits += also._hits(print_, common, left_out, most)
        return sorted(hits, key=lambda hit: (-hit.strength, -hit.shared, hit.id))[:most]

    def _hits(self, print_: Print, common: Common, but: set[int], most: int) -> list[Hit]:
        places = candidates.likely_for(self.postings, len(self), print_, common=common)
        kept = [place for place in places if int(self.ids[place]) not in but][:most]
        book = Book(common, self._signs)
        found = book.flagged(print_.signs, common.covers(print_.signs), kept)
        return [Hit(int(self.ids[place]), *shared) for place, shared in found]
