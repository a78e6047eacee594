"""The Vietnamese alphabetical order, as a key of digits that any database sorts alike."""

import unicodedata
from functools import cache
from typing import Final

from contest.plumbing.vietnamese.text import one_tone_place

ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES: Final = "\u0300\u0309\u0303\u0301\u0323"
"""The tones after "none": huyền, hỏi, ngã, sắc, nặng."""

_END: Final = "00"
_SPACE: Final = "01"
_PUNCTUATION: Final = "02"
_DIGITS: Final = 10
_LETTERS: Final = 20
_FOREIGN: Final = "90"
_SHAPES: Final = {"\u0306": "ă", "\u0302": "âêô", "\u031b": "ơư"}


def sort_key(text: str) -> str:
    """The place of a text in the Vietnamese order: all the letters first, then all the tones.

    Space comes before punctuation, digits, letters (a ă â b c d đ e ê …) and foreign scripts; tones go
    none, huyền, hỏi, ngã, sắc, nặng. Capitals and the tone's place (hòa, hoà) make no difference.

    Returns  digits only, so that every collation of SQLite and PostgreSQL sorts the key alike
    Source   the order of ICU's collation "vi"
    """
    weights = [_weigh(character) for character in " ".join(one_tone_place(text).lower().split())]
    return "".join(letter for letter, _ in weights) + _END + "".join(tone for _, tone in weights) + _END


@cache
def _weigh(character: str) -> tuple[str, str]:
    """The letter's weight and the tone's, for one character of composed text."""
    if character == " ":
        return _SPACE, "0"
    base, *marks = list(unicodedata.normalize("NFD", character))
    if unicodedata.combining(base):
        return "", ""
    if base.isdecimal():
        return str(_DIGITS + unicodedata.decimal(base)), "0"
    for mark in marks:
        shaped = unicodedata.normalize("NFC", base + mark)
        base = shaped if shaped in _SHAPES.get(mark, "") else base
    tone = next((str(TONES.index(mark) + 1) for mark in marks if mark in TONES), "0")
    if base in ALPHABET:
        return str(_LETTERS + ALPHABET.index(base)), tone
    kind = _FOREIGN if base.isalpha() else _PUNCTUATION
    return f"{kind}{ord(base):07d}", tone
