"""One form of Vietnamese text for keeping, one for searching, and the count of words."""

import re
import unicodedata
from itertools import filterfalse
from typing import Final

_DROPPED: Final = re.compile(
    "[\u034f\u180e\u200b-\u200d\u2060-\u2064\ufeff"  # invisible: zero-width space, joiners, byte order mark
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # ways of the writing direction, which can disguise a name
    "\x00-\x08\x0e-\x1f\x7f"  # controls, which PostgreSQL, XML or a terminal may refuse
    "\ud800-\udfff]"  # halves of a broken pair, which no file can hold
)
_HARD_SPACE: Final = re.compile("[\u00a0\u2007\u202f]")
_SUSPECT: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00a0\u0300-\u036f\u061c\u180e\u2007\u200b-\u200f\u202a-\u202f\u2060-\u2069"
    "\ud800-\udfff\ufeff]"
)
"""Anything that cleaning could touch, beside what is_normalized tells: most text has nothing of it."""
_PAGE_BREAK: Final = re.compile("[\x0b\x0c]")
_TONE_BEFORE_SHAPE: Final = re.compile("([\u0300\u0301\u0303\u0309])([\u0302\u0306])")
_D_WITH_STROKE: Final = str.maketrans({"đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "Ɖ": "D", "ɖ": "d"})
LOOK_ALIKES: Final = str.maketrans(
    "đðɖаеорсухіјѕԁһӏкмтвнαορνικτυχβ",
    "dddaeopcyxijsdhlkmtbhaopviktuxb",
)
"""Small letters of other alphabets, behind which a word can hide, as the Latin ones they look like."""
_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_LATE_TONE: Final = re.compile(rf"(?:(o)([ae])|(?<!q)(u)(y))([{_TONES}])(?![\w\u0300-\u036f])", re.IGNORECASE)
_NOT_A_WORD: Final = re.compile(r"[\W_]+")


def clean(text: str) -> str:
    """The form in which text is kept: NFC, without what cannot be seen; line breaks stay.

    Repairs decomposed text (macOS file names, old keyboards), the Windows-1258 style (ê followed by a
    combining tone), and a tone typed before the letter's own sign. The soft hyphen U+00AD stays: it is
    the letter "ư" of a text in TCVN3, which must be recognised before anything is dropped.

    Returns  the text; cleaning it again changes nothing
    Source   Unicode Standard Annex 15; the legacy Vietnamese encodings
    """
    if not _SUSPECT.search(text) and unicodedata.is_normalized("NFC", text):
        return text
    text = _HARD_SPACE.sub(" ", _PAGE_BREAK.sub("\n", _DROPPED.sub("", text)))
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", _TONE_BEFORE_SHAPE.sub(r"\2\1", decomposed))


def fold(text: str) -> str:
    """The text without marks and capitals, for finding "Đặng Thị Hòa" by "dang thi hoa".

    Returns  words parted by single spaces; đ (and the look-alike ð of old web pages) becomes d
    """
    bare = "".join(c for c in unicodedata.normalize("NFD", clean(text)) if unicodedata.category(c) != "Mn")
    return " ".join(bare.translate(_D_WITH_STROKE).casefold().split())


def search_key(text: str) -> str:
    """The folded words alone: punctuation parts words and is dropped.

    Both places of the tone (hòa, hoà) meet here, since all marks are gone; to compare with the marks
    kept, see one_tone_place.
    """
    return _NOT_A_WORD.sub(" ", fold(text)).strip()


def one_tone_place(text: str) -> str:
    """The text with each tone at its older place: hoà → hòa, khoẻ → khỏe, thuỷ → thủy, but quý stays.

    For comparing and sorting only: both places are correct, and an author's text is never rewritten.
    """
    text = clean(text)
    if text.isascii():
        return text
    moved = _LATE_TONE.sub(_move_tone, unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", moved)


def _move_tone(found: re.Match[str]) -> str:
    first, second, tone = (group for group in found.groups() if group is not None)
    return first + tone + second


def count_words(text: str) -> int:
    """Words ("từ" and "chữ" alike): the tokens between spaces that hold a letter or a digit.

    Shapes  text: the body alone, without title, captions or author sheet
    """
    return count_clean_words(clean(text))


def count_clean_words(text: str) -> int:
    """The same for a text that is clean already."""
    tokens = text.split()
    odd = [token for token in filterfalse(str.isalnum, tokens) if not token[0].isalnum()]
    return len(tokens) - sum(not any(map(str.isalnum, token)) for token in odd)
