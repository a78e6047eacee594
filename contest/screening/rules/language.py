"""Telling in what writing an essay came: Vietnamese, Vietnamese without marks, another language, an old font's bytes.

By the share of words of a certain shape, never by a word list that an essay could happen to miss. Where it
is not plain it says so, for a screener is only warned of what is sure.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Final
from unicodedata import normalize

from contest.plumbing.vietnamese import fold


class Writing(StrEnum):
    """How a text is written."""

    VIETNAMESE = "vietnamese"
    UNMARKED = "unmarked"
    GARBLED = "garbled"
    FOREIGN = "foreign"
    UNSURE = "unsure"


LEAST_WORDS: Final = 40
"""A shorter text is not judged."""

MOST_WORDS: Final = 400
GARBLED_FROM: Final = 0.2
PLAINLY_MARKED: Final = 0.5
MARKED_FROM: Final = 0.3
MARKED_BELOW: Final = 0.12
SHAPED_FROM: Final = 0.85
SHAPED_BELOW: Final = 0.6
LITTLE_WORDS_FROM: Final = 0.1
LITTLE_WORDS_BELOW: Final = 0.06

_ONSET: Final = "(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?"
_NUCLEUS: Final = (
    "(?:a[iouy]?|e[ou]?|i(?:a|eu|e|u)?|o(?:a[iyo]?|eo|e|i|o)?"
    "|u(?:ay|ou|oi|ye|yu|ya|a|e|u|i|o|y)?|y(?:eu|e|a)?)"
)
_SYLLABLE: Final = re.compile(f"{_ONSET}{_NUCLEUS}(?:ch|ng|nh|[cmnpt])?")
_WORD: Final = re.compile(r"[^\W\d_]+")
_MARKS: Final = frozenset("àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ")
_LITTLE: Final = frozenset(
    "va cua la nhung cac mot trong cho khong duoc nguoi voi da den nay khi thi co vao tu de cung nhu lai con ve"
    " theo tren tai ong ba anh chi dang nhieu viec bac ho nam ngay".split()
)
_ODD: Final = frozenset("¡¢£¤¥¦§¨©ª«¬\u00ad®¯°±²³µ¶·¸¹º»¼½¾¿×÷ñøûïåäüëöæîßþð")
_LOOK_ALIKES: Final = re.compile(
    r"\w[¡¢£¤¥¦§¨©ª«¬®¯°±²³µ¶·¸¹º»¼½¾¿×÷]+|[©®µ¶·¸¹»¼½¾«¬¨¦§][a-z]"  # TCVN3: signs inside words
    "|[ñøûïåäüëöæîßÞþÐð]"  # VNI, VISCII and the rest of TCVN3: letters that Vietnamese does not have
)


def writing_of(paragraphs: Iterable[str]) -> Writing:
    """How a text is written.

    Shapes   paragraphs: of the body; its first MOST_WORDS words are looked at
    Returns  UNSURE for a text of fewer than LEAST_WORDS words, and for one that lies between
    Source   shares counted over this project's made-up essays, their unmarked and wrongly decoded forms, and
             English, French and German prose
    """
    words = _words(paragraphs)
    if len(words) < LEAST_WORDS:
        return Writing.UNSURE
    odd = sum(1 for word in words if not _ODD.isdisjoint(word) and _LOOK_ALIKES.search(word)) / len(words)
    if odd >= GARBLED_FROM:
        return Writing.GARBLED
    if sum(1 for word in words if not _MARKS.isdisjoint(word)) / len(words) >= PLAINLY_MARKED:
        return Writing.VIETNAMESE
    letters = [word for told in words for word in _WORD.findall(told)]
    folded = fold(" ".join(letters)).split()
    count, shaped = len(letters), [bool(_SYLLABLE.fullmatch(word)) for word in folded]
    marked = (
        sum(fits and not _MARKS.isdisjoint(word) for word, fits in zip(letters, shaped, strict=True)) / count
    )
    if marked >= MARKED_BELOW:
        return Writing.VIETNAMESE if marked >= MARKED_FROM else Writing.UNSURE
    little = sum(word in _LITTLE for word in folded) / count
    if sum(shaped) / count >= SHAPED_FROM and little >= LITTLE_WORDS_FROM:
        return Writing.UNMARKED
    strange = little < LITTLE_WORDS_BELOW or sum(shaped) / count < SHAPED_BELOW
    return Writing.FOREIGN if strange else Writing.UNSURE


def _words(paragraphs: Iterable[str]) -> list[str]:
    found: list[str] = []
    for said in paragraphs:
        found += [word for word in normalize("NFC", said).casefold().split() if any(map(str.isalpha, word))]
        if len(found) >= MOST_WORDS:
            break
    return found[:MOST_WORDS]
