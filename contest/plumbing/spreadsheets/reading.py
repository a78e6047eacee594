"""From a file to rows: which kind it is, where the headings stand, which columns they name."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Final

from contest.errors.spreadsheets import (
    ColumnsMissing,
    HeadingTwice,
    NoHeadings,
    NotASheet,
    OldOrLockedSheet,
    SheetTooBig,
    TooManyRows,
)
from contest.plumbing.spreadsheets.opendocument import is_opendocument, opendocument_cells
from contest.plumbing.spreadsheets.rows import Row, Value, heading_key
from contest.plumbing.spreadsheets.separated import separated_cells
from contest.plumbing.spreadsheets.workbooks import workbook_cells

LARGEST: Final = 32 * 1024 * 1024
HEADINGS_WITHIN: Final = 50
"""The rows, from above, among which the headings are looked for below titles and letterheads."""

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS: Final = (b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"<!DOCTYPE", b"<html", b"<?xml")

Cells = Sequence[Value]


def read_rows(
    source: Path | bytes, *, sheet: str | None = None, limit: int = 100_000, needs: Collection[str] = ()
) -> Iterator[Row]:
    """The rows of an XLSX, ODS or CSV file under its headings; empty rows are left out.

    sheet   name of the sheet in a workbook; None takes the first one
    limit   the most rows taken, headings and empty rows not counted
    needs   keys of the columns that must be there; the headings are the first row that has them all, so
            that a letterhead and titles may stand above. Without needs, the first row that is not empty
    Raises  NotASheet, OldOrLockedSheet, SheetTooBig, TooManyRows, NoSuchSheet, NoHeadings,
            ColumnsMissing, HeadingTwice: all before the first row is given
    """
    data = bytes_of(source)
    rows = numbered(cells_of(data, sheet))
    top = list(islice(rows, HEADINGS_WITHIN))
    at = _headings_at(top, frozenset(needs))
    keys = _keys_of(top[at][1])
    taken = (Row(number, dict(_paired(keys, cells))) for number, cells in chain(top[at + 1 :], rows))
    filled = (row for row in taken if any(value is not None for value in row.values.values()))
    found = list(islice(filled, limit + 1))
    if len(found) > limit:
        raise TooManyRows(limit=limit)
    return iter(found)


def bytes_of(source: Path | bytes) -> bytes:
    """The bytes of a sheet. Raises SheetTooBig."""
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    if size > LARGEST:
        raise SheetTooBig
    return source if isinstance(source, bytes) else source.read_bytes()


def cells_of(data: bytes, sheet: str | None, *, formulas: bool = False) -> Iterable[Cells]:
    """The rows of a sheet, whichever kind of file it is; refuses what is none. In text a formula is text."""
    if is_opendocument(data):
        return opendocument_cells(data, sheet, formulas=formulas)
    if data.startswith(_ZIP):
        return workbook_cells(data, sheet, formulas=formulas)
    if data.startswith(_OLE):
        raise OldOrLockedSheet
    if data.lstrip()[:16].startswith(_OTHERS):
        raise NotASheet
    return separated_cells(data)


def numbered(cells: Iterable[Cells]) -> Iterator[tuple[int, Cells]]:
    """The rows that hold anything, with their numbers."""
    return ((number, row) for number, row in enumerate(cells, 1) if any(v is not None for v in row))


def _headings_at(top: Sequence[tuple[int, Cells]], needs: frozenset[str]) -> int:
    """The index of the row of headings: the first that lacks the fewest of the needed keys."""
    if not top:
        raise NoHeadings
    lacking = [needs - {heading_key(str(value)) for value in cells if value is not None} for _, cells in top]
    best = min(range(len(top)), key=lambda index: len(lacking[index]))
    if lacking[best]:
        raise ColumnsMissing(columns=", ".join(sorted(lacking[best])))
    return best


def _keys_of(headings: Cells) -> list[str]:
    """The key of each column; "" for one without a heading."""
    keys = ["" if value is None else heading_key(str(value)) for value in headings]
    for index, key in enumerate(keys):
        if key and key in keys[:index]:
            raise HeadingTwice(heading=str(headings[index]))
    return keys


def _paired(keys: Sequence[str], cells: Cells) -> Iterator[tuple[str, Value]]:
    return ((key, cells[index] if index < len(cells) else None) for index, key in enumerate(keys) if key)
