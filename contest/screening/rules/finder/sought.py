"""What is looked for in folded text: a clue, and the patterns by which it is known."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from contest.plumbing.vietnamese import one_tone_place


class ClueKind(StrEnum):
    """What sort of thing tells."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    UNIT = "unit"
    PART = "part"
    ADDRESS = "address"
    WORK = "work"
    SELF = "self"


CERTAIN: Final = frozenset({ClueKind.NAME, ClueKind.PHONE, ClueKind.EMAIL})
"""Kinds that are masked without asking; a unit only where one of these stands in the same paragraph."""


@dataclass(frozen=True, slots=True)
class Clue:
    """Something known of an author that must not stand in the text: a name, a number, an address, a unit.

    person  whether it is a person's full name, whose parts and turns tell as well
    """

    kind: ClueKind
    text: str
    person: bool = False


@dataclass(frozen=True, slots=True)
class Sought:
    """A clue as a pattern in folded text, and a part that must stand there for the pattern to fit.

    said     how it is written when it is no other words: None where that does not matter
    exact    taken only when written with a name's capitals and these very marks
    at_ends  looked for only where an essay is headed or signed
    name     the folded words of the whole name of which it is a part, if another family's name may end so too
    """

    kind: ClueKind
    needle: str
    pattern: re.Pattern[str]
    said: str | None = None
    exact: bool = False
    at_ends: bool = False
    name: tuple[str, ...] = ()

    def fits(self, said: str) -> bool:
        """Whether what stands in the text may be meant at all."""
        return not self.exact or (capitals(said) and self._same(said))

    def sure(self, said: str) -> bool:
        """Whether it surely is the clue, and not other words of the same letters."""
        if self.kind not in CERTAIN or self.said is None:
            return self.kind in CERTAIN
        if capitals(said):
            return True
        return (said.isascii() or self._same(said)) and len(self.said.split()) > 2

    def _same(self, said: str) -> bool:
        if said.isascii() or self.said is None:
            return True
        return one_tone_place(" ".join(said.split())).casefold() == one_tone_place(self.said).casefold()


PARTING: Final = r"[\W_]+"


def as_words(words: Sequence[str]) -> str:
    """A pattern of these folded words one after another, whatever parts them."""
    return r"(?<!\w)" + PARTING.join(map(re.escape, words)) + r"(?!\w)"


def longest(words: Sequence[str]) -> str:
    """The word that is rarest by its length."""
    return max(words, key=len)


def capitals(said: str) -> bool:
    """Whether every word begins as a name does."""
    return all(word[:1].isupper() for word in said.split())
