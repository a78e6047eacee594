"""What is told of two texts that resemble each other, and from where on a person should look."""

from dataclasses import dataclass
from typing import Final

FLAG_PASSAGE: Final = 70
"""Copied words in a row that are flagged whatever the rest is.

A copied paragraph of 80 words stays above it with a name exchanged; essays on one theme share sentences,
and whole paragraphs only where every clause or two is put otherwise."""
EDIT: Final = 6
"""Each edit within a passage weighs so many words against it."""
FLAG_SHARE: Final = 0.27
"""Share of one of the two texts, in passages of any length, that is flagged."""
FLAG_WORDS: Final = 40
"""Fewer shared words than these are never flagged, however short a text is: they make no paragraph."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts of an index that share more than a theme; ``a < b``.

    shared      equal words in passages, each matched once; quotations and what many say do not count
    share_of_a  how much of a stands in b, 0 … 1; common words of a outside those passages do not count
    share_of_b  the same for b; the two differ when a short text stands whole in a long one
    longest     equal words of the longest single passage
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


def is_flagged(*, shared: int, strength: float, solid: int) -> bool:
    """Whether a person should look: one long passage, or many that make up a good part of a text.

    solid  words of the longest passage, less EDIT for each edit in it
    """
    return shared >= FLAG_WORDS and (solid >= FLAG_PASSAGE or strength >= FLAG_SHARE)
