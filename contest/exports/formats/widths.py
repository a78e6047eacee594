"""How a table shares the room of a page: letters as large as they fit, no column narrower than its longest word."""

from collections.abc import Sequence
from typing import Final

from contest.exports.sheet import Column, Kind

LONGEST_WORD: Final = {Kind.NUMBER: 3, Kind.POINTS: 6, Kind.DATE: 10, Kind.MOMENT: 10}
"""The digits that must stand on one line."""

DIGIT_EM: Final = 0.5
CAPITAL_EM: Final = 0.62
MM_PER_POINT: Final = 25.4 / 72
INNER_MM: Final = 2.5
SIZES: Final = ((135.0, 12), (165.0, 11), (200.0, 10))
SMALLEST: Final = 9


def size_of(columns: Sequence[Column]) -> int:
    """The size of a table's letters, in points: smaller the more it has to hold."""
    whole = sum(column.characters for column in columns)
    return next((size for width, size in SIZES if whole <= width), SMALLEST)


def widths_of(columns: tuple[Column, ...], total: Sequence[str], room: float) -> list[float]:
    """The width of each column, in millimetres.

    total  the row of totals as it is shown, or empty texts
    room   the width between the margins
    """
    size = size_of(columns)
    least = [_least(column, text, size) for column, text in zip(columns, total, strict=True)]
    return _dealt(columns, least, room)


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
    digits = column.characters - 2 if column.kind is Kind.CODE else LONGEST_WORD.get(column.kind, 0)
    if column.kind is not Kind.TEXT:
        digits = max(digits, len(total))
    word = max((len(word) for word in column.heading.split()), default=0)
    return max(digits * DIGIT_EM, word * CAPITAL_EM) * size * MM_PER_POINT + INNER_MM
