"""The head of a paper and the places to sign, in the form of the Party, the State or the Youth Union."""

from typing import Final

from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Length, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from contest.exports.formats import wording
from contest.exports.formats.cells import tidy
from contest.exports.formats.docx.marks import bare, rule
from contest.exports.formats.widths import MM_PER_POINT, ems, lines_of
from contest.exports.sheet import Document, Letterhead, LetterheadStyle

ROOM_TO_SIGN: Final = 64
"""In points; more where an office has fewer lines than those beside it, so that all names stand on one line."""

LINE: Final = 16.1
"""The height of a line of 14 points, in points."""

BETWEEN_ROWS: Final = Pt(17)


def add_letterhead(paper: Paper, document: Document, room: float) -> None:
    """The organs, the number and a letter's subject at the left; the emblem, place and day at the right."""
    head = document.letterhead
    if head.style is LetterheadStyle.NONE:
        return
    table = add_head(paper, head, room, rows=2)
    size = 14 if head.style is LetterheadStyle.PARTY else 13
    _line(table.cell(1, 0), wording.number_line(head), size=size)
    if document.subject:
        slanted = head.style is LetterheadStyle.PARTY
        _line(table.cell(1, 0), wording.subject_line(document.subject), size=12, italic=slanted)
    _line(table.cell(1, 1), wording.place_and_day(head), size=size, italic=True)
    _gap(paper)


def add_head(paper: Paper, head: Letterhead, room: float, *, rows: int = 1, smaller: int = 0) -> Table:
    """The organs at the left and the emblem at the right, in the first row of a frame of so many rows.

    smaller  by how many points its letters are smaller than on a paper
    """
    left = room * wording.LEFT_SHARES[head.style]
    table: Table = paper.add_table(rows=rows, cols=2)
    bare(table, [left, room - left])
    _organs(table.cell(0, 0), head, room, smaller)
    _emblem(table.cell(0, 1), head.style, room - left, smaller)
    return table


def _organs(cell: _Cell, head: Letterhead, room: float, smaller: int) -> None:
    size = wording.organ_size(head.style) - smaller
    upper, body = wording.organs(head, room)
    if upper:
        _line(cell, upper, size=size)
    if body:
        _line(cell, body, size=size, bold=True)
    if head.style is LetterheadStyle.PARTY:
        _line(cell, "*", size=size)
    elif body:
        left = room * wording.LEFT_SHARES[head.style]
        longest = min(max(map(ems, body.split("\n"))) * size * MM_PER_POINT, left)
        rule(_next(cell), room_mm=left, length_mm=longest * 0.4)


def _emblem(cell: _Cell, style: LetterheadStyle, room: float, smaller: int) -> None:
    emblem = wording.EMBLEMS[style]
    for text, size in zip(emblem.lines, emblem.sizes, strict=True):
        _line(cell, text, size=size - smaller, bold=True)
    rule(_next(cell), room_mm=room, length_mm=emblem.ems * (emblem.sizes[-1] - smaller) * MM_PER_POINT)


def add_signatures(paper: Paper, document: Document, room: float) -> None:
    """Who receives the document at the left, then those who sign, side by side and on one page."""
    signatures, style = document.signatures, document.letterhead.style
    if not signatures and not document.recipients:
        return
    _gap(paper)
    before, across = wording.places_beside(document)
    shares = wording.places_wide(document)
    widths = [room * share / sum(shares) for share in shares]
    table = paper.add_table(rows=-(-(before + max(len(signatures), 1)) // across), cols=across)
    bare(table, widths)
    if document.recipients:
        _recipients(table.cell(0, 0), document.recipients, style)
    offices = [wording.signature_lines(one, style) for one in signatures]
    taken = [
        sum(lines_of(line, 14, widths[place % across]) for line in lines)
        for place, lines in enumerate(offices, start=before)
    ]
    for index, signature in enumerate(signatures):
        row, column = divmod(before + index, across)
        beside = taken[max(0, row * across - before) : (row + 1) * across - before]
        gap = Pt(ROOM_TO_SIGN + LINE * (max(beside) - taken[index]))
        _signature(table.cell(row, column), offices[index], tidy(signature.name), style, gap)
    for row in table.rows[:-1]:
        for cell in row.cells:
            cell.paragraphs[-1].paragraph_format.space_after = BETWEEN_ROWS


def _recipients(cell: _Cell, recipients: tuple[str, ...], style: LetterheadStyle) -> None:
    """The Party underlines the words above them; the others write them slanted and bold."""
    party = style is LetterheadStyle.PARTY
    _line(cell, wording.RECEIVED_BY, size=14 if party else 12, bold=not party, italic=not party, left=True)
    cell.paragraphs[-1].runs[0].underline = party
    for recipient in wording.received_by(recipients):
        _line(cell, f"- {recipient}", size=12 if party else 11, left=True)


def _signature(cell: _Cell, lines: tuple[str, ...], name: str, style: LetterheadStyle, gap: Length) -> None:
    """The Party writes the office below the first line lightly, the others boldly."""
    for index, text in enumerate(lines):
        _line(cell, text, size=14, bold=index == 0 or style is not LetterheadStyle.PARTY)
    cell.paragraphs[-1].paragraph_format.space_after = gap
    _line(cell, name, size=14, bold=True)


def _line(
    cell: _Cell, text: str, *, size: int, bold: bool = False, italic: bool = False, left: bool = False
) -> None:
    paragraph = _next(cell)
    if left:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic


def _next(cell: _Cell) -> Paragraph:
    """The cell's first paragraph while it is empty, then a new one."""
    first: Paragraph = cell.paragraphs[0]
    fresh: Paragraph = cell.add_paragraph() if _is_head(first) else first
    fresh.style = "Head"
    fresh.paragraph_format.keep_with_next = True
    return fresh


def _is_head(paragraph: Paragraph) -> bool:
    return paragraph.style is not None and paragraph.style.name == "Head"


def _gap(paper: Paper) -> None:
    form = paper.add_paragraph().paragraph_format
    form.space_after, form.line_spacing, form.keep_with_next = Pt(0), Pt(10), True
