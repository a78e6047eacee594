"""A sheet whose columns nobody has named yet: its headings as they stand, its rows cell by cell."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Final

from contest.errors.spreadsheets import NoHeadings, TooManyRows
from contest.plumbing.spreadsheets.reading import HEADINGS_WITHIN, bytes_of, cells_of, numbered
from contest.plumbing.spreadsheets.rows import typed

LEAST_OF_TIER: Final = 2
"""How well each of two rows has to serve as headings for both to be headings together; a title does not."""


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
    under: Callable[[str, str], str] | None = None,
    sheet: str | None = None,
    limit: int = 20_000,
    formulas: bool = False,
) -> SheetTable:
    """The table of an XLSX, ODS or CSV file, whatever its columns are called.

    fits    how well a row serves as the headings; the best among the first rows is taken, so that a
            letterhead may stand above. Without it, the first row that is not empty
    under   what a heading is called that stands under another one, in headings of two rows with merged
            cells; without it, headings are of one row
    limit   the most rows taken
    formulas  tell formulas as FORMULA rather than by their last result
    Raises  NotASheet, OldOrLockedSheet, SheetTooBig, TooManyRows, NoSuchSheet, NoHeadings
    """
    found = numbered(cells_of(bytes_of(source), sheet, formulas=formulas))
    rows = ((number, tuple(map(typed, cells))) for number, cells in found)
    top = list(islice(rows, HEADINGS_WITHIN))
    if not top:
        raise NoHeadings
    at, headings = _headings_in(top, fits, under)
    below = chain(top[at + 1 + _counts_columns(top[at + 1 : at + 2]) :], rows)
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


def _headings_in(
    top: Sequence[tuple[int, tuple[str, ...]]],
    fits: Callable[[Sequence[str]], int] | None,
    under: Callable[[str, str], str] | None,
) -> tuple[int, tuple[str, ...]]:
    """The index of the last row of the headings, and the headings."""
    rows = [tuple(" ".join(heading.split()) for heading in cells) for _, cells in top]
    if fits is None:
        return 0, rows[0]
    at = max(range(len(rows)), key=lambda index: (fits(rows[index]), -index))
    best, most = (at, rows[at]), fits(rows[at])
    for lower in (at, at + 1) if under else ():
        if 0 < lower < len(rows) and top[lower][0] == top[lower - 1][0] + 1:
            both = _two_tiers(rows[lower - 1], rows[lower], under)  # type: ignore[arg-type]
            if both and fits(both) > most and min(fits(rows[lower - 1]), fits(rows[lower])) >= LEAST_OF_TIER:
                best, most = (lower, both), fits(both)
    return best


def _two_tiers(
    upper: Sequence[str], lower: Sequence[str], under: Callable[[str, str], str]
) -> tuple[str, ...] | None:
    """Headings of two rows: a cell above is merged over those below it, or down to the row below.

    None when no cell above stands over several below, as it is with a title, or with a row of entries.
    """
    wide = max(len(upper), len(lower))
    above, beneath = _as_wide(tuple(upper), wide), _as_wide(tuple(lower), wide)
    told, over, merged = list[str](), "", False
    for column in range(wide):
        merged |= bool(over and not above[column] and beneath[column])
        over = above[column] or (over if beneath[column] else "")
        told.append(under(over, beneath[column]) if over and beneath[column] else over or beneath[column])
    return tuple(told) if merged else None


def _counts_columns(next_row: Sequence[tuple[int, tuple[str, ...]]]) -> bool:
    """Whether the row below the headings only numbers the columns: (1), (2), (3) …"""
    told = [re.fullmatch(r"\(?(\d{1,2})\)?", cell.strip()) for _, cells in next_row for cell in cells if cell]
    return len(told) > 2 and [found and int(found[1]) for found in told] == list(range(1, len(told) + 1))


def _as_wide(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    return cells[:width] + ("",) * (width - len(cells))
