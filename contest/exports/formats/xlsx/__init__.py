"""XLSX: one sheet for each table or chart, with real numbers and days, ready to print on A4
(across when a table is wide). A chart stands below the table of its values, and follows it.

Text never becomes a formula, a link or a number. A text that begins like a
formula keeps every character and carries Excel's own mark for quoted text, so
that editing the cell calculates nothing either. Rows stream to a temporary
file: memory does not grow with them. The letterhead stands on the first sheet,
notes and signatures on the last, before the annexes.
"""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, BinaryIO, Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from contest.exports.formats import wording
from contest.exports.formats.cells import alignment, rounded, tidy
from contest.exports.formats.xlsx.charts import drawn, rows_high
from contest.exports.formats.xlsx.leaves import Leaf, leaves_of
from contest.exports.formats.xlsx.page import Page
from contest.exports.formats.xlsx.styles import FONT, Styles
from contest.exports.sheet import Cell, Column, Document, Kind, Margins, Table
from contest.plumbing.formulas import is_formula
from contest.plumbing.scratch import scratch

media_type: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
suffix: Final = ".xlsx"

A4: Final = 9
INCH: Final = 25.4
HIGHEST_FROZEN: Final = 300.0
"""In points: a frozen head beyond this would leave a small screen no room for the rows."""

LONGEST_TEXT: Final = 32_767
LONGEST_NAME: Final = 31
FIRST_YEAR: Final = 1901
"""Excel knows no day before 1900 and miscounts the first two months of that year."""

_NOT_IN_A_SHEET_NAME: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
_NO_TABLE: Final = Table("", (Column("left", "", width=45), Column("right", "", width=50)), ())


def write(document: Document, out: BinaryIO) -> None:
    """Write the document as a workbook."""
    with scratch("export") as folder:
        workbook = Workbook(out, _options(str(folder)))
        try:
            _fill(workbook, document)
        except BaseException:
            for sheet in workbook.worksheets():
                sheet._opt_close()
            raise
        workbook.close()


def _options(folder: str) -> dict[str, Any]:
    """Made anew each time, since the library writes into them."""
    return {
        "constant_memory": True,
        "tmpdir": folder,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": dict(FONT),
    }


def _fill(workbook: Workbook, document: Document) -> None:
    made_at = document.made_at.astimezone(UTC).replace(tzinfo=None)
    workbook.set_size(2400, 1600)
    workbook.set_properties({"title": wording.named(document)[:255], "created": made_at})
    styles, leaves = Styles(workbook), leaves_of(document)
    for leaf, name in zip(leaves, _sheet_names(leaves, document), strict=True):
        table = leaf.table or _NO_TABLE
        widths = [column.characters for column in table.columns]
        page = Page(
            _sheet(workbook, name, widths, document.letterhead.margins, across=leaf.across), styles, widths
        )
        if leaf.first:
            page.letterhead(document)
            page.titles(document)
        if leaf.annex is not None:
            page.heading(leaf.annex.title, leaf.annex.lines)
        for passage in leaf.before:
            page.passage(passage)
        if table.caption:
            page.wide(tidy(table.caption), bold=True, align="left")
        head = page.row
        if leaf.table is not None:
            _Rows(page, document, table).write()
        if leaf.chart is not None:
            about = {"description": tidy(leaf.chart.about)}
            page.sheet.insert_chart(page.row + 1, 0, drawn(workbook, name, head, leaf.chart), about)
            page.row += rows_high(leaf.chart)
        for passage in leaf.after:
            page.passage(passage)
        if leaf.last:
            page.ending(document)
        page.sheet._opt_close()  # opened again when the book is put together: a unit a sheet is a file open a unit


def _sheet(
    workbook: Workbook, name: str, widths: list[float], margins: Margins, *, across: bool
) -> Worksheet:
    """A sheet set for A4, no wider than the page, page numbers below."""
    sheet = workbook.add_worksheet(name)
    if across:
        sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(margins.left / INCH, margins.right / INCH, margins.top / INCH, margins.bottom / INCH)
    sheet.set_footer("&C&P/&N")
    sheet.center_horizontally()
    sheet.hide_gridlines(2)
    for index, width in enumerate(widths):
        sheet.set_column(index, index, width)
    return sheet


def _sheet_names(leaves: Sequence[Leaf], document: Document) -> list[str]:
    """The captions as Excel takes them: not too long, none twice, some signs never."""
    names: list[str] = []
    taken: set[str] = set()
    for number, leaf in enumerate(leaves, 1):
        said = _called(leaf) or document.title
        text = _NOT_IN_A_SHEET_NAME.sub(" ", tidy(said)).strip(" '")
        name = _cut(text, LONGEST_NAME).strip(" '") or f"Bảng {number}"
        if name.casefold() in taken:
            told_apart = f" ({number})"
            name = _cut(name, LONGEST_NAME - len(told_apart)) + told_apart
        taken.add(name.casefold())
        names.append(name)
    return names


def _cut(text: str, room: int) -> str:
    """As much of a text as fits into so many signs as Excel counts them: some take the room of two."""
    return text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore")


def _called(leaf: Leaf) -> str:
    """What a sheet is called after: its table or chart, the annex that begins there."""
    if leaf.table is not None and leaf.table.caption:
        return leaf.table.caption
    return leaf.annex.title if leaf.annex is not None else ""


class _Rows:
    """A table's heading and rows on a page."""

    def __init__(self, page: Page, document: Document, table: Table) -> None:
        self._page = page
        self._document = document
        self._table = table
        self._sheet: Worksheet = page.sheet
        self._widths = [column.characters for column in table.columns]
        self._aligned = [alignment(column) for column in table.columns]

    def write(self) -> None:
        """The headings, frozen and repeated on each printed page, then the rows, then the totals."""
        page, columns = self._page, self._table.columns
        page.fit([(tidy(column.heading), column.characters) for column in columns])
        for index, column in enumerate(columns):
            self._sheet.write_string(page.row, index, tidy(column.heading), page.styles.heading())
        if page.height <= HIGHEST_FROZEN:
            self._sheet.freeze_panes(page.row + 1, 0)
        self._sheet.repeat_rows(page.row)
        page.row += 1
        first = page.row
        for row in self._table.checked_rows():
            self._row(row)
            page.forget_height()
        if page.row == first:
            page.wide(wording.NO_ROWS, italic=True, align="center")
        total = self._table.checked_total()
        if total is not None:
            self._row(total, total=True)

    def _row(self, row: tuple[Cell, ...], *, total: bool = False) -> None:
        self._page.fit([(v, w) for w, v in zip(self._widths, row, strict=True) if isinstance(v, str)])
        for index, (column, value) in enumerate(zip(self._table.columns, row, strict=True)):
            self._cell(index, column, value, total=total)
        self._page.row += 1

    def _cell(self, place: int, column: Column, value: Cell, *, total: bool) -> None:
        row, styles, kind = self._page.row, self._page.styles, column.kind
        align = self._aligned[place]
        plain = styles.cell(kind, align, total=total)
        match value:
            case None:
                self._sheet.write_blank(row, place, None, plain)
            case str():
                self._text(place, tidy(value), column, total=total)
            case int() | Decimal():
                number = rounded(Decimal(value)) if kind is Kind.POINTS else Decimal(value)
                broken = kind is Kind.NUMBER and number != number.to_integral_value()
                style = styles.cell(kind, align, broken=broken, total=total)
                self._sheet.write_number(row, place, number, style)
            case date() if value.year < FIRST_YEAR:
                self._text(place, f"{value:%d/%m/%Y}", column, total=total)
            case datetime():
                wall = self._document.local(value).replace(tzinfo=None)
                self._sheet.write_datetime(row, place, wall, plain)
            case _:
                self._sheet.write_datetime(row, place, value, plain)

    def _text(self, place: int, text: str, column: Column, *, total: bool) -> None:
        """Text, shortened where Excel would refuse the whole cell."""
        if len(text) > LONGEST_TEXT:
            text = text[: LONGEST_TEXT - 1] + "…"
        align = self._aligned[place]
        style = self._page.styles.cell(column.kind, align, quoted=is_formula(text), total=total)
        self._sheet.write_string(self._page.row, place, text, style)
