"""ODS sheets, read as a stream: one part, no entities, and repeats counted before they are believed."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import IO, Any, Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from contest.errors.spreadsheets import NoSuchSheet, NotASheet, SheetTooBig
from contest.plumbing.spreadsheets.formulas import FORMULA
from contest.plumbing.spreadsheets.rows import Raw, Value, plain

MIMETYPE: Final = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
LARGEST_CONTENT: Final = 64 * 1024 * 1024
MOST_ROWS: Final = 1_100_000
MOST_CELLS: Final = 5_000_000
MOST_COLUMNS: Final = 16_384
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CELLS: Final = frozenset({f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"})
_NUMBERS: Final = frozenset({"float", "percentage", "currency"})
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    KeyError,
    ParseError,
    DefusedXmlException,
    ValueError,
)


def is_opendocument(data: bytes) -> bool:
    """Whether these bytes begin as an ODS file does."""
    return MIMETYPE in data[:200]


def opendocument_cells(data: bytes, sheet: str | None, *, formulas: bool = False) -> Iterator[list[Value]]:
    """The rows of one sheet from the first row on; empty ones are empty lists.

    sheet     its name; None takes the first one
    formulas  tell formulas as FORMULA rather than by their last result
    Raises    NotASheet, SheetTooBig, NoSuchSheet; all before the first row is given
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed, packed.open("content.xml") as part:
            return iter(_rows(_Measured(part), sheet, formulas))
    except _BROKEN as error:
        raise NotASheet from error


class _Measured(io.RawIOBase):
    """A part that ends the reading when it grows beyond reason."""

    def __init__(self, part: IO[bytes]) -> None:
        self._part, self._left = part, LARGEST_CONTENT

    def read(self, size: int = -1) -> bytes:
        """The next bytes. Raises SheetTooBig."""
        found = self._part.read(64 * 1024 if size < 0 else size)
        self._left -= len(found)
        if self._left < 0:
            raise SheetTooBig
        return found


@dataclass(slots=True)
class _Taken:
    """Rows so far; empty ones wait until one follows that is not."""

    rows: list[list[Value]] = field(default_factory=list)
    blank: int = 0
    cells: int = 0
    seen: int = 0

    def take(self, row: list[Value], times: int) -> None:
        self.seen += 1
        if not row:
            self.blank += times
            return
        self.cells += self.blank + len(row) * times
        if self.cells > MOST_CELLS:
            raise SheetTooBig
        self.rows += [[]] * self.blank + [row] * times
        self.blank = 0


def _rows(part: Any, sheet: str | None, formulas: bool) -> list[list[Value]]:
    taken, wanted = _Taken(), False
    names: list[str] = []
    for event, element in iterparse(part, events=("start", "end"), forbid_dtd=True):
        if element.tag == f"{_TABLE}table":
            if event == "end" and wanted:
                return taken.rows
            if event == "start":
                names.append(element.get(f"{_TABLE}name", ""))
                wanted = names[-1] == sheet if sheet is not None else len(names) == 1
        elif event == "end" and element.tag == f"{_TABLE}table-row":
            taken.take(_cells(element, formulas) if wanted else [], _times(element, "rows"))
            element.clear()
            if taken.seen > MOST_ROWS:
                raise SheetTooBig
    if sheet is not None:
        raise NoSuchSheet(sheet=sheet, sheets=", ".join(names))
    return taken.rows


def _cells(row: Element, formulas: bool) -> list[Value]:
    """The cells of a row up to the last that holds anything."""
    found: list[Value] = []
    blank = 0
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        computed = formulas and cell.get(f"{_TABLE}formula") is not None
        value, times = FORMULA if computed else plain(_value(cell)), _times(cell, "columns")
        if value is None:
            blank += times
            continue
        if len(found) + blank + times > MOST_COLUMNS:
            raise SheetTooBig
        found += [None] * blank + [value] * times
        blank = 0
    return found


def _value(cell: Element) -> Raw:
    kind = cell.get(f"{_OFFICE}value-type", "")
    if kind in _NUMBERS:
        return float(cell.get(f"{_OFFICE}value", "nan"))
    if kind == "date":
        day = cell.get(f"{_OFFICE}date-value", "")
        return datetime.fromisoformat(day) if "T" in day else date.fromisoformat(day)
    said = cell.get(f"{_OFFICE}string-value")
    return said if said is not None else "\n".join(_words(line) for line in cell.findall(f"{_TEXT}p"))


def _words(line: Element) -> str:
    """The text of a paragraph, with its spaces, tabs and line breaks; notes beside the cell are not in it."""
    said = [line.text or ""]
    for part in line:
        match part.tag.removeprefix(_TEXT):
            case "s":
                said.append(" " * min(int(part.get(f"{_TEXT}c", "1")), 100))
            case "tab":
                said.append("\t")
            case "line-break":
                said.append("\n")
            case "note":
                pass
            case _:
                said.append(_words(part))
        said.append(part.tail or "")
    return "".join(said)


def _times(element: Element, what: str) -> int:
    return max(1, int(element.get(f"{_TABLE}number-{what}-repeated", "1")))
