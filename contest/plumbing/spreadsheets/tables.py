"""A sheet whose columns nobody has named yet: its headings as they stand, its rows cell by cell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from contest.errors.spreadsheets import NoHeadings, TooManyRows
from contest.plumbing.spreadsheets.reading import HEADINGS_WITHIN, bytes_of, cells_of, numbered
from contest.plumbing.spreadsheets.rows import typed


@dataclass(frozen=True, slots=True)
class SheetTable:
    """Headings and rows, all as a person would type them.

    headings  by column; "" where a column has none
    rows      (number as Excel counts it, one text a heading); rows without any text are left out
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_table(
    source: Path | bytes,
    *,
    fits: Callable[[Sequence[str]], int] | None = None,
    sheet: str | None = None,
    limit: int = 20_000,
) -> SheetTable:
    """The table of an XLSX, ODS or CSV file, whatever its columns are called.

    fits    how well a row serves as the headings; the best among the first rows is taken, so that a
            letterhead may stand above. Without it, the first row that is not empty
    limit   the most rows taken
    Raises  NotASheet, OldOrLockedSheet, SheetTooBig, TooManyRows, NoSuchSheet, NoHeadings
    """
    found = numbered(cells_of(bytes_of(source), sheet))
    rows = ((number, tuple(map(typed, cells))) for number, cells in found)
    top = list(islice(rows, HEADINGS_WITHIN))
    if not top:
        raise NoHeadings
    at = max(range(len(top)), key=lambda index: (fits(top[index][1]), -index)) if fits else 0
    headings = tuple(" ".join(heading.split()) for heading in top[at][1])
    below = chain(top[at + 1 :], rows)
    taken = tuple(islice(((number, _as_wide(cells, len(headings))) for number, cells in below), limit + 1))
    if len(taken) > limit:
        raise TooManyRows(limit=limit)
    return SheetTable(headings, tuple((number, cells) for number, cells in taken if any(cells)))


def column_letter(index: int) -> str:
    """What Excel calls a column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, place = divmod(index - 1, 26)
        letters = chr(65 + place) + letters
    return letters


def _as_wide(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    return cells[:width] + ("",) * (width - len(cells))
