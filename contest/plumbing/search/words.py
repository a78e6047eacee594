"""How text becomes the words of the index: once folded, once with its marks. Pure.

The same words as ``search_key`` gives, many times quicker: a hundred thousand essays have a billion letters.
"""

import re
from collections.abc import Callable, Iterable
from typing import Final
from unicodedata import normalize

from contest.plumbing.vietnamese import fold, one_tone_place

LAST_DIGITS: Final = (6, 5, 4, 3)
MOST_KNOWN: Final = 100_000
_WORD: Final = re.compile(r"[^\W_]+")


class _Forms(dict[str, str]):
    """A form of each word, worked out once; forgotten when a flood of strange words comes."""

    def __init__(self, form: Callable[[str], str]) -> None:
        super().__init__()
        self.form = form

    def __missing__(self, word: str) -> str:
        if len(self) >= MOST_KNOWN:
            self.clear()
        self[word] = found = self.form(word) or word
        return found


_FOLDED: Final = _Forms(lambda word: fold(word).replace(" ", ""))
_MARKED: Final = _Forms(one_tone_place)


def words_of(text: str) -> list[str]:
    """The words in small letters as they were typed, in order; what the other forms are made of."""
    return _WORD.findall(normalize("NFC", text).casefold())


def folded(words: Iterable[str]) -> list[str]:
    """Each of these words without its marks."""
    return [_FOLDED[word] for word in words]


def marked(words: Iterable[str]) -> list[str]:
    """Each of these words with its marks, the tone at one place."""
    return [_MARKED[word] for word in words]


def with_marks(words: Iterable[str]) -> list[str]:
    """Those of these words that carry a mark, once, the tone at one place."""
    return sorted({_MARKED[word] for word in set(words) if not word.isascii()})


def tails_of(number: str) -> list[str]:
    """A telephone's digits, and its last six, five, four and three: what people remember of it."""
    digits = "".join(sign for sign in number if sign.isascii() and sign.isdigit())
    return [digits, *(digits[-count:] for count in LAST_DIGITS)] if len(digits) > max(LAST_DIGITS) else []
