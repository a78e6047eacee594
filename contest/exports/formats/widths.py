"""How a table shares the room of a page: letters as large as they fit, no column narrower than its longest word.

Widths of texts are estimated from the mean widths of Times, which errs towards more room.
"""

import re
from collections.abc import Iterable, Sequence
from math import ceil
from textwrap import wrap
from typing import Final

from contest.exports.sheet import Column, Kind

LONGEST_WORD: Final[dict[Kind, float]] = {Kind.NUMBER: 3, Kind.POINTS: 6, Kind.DATE: 10, Kind.MOMENT: 10}
"""The digits that must stand on one line."""

DIGIT_EM: Final = 0.5
CAPITAL_EM: Final = 0.62
BOLD_EM: Final = 0.7
SMALL_EM: Final = 0.47
SPACE_EM: Final = 0.25
LINE_EM: Final = 1.25
MM_PER_POINT: Final = 25.4 / 72
INNER_MM: Final = 2.5
SIZES: Final = ((135.0, 12), (165.0, 11), (200.0, 10))
SMALLEST: Final = 9
TALLEST_WHOLE: Final = 120.0
"""The height of a row, in millimetres, up to which it is never broken over two pages."""

TALLEST_TOGETHER: Final = 50.0
"""The height of a table, in millimetres, up to which it stands on one page."""

BREAK: Final = "\u200b"
"""Where a word may be broken without a sign of it."""

_WORD: Final = re.compile(r"\S{8,}")
"""Longer than any syllable of Vietnamese, of which the longest has seven letters."""

_SURE: Final = 0.9


def size_of(columns: Sequence[Column]) -> int:
    """The size of a table's letters, in points: smaller the more it has to hold."""
    whole = sum(column.characters for column in columns)
    return next((size for width, size in SIZES if whole <= width), SMALLEST)


def widths_of(
    columns: tuple[Column, ...], total: Sequence[str], room: float, *, rows: int = 0
) -> list[float]:
    """The width of each column, in millimetres.

    total  the row of totals as it is shown, or empty texts
    room   the width between the margins
    rows   how many there are, which a first column of numbers counts
    """
    size = size_of(columns)
    longest = [max(f"{rows:,}", total[0], key=len), *total[1:]]
    least = [_least(column, text, size) for column, text in zip(columns, longest, strict=True)]
    return _dealt(columns, least, room)


def ems(text: str) -> float:
    """About how long a line of text is, in ems."""
    return sum(BOLD_EM if sign.isupper() else SPACE_EM if sign == " " else SMALL_EM for sign in text)


def evenly(text: str, most: float) -> str:
    """The words over as few lines as a width in ems asks for, the lines about equally long."""
    if "\n" in text or ems(text) <= most:
        return text
    longest = max(map(len, text.split()))
    ways = [
        wrap(text, width, break_long_words=False, break_on_hyphens=False)
        for width in range(longest, len(text))
    ]
    return "\n".join(min(ways, key=lambda lines: _unfit(lines, most), default=(text,)))


def _unfit(lines: Iterable[str], most: float) -> tuple[bool, int, float]:
    lengths = [ems(line) for line in lines]
    return max(lengths) > most, len(lengths), max(lengths)


def lines_of(text: str, size: float, width: float) -> int:
    """About how many lines a text takes in a width in millimetres."""
    room = max(width - INNER_MM, 1.0) / (size * MM_PER_POINT)
    return sum(max(1, ceil(ems(line) / room)) for line in text.split("\n"))


def height_of(texts: Sequence[str], widths: Sequence[float], size: float) -> float:
    """About how high a row of these texts is, in millimetres."""
    lines = max(lines_of(text, size, width) for text, width in zip(texts, widths, strict=True))
    return lines * size * LINE_EM * MM_PER_POINT + INNER_MM


def breakable(text: str, size: float, width: float) -> str:
    """The text with places to break every word that is longer than the width; other texts as they are."""
    room = (width - INNER_MM) / (size * MM_PER_POINT)
    return _WORD.sub(lambda found: _cut(found[0], room), text)


def _cut(word: str, room: float) -> str:
    """A word in pieces of which each fits into a room in ems."""
    whole = ems(word)
    if whole <= room:
        return word
    piece = max(1, int(len(word) * room / whole * _SURE))
    return BREAK.join(word[at : at + piece] for at in range(0, len(word), piece))


def _dealt(columns: tuple[Column, ...], least: list[float], room: float) -> list[float]:
    """The room dealt in proportion, in millimetres, but no column narrower than its longest word.

    Raising one column narrows the others, so it is done until nothing changes.
    """
    raised: set[int] = set()
    while True:
        free = room - sum(least[index] for index in raised)
        whole = sum(c.characters for index, c in enumerate(columns) if index not in raised)
        widths = [
            least[index] if index in raised else free * column.characters / whole
            for index, column in enumerate(columns)
        ]
        narrow = {index for index, width in enumerate(widths) if width < least[index]}
        if not narrow or len(raised | narrow) == len(columns):
            return [width * room / sum(widths) for width in widths]
        raised |= narrow


def _least(column: Column, total: str, size: int) -> float:
    """The width that the column's heading, its numbers and its total need, in millimetres."""
    digits = LONGEST_WORD.get(column.kind, 0)
    if column.kind in (Kind.CODE, Kind.NUMBER):
        digits = max(digits, column.characters - 2)
    if column.kind is not Kind.TEXT:
        digits = max(digits, len(total))
    word = max((len(word) for word in column.heading.split()), default=0)
    return max(digits * DIGIT_EM, word * CAPITAL_EM) * size * MM_PER_POINT + INNER_MM
