"""How text becomes the words of the index: once folded, once with its marks. Pure."""

from collections.abc import Iterable
from typing import Final

from contest.plumbing.vietnamese import fold, one_tone_place, search_key


def folded_words(text: str) -> list[str]:
    """The words without marks and capitals, in order."""
    return search_key(text).split()


def marked_words(text: str) -> list[str]:
    """The words in small letters with their marks, each tone at one place, in the same order as folded_words.

    Returns  as many words as folded_words gives; where the two count differently, the folded ones
    """
    folded = folded_words(text)
    marked = _parted(one_tone_place(text).casefold())
    return marked if len(marked) == len(folded) else folded


def distinct_marked(texts: Iterable[str]) -> list[str]:
    """Every word of these texts that carries a mark, once."""
    found: dict[str, None] = {}
    for text in texts:
        found.update(dict.fromkeys(word for word in marked_words(text) if not word.isascii()))
    return list(found)


def tails_of(number: str) -> list[str]:
    """A telephone's digits, and its last six, five, four and three: what people remember of it."""
    digits = "".join(sign for sign in fold(number) if sign.isdigit())
    return [digits, *(digits[-count:] for count in LAST_DIGITS)] if len(digits) > max(LAST_DIGITS) else []


LAST_DIGITS: Final = (6, 5, 4, 3)


def _parted(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in text).split()
