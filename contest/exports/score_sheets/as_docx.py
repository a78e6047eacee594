"""Score sheets as DOCX, to be changed in Word or LibreOffice before they are printed; the code stays what it is.

Written element by element, since a printing holds up to a thousand sheets.
"""

import io
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any, Final

from docx.document import Document as Paper
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.shape import CT_Inline
from docx.shared import Mm

from contest.exports.formats import docx as word
from contest.exports.formats import wording
from contest.exports.formats.docx.letterhead import add_head
from contest.exports.formats.docx.marks import element
from contest.exports.formats.docx.paper import new_paper, save
from contest.exports.score_sheets.fitting import (
    MOST,
    NUMBER,
    POINTS,
    QR,
    SMALLER,
    STEP,
    WEIGHT,
    WIDE,
    Look,
    left_for_remark,
    look_of,
    name_wide,
    remark_size,
    title_size,
    writing_lines,
)
from contest.exports.score_sheets.pieces import bare_cell, cell, frame, grid, line, words
from contest.exports.score_sheets.qr import as_png
from contest.exports.score_sheets.said import DRAFT, MARGINS, TITLE, WORDS, SheetSaid, SheetsSaid
from contest.exports.sheet import Document, LetterheadStyle

media_type: Final = word.media_type
suffix: Final = word.suffix

PNG: Final = "image/png"
GREY: Final = "404040"
OFFICE_WIDE: Final = 78.0


def write(said: SheetsSaid) -> bytes:
    """The DOCX, A4, one sheet a page; a very long remark goes on on the next page."""
    head = replace(said.head, margins=MARGINS)
    paper, _room = new_paper(Document(TITLE, said.made_at, (said.about,), head), numbered=False)
    sheets = _Sheets(paper, said)
    body: Any = paper.element.body
    last = body.sectPr
    for place, one in enumerate(said.sheets):
        for made in sheets.sheet(place, one):
            last.addprevious(made)
    out = io.BytesIO()
    save(paper, out)
    return out.getvalue()


class _Sheets:
    """The sheets of one printing as elements: what they say alike is made once."""

    def __init__(self, paper: Paper, said: SheetsSaid) -> None:
        self._paper, self._said = paper, said
        self._look: Look = look_of(said)
        self._weighted = said.weighted
        self._widths = [NUMBER, name_wide(said), MOST, STEP, *([WEIGHT] * said.weighted), POINTS]
        self._head = self._made_head()
        self._heads, self._rows = self._row_of_heads(), self._rows_alike()

    def sheet(self, place: int, one: SheetSaid) -> Iterator[Any]:
        """One sheet; every further one begins a page, whatever was added to the one before."""
        yield line([], before_page=place > 0, exact=1)
        if self._head is not None:
            yield deepcopy(self._head)
        yield line([words(TITLE, bold=True, size=16)], style="Heading1", before=4)
        yield line([words(self._said.about, size=11, colour=GREY)], side="center", after=6)
        yield self._told(place, one)
        yield line(
            [words(DRAFT, size=10, colour=GREY)] if one.draft else [], after=2, exact=0 if one.draft else 6
        )
        yield self._rubric(one)
        yield from self._in_words(one)
        yield from self._remark(one)
        yield self._signing(one)

    def _made_head(self) -> Any:
        if self._said.head.style is LetterheadStyle.NONE:
            return None
        made: Any = add_head(self._paper, self._said.head, WIDE, smaller=SMALLER)._tbl
        made.getparent().remove(made)
        return made

    def _told(self, place: int, one: SheetSaid) -> Any:
        """What is read, at the left; the code that leads to it, at the right."""
        said = [
            line([words(f"{WORDS['code']}: ", colour=GREY), words(one.code, bold=True, size=22)], after=2),
            line(
                [
                    words(f"{WORDS['entry']}: ", colour=GREY),
                    words(one.title, bold=True, size=title_size(one.title)),
                ],
                after=2,
            ),
            line([words(f"{WORDS['category']}: ", colour=GREY), words(one.category)], after=2),
            line([words(f"{WORDS['judge']}: ", colour=GREY), words(one.judge)], after=2),
        ]
        code = [
            line([element("r", element("drawing", self._picture(place, one)))], side="center"),
            line([words(one.token, size=7, colour=GREY)], side="center"),
        ]
        left = WIDE - QR - 4
        return frame([left, QR + 4], [bare_cell(left, said), bare_cell(QR + 4, code)])

    def _picture(self, place: int, one: SheetSaid) -> Any:
        """The QR code in the line; who cannot see it is told what it is and what it says."""
        package: Any = self._paper.part.package
        name = f"qr{place + 1}.png"
        part = Part(PackURI(f"/word/media/{name}"), PNG, as_png(one.address), package)
        link = self._paper.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
        made: Any = CT_Inline.new_pic_inline(place + 1, link, name, Mm(QR), Mm(QR))
        made.docPr.set("descr", f"{WORDS['qr']} {one.token}")
        return made

    def _row_of_heads(self) -> Any:
        size = self._look.size - 1
        made = element("tr", element("trPr", element("cantSplit"), element("tblHeader")))
        for name, wide in zip(self._said.headings, self._widths, strict=True):
            made.append(cell(wide, [line([words(name, bold=True, size=size)], side="center")]))
        return made

    def _rubric(self, one: SheetSaid) -> Any:
        """The table: what all sheets say alike, and in the last column what was given."""
        size = self._look.size
        made = grid(self._widths, caption=f"{TITLE} {one.code}", pad=self._look.padding / 2)
        made.append(deepcopy(self._heads))
        given = [_centred(text, size + 2, bold=True) for text in one.points]
        given.append(_centred(one.total, size + 3, bold=True))
        for row, lines in zip(self._rows, given, strict=True):
            copy = deepcopy(row)
            copy.append(cell(POINTS, lines))
            made.append(copy)
        return made

    def _rows_alike(self) -> list[Any]:
        """A row for each criterion, then the total's, without the column of points."""
        size, widths = self._look.size, self._widths[:-1]
        rows = []
        for number, row in enumerate(self._said.rubric, start=1):
            name = [line([words(row.name, bold=True, size=size)])]
            if self._look.told and row.about:
                name.append(line([words(row.about, size=size - 1, colour=GREY)]))
            numbers = (row.most, row.step, *((row.weight,) * self._weighted))
            cells = [_centred(str(number), size), name, *(_centred(text, size) for text in numbers)]
            rows.append(_row(cell(wide, lines) for wide, lines in zip(widths, cells, strict=True)))
        total = [line([words(WORDS["total"], bold=True, size=size)], side="right")]
        scale = _centred(self._said.scale, size, bold=True)
        between = [cell(wide, [line([])]) for wide in widths[3:]]
        rows.append(_row([cell(widths[0] + widths[1], total, across=2), cell(MOST, scale), *between]))
        return rows

    def _in_words(self, one: SheetSaid) -> Iterator[Any]:
        said = [words(f"{WORDS['in_words']} "), words(one.total_words or "\t", bold=bool(one.total_words))]
        yield line(said, before=6, after=6, dotted=not one.total_words)

    def _remark(self, one: SheetSaid) -> Iterator[Any]:
        left = left_for_remark(self._said, one, self._look)
        if one.remark:
            yield line([words(WORDS["remark"])], after=3)
            yield line([words(one.remark, size=remark_size(one.remark, left))], after=8)
            return
        yield line([words(f"{WORDS['remark']} "), words(WORDS["optional"], size=10, colour=GREY)])
        for _ in range(writing_lines(left)):
            yield line([words("\t")], dotted=True, exact=21)
        yield line([], exact=8)

    def _signing(self, one: SheetSaid) -> Any:
        """The office's part at the left, in a box of its own; the judge's day and name at the right."""
        office = [
            line([words(WORDS["office"], size=10, colour=GREY)], after=10),
            line(
                [words(f"{WORDS['first']} \t", size=10, colour=GREY)],
                dotted=True,
                wide=OFFICE_WIDE - 6,
                after=10,
            ),
            line(
                [words(f"{WORDS['second']} \t", size=10, colour=GREY)],
                dotted=True,
                wide=OFFICE_WIDE - 6,
                after=6,
            ),
        ]
        judge = [
            line([words(wording.place_and_day(self._said.head), italic=True)], side="center"),
            line([words(WORDS["signature"], bold=True)], side="center"),
            line([words(WORDS["sign"], size=10, colour=GREY)], side="center", after=46),
            line([words(one.judge, bold=True)], side="center"),
        ]
        right = WIDE - OFFICE_WIDE
        return frame(
            [OFFICE_WIDE, right],
            [bare_cell(OFFICE_WIDE, office, boxed=True), bare_cell(right, judge)],
        )


def _centred(text: str, size: int, *, bold: bool = False) -> list[Any]:
    return [line([words(text, bold=bold, size=size)] if text else [], side="center")]


def _row(cells: Iterable[Any]) -> Any:
    return element("tr", element("trPr", element("cantSplit")), *cells)
