"""What is told of two texts that resemble each other, and from where on a person should look."""

from dataclasses import dataclass
from typing import Final

FLAG_PASSAGE: Final = 64
"""Words of one copied passage, the common ones not counted, that are flagged whatever the rest is.

A copied paragraph of 80 words stays above it with a quarter of it changed or common; essays on one theme
share sentences, not sixty words in a row."""
FLAG_SHARE: Final = 0.25
"""Share of one of the two texts, in passages of any length, that is flagged."""
FLAG_WORDS: Final = 40
"""Fewer shared words than these are never flagged, however short a text is: they make no paragraph."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts of an index that share more than a theme; ``a < b``.

    shared      equal words in passages, each matched once; words common to many entries do not count
    share_of_a  those of all words of a that are not common, 0 … 1: how much of a stands in b
    share_of_b  the same for b; the two differ when a short text stands whole in a long one
    longest     words of the longest single passage
    """

    a: int
    b: int
    shared: int
    share_of_a: float
    share_of_b: float
    longest: int

    @property
    def strength(self) -> float:
        """The greater of the two shares."""
        return max(self.share_of_a, self.share_of_b)


@dataclass(frozen=True, slots=True)
class Hit:
    """A text of an index that resembles a new one; the figures are those of ``Pair``.

    share_of_print  how much of the new text stands in the other
    share_of_other  how much of the other stands in the new text
    """

    id: int
    shared: int
    share_of_print: float
    share_of_other: float
    longest: int

    @property
    def strength(self) -> float:
        """The greater of the two shares."""
        return max(self.share_of_print, self.share_of_other)


def is_flagged(*, shared: int, strength: float, longest: int) -> bool:
    """Whether a person should look: one long passage, or many that make up a good part of a text."""
    return shared >= FLAG_WORDS and (longest >= FLAG_PASSAGE or strength >= FLAG_SHARE)
