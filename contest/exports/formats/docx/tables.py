"""A table of a paper: written element by element, since a list may hold thousands of rows."""

from typing import Any, Final

from docx.document import Document as Paper
from docx.shared import Mm

from contest.exports.formats.cells import alignment, shown, tidy
from contest.exports.formats.docx.marks import element, run
from contest.exports.sheet import Cell, Column, Document, Kind, Table

LONGEST_WORD: Final = {Kind.NUMBER: 3, Kind.POINTS: 6, Kind.DATE: 10, Kind.MOMENT: 10}
"""The digits that must stand on one line."""

DIGIT_EM: Final = 0.5
CAPITAL_EM: Final = 0.62
MM_PER_POINT: Final = 25.4 / 72
INNER_MM: Final = 2.5
SIZES: Final = ((92.0, 12), (135.0, 12), (165.0, 11))
SMALLEST: Final = 10
_SIDES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")


def add_table(paper: Paper, document: Document, table: Table, room: float) -> None:
    """The caption, then the table over the whole room, its headings repeated on each page."""
    if table.caption:
        paper.add_heading(tidy(table.caption), level=2)
    writer = _Rows(document, table, room)
    paper.element.body._insert_tbl(writer.table())


class _Rows:
    """The rows of one table as elements."""

    def __init__(self, document: Document, table: Table, room: float) -> None:
        self._document = document
        self._table = table
        whole = sum(column.characters for column in table.columns)
        self._size = next((size for width, size in SIZES if whole <= width), SMALLEST)
        total = table.checked_total()
        self._total = self._shown(total) if total else [""] * len(table.columns)
        least = [
            _least(column, text, self._size) for column, text in zip(table.columns, self._total, strict=True)
        ]
        self._widths = [Mm(width).twips for width in _dealt(table.columns, least, room)]

    def table(self) -> Any:
        columns = self._table.columns
        made = element("tbl", self._properties(), element("tblGrid", *self._grid()))
        made.append(self._row([tidy(column.heading) for column in columns], heading=True))
        for row in self._table.checked_rows():
            made.append(self._row(self._shown(row)))
        if self._table.total_row is not None:
            made.append(self._row(self._total, bold=True))
        return made

    def _properties(self) -> Any:
        lines = (element(side, val="single", sz=4, space=0, color="000000") for side in _SIDES)
        margins = (element(side, w=57, type="dxa") for side in ("left", "right"))
        properties = element(
            "tblPr",
            element("tblW", w=sum(self._widths), type="dxa"),
            element("jc", val="center"),
            element("tblBorders", *lines),
            element("tblLayout", type="fixed"),
            element("tblCellMar", *margins),
            element("tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1),
        )
        caption = tidy(self._table.caption or self._document.title)
        properties.append(element("tblCaption", val=caption))
        return properties

    def _grid(self) -> list[Any]:
        return [element("gridCol", w=width) for width in self._widths]

    def _shown(self, row: tuple[Cell, ...]) -> list[str]:
        return [
            shown(value, column.kind, self._document)
            for column, value in zip(self._table.columns, row, strict=True)
        ]

    def _row(self, texts: list[str], *, heading: bool = False, bold: bool = False) -> Any:
        properties = element("trPr", element("cantSplit"))
        if heading:
            properties.append(element("tblHeader"))
        made = element("tr", properties)
        for column, width, text in zip(self._table.columns, self._widths, texts, strict=True):
            place = "center" if heading else alignment(column)
            made.append(self._cell(text, width, place, heading=heading, bold=bold or heading))
        return made

    def _cell(self, text: str, width: int, alignment: str, *, heading: bool, bold: bool) -> Any:
        properties = element("tcPr", element("tcW", w=width, type="dxa"))
        if heading:
            properties.append(element("vAlign", val="center"))
        form = element("pPr", element("pStyle", val="Cell"), element("jc", val=alignment))
        return element("tc", properties, element("p", form, *self._runs(text, bold=bold)))

    def _runs(self, text: str, *, bold: bool) -> list[Any]:
        if not text:
            return []
        made = run(text, bold=bold)
        if self._size != 12:
            properties = made.find(element("rPr").tag)
            if properties is None:
                properties = element("rPr")
                made.insert(0, properties)
            properties.append(element("sz", val=self._size * 2))
        return [made]


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
