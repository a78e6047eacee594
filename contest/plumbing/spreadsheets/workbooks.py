"""XLSX workbooks, looked through before a library unpacks them.

The library keeps a sheet as a full rectangle, so two cells in opposite corners
would claim all memory and end the process. The parts are therefore read once
as a stream, with their checksums, to know how large that rectangle would be.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from contest.errors.spreadsheets import NoSuchSheet, NotASheet, SheetTooBig
from contest.plumbing.spreadsheets.formulas import FORMULA, formula_cells
from contest.plumbing.spreadsheets.rows import Value, plain

LARGEST_UNPACKED: Final = 256 * 1024 * 1024
MOST_CELLS: Final = 5_000_000
MOST_PARTS: Final = 2_000
LONGEST_TAG: Final = 64 * 1024
CHUNK: Final = 1024 * 1024
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_TAG: Final = re.compile(rb"""<(?:[A-Za-z_][\w.-]*+:)?(row|c)(?=[\s/>])((?:[^>"']++|"[^"]*+"|'[^']*+')*+)>""")
_TAG_BEGUN: Final = re.compile(rb"<(?:[A-Za-z_][\w.-]*+:)?(?:row|c)[\s/]")
_PLACE: Final = re.compile(rb"""(?:^|\s)r\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_CELL: Final = re.compile(rb"([A-Za-z]{1,3})([0-9]{1,7})")


def workbook_cells(data: bytes, sheet: str | None, *, formulas: bool = False) -> Iterator[list[Value]]:
    """The rows of one sheet from the first row on, empty ones included.

    sheet     its name; None takes the first visible one
    formulas  tell formulas as FORMULA rather than by their last result
    Raises    NotASheet, SheetTooBig, NoSuchSheet
    """
    _look_through(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        name = _name_of(book, sheet)
        found = book.get_sheet_by_name(name)
        rows = found.iter_rows()
    except CalamineError as error:
        raise NotASheet from error
    computed = formula_cells(data, name) if formulas else set()
    left = found.start[1] if found.start is not None else 0
    return (
        [FORMULA if (number, left + at) in computed else plain(cell) for at, cell in enumerate(row)]
        for number, row in enumerate(rows)
    )


def _name_of(book: CalamineWorkbook, sheet: str | None) -> str:
    if sheet is not None:
        if sheet not in book.sheet_names:
            raise NoSuchSheet(sheet=sheet, sheets=", ".join(book.sheet_names))
        return sheet
    for about in book.sheets_metadata:
        if about.typ == SheetTypeEnum.WorkSheet and about.visible == SheetVisibleEnum.Visible:
            return about.name
    raise NotASheet


def _look_through(data: bytes) -> None:
    """Refuse what is no workbook, is damaged, or would unpack beyond reason."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            if "xl/workbook.xml" not in packed.namelist():
                raise NotASheet
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise SheetTooBig
            for part in parts:
                with packed.open(part) as stream:
                    _measure(stream)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise NotASheet from error


@dataclass(slots=True)
class _Extent:
    """The rectangle that the cells of a part fill, counted from the first cell of the sheet."""

    row: int = 0
    column: int = 0
    last_row: int = 0
    last_column: int = 0

    def meet(self, tag: bytes, attributes: bytes) -> None:
        found = _PLACE.search(attributes)
        place = (found[1] or found[2] or b"") if found else None
        if tag == b"row":
            self.row = self.row + 1 if place is None else _number(place)
            self.column = 0
            return
        self.column += 1
        if place is not None:
            self._move(place)
        if not attributes.endswith(b"/"):
            self.last_row, self.last_column = max(self.last_row, self.row), max(self.last_column, self.column)
        if self.last_row * self.last_column > MOST_CELLS:
            raise SheetTooBig

    def _move(self, place: bytes) -> None:
        cell = _CELL.fullmatch(place)
        if cell is None:
            raise NotASheet
        self.column = 0
        for letter in cell[1].upper():
            self.column = self.column * 26 + letter - 64
        self.row = int(cell[2])


def _number(place: bytes) -> int:
    if not place.isdigit() or len(place) > 7:
        raise NotASheet
    return int(place)


def _measure(stream: IO[bytes]) -> None:
    """Read a part to its end, which checks it, and measure the cells in it."""
    extent, rest, first = _Extent(), b"", True
    while chunk := stream.read(CHUNK):
        if first and chunk.startswith(_WIDE):
            raise NotASheet
        first, text = False, rest + chunk
        for found in _TAG.finditer(text):
            extent.meet(found[1], found[2])
        opening = text.rfind(b"<")
        rest = b"" if opening < 0 or _TAG.match(text, opening) else text[opening:]
        if len(rest) > LONGEST_TAG:
            if _TAG_BEGUN.match(rest):
                raise SheetTooBig
            rest = b""
