"""A paragraph and an essay as the search for names sees them: without marks and capitals."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Self

from contest.plumbing.vietnamese import LOOK_ALIKES

UNSEEN: Final = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""Signs that a reader does not see and that must not part a name."""

_WORD: Final = re.compile(r"[^\W_]+")
_PARTING: Final = re.compile(r"[\W_]+")
_NO_DIGIT: Final = re.compile(r"\D+")


class _Plain(dict[str, str]):
    """Each sign as the search sees it: without marks and capitals, đ as d; nothing for what is not seen.

    Wide and mathematical letters count as plain ones, Cyrillic and Greek ones as the Latin that they look like.
    """

    def __missing__(self, sign: str) -> str:
        parts = (p for p in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(p))
        self[sign] = "" if sign in UNSEEN else "".join(parts).casefold().translate(LOOK_ALIKES)
        return self[sign]


_PLAIN: Final = _Plain()


def plain(text: str) -> str:
    """The text as the search sees it."""
    return "".join(map(_PLAIN.__getitem__, text))


def places_in(text: str) -> list[int]:
    """For each sign of ``plain(text)`` the place in the text that it comes from."""
    return [place for place, sign in enumerate(text) for _ in _PLAIN[sign]]


class Passage:
    """One paragraph and how the search sees it; where each sign came from is worked out only when it is asked."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.bare = plain(text)

    @cached_property
    def _places(self) -> list[int]:
        return places_in(self.text)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Start and stop in the text of what stands from ``first`` up to ``last`` in the bare one."""
        return self._places[first], self._places[last - 1] + 1

    def said(self, first: int, last: int) -> str:
        """What stands there, as it is written."""
        start, stop = self.span(first, last)
        return self.text[start:stop]


@dataclass(frozen=True, slots=True)
class Whole:
    """What stands anywhere in an essay, for passing over at once what can stand nowhere.

    words, at_ends  the folded words of all of it, and of where it is headed or signed
    digits          every digit in a row
    letters         every letter and digit in a row
    text            all of it, folded
    """

    words: frozenset[str]
    at_ends: frozenset[str]
    digits: str
    letters: str
    text: str

    @classmethod
    def of(cls, passages: Sequence[Passage], ends: Sequence[Passage]) -> Self:
        """What these paragraphs hold; ``ends`` are those of them that head or sign."""
        text = "\n".join(passage.bare for passage in passages)
        return cls(
            frozenset(_WORD.findall(text)),
            frozenset(word for passage in ends for word in _WORD.findall(passage.bare)),
            _NO_DIGIT.sub("", text),
            _PARTING.sub("", text),
            text,
        )
