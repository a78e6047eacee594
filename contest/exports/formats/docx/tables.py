"""A table of a paper: written element by element, since a list may hold thousands of rows."""

from typing import Any, Final

from docx.document import Document as Paper
from docx.shared import Mm

from contest.exports.formats import wording
from contest.exports.formats.cells import alignment, shown, tidy
from contest.exports.formats.docx.marks import element, run
from contest.exports.formats.widths import TALLEST_TOGETHER, height_of, size_of, widths_of
from contest.exports.sheet import Cell, Document, Table

_SIDES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")
_FIRST_ROW: Final = 2
"""Before it stand the table's properties and its grid."""


def add_table(paper: Paper, document: Document, table: Table, room: float, *, signed: bool = False) -> None:
    """The caption, then the table over the whole room, its headings repeated on each page.

    A short table stands on one page; of a long one the totals are never alone on a page.
    signed  its last row stays on the page of the signatures that follow
    """
    if table.caption:
        paper.add_heading(tidy(table.caption), level=2)
    made = _Rows(document, table, room).table()
    if signed:
        keep_with_next(made[-1])
    paper.element.body._insert_tbl(made)


def keep_with_next(row: Any) -> None:
    """Keep a row on the page of what follows it."""
    for form in row.iter(element("pPr").tag):
        form.find(element("pStyle").tag).addnext(element("keepNext"))


class _Rows:
    """The rows of one table as elements."""

    def __init__(self, document: Document, table: Table, room: float) -> None:
        self._document = document
        self._table = table
        self._size = size_of(table.columns)
        total = table.checked_total()
        self._total = self._shown(total) if total else [""] * len(table.columns)
        self._room = widths_of(table.columns, self._total, room, rows=table.length)
        self._widths = [Mm(width).twips for width in self._room]

    def table(self) -> Any:
        columns = self._table.columns
        made = element("tbl", self._properties(), element("tblGrid", *self._grid()))
        made.append(self._row([tidy(column.heading) for column in columns], heading=True))
        height = 0.0
        for row in self._table.checked_rows():
            texts = self._shown(row)
            made.append(self._row(texts))
            height += height_of(texts, self._room, self._size)
        if not height:
            made.append(self._no_rows())
        if self._table.total_row is not None:
            keep_with_next(made[-1])
            made.append(self._row(self._total, bold=True))
        if height <= TALLEST_TOGETHER:
            for row in made[_FIRST_ROW : -2 if self._table.total_row is not None else -1]:
                keep_with_next(row)
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

    def _no_rows(self) -> Any:
        """A row that says that there is none."""
        properties = element("tcPr", element("tcW", w=sum(self._widths), type="dxa"))
        properties.append(element("gridSpan", val=len(self._widths)))
        form = element("pPr", element("pStyle", val="Cell"), element("jc", val="center"))
        said = self._runs(wording.NO_ROWS, bold=False)
        return element("tr", element("tc", properties, element("p", form, *said)))

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
