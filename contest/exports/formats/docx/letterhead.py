"""The head of a paper and the places to sign, in the form of the Party, the State or the Youth Union."""

from typing import Final

from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from contest.exports.formats import wording
from contest.exports.formats.cells import tidy
from contest.exports.formats.docx.marks import bare, rule
from contest.exports.sheet import Document, Letterhead, LetterheadStyle, Signature

LEFT_SHARES: Final = {LetterheadStyle.PARTY: 0.45, LetterheadStyle.STATE: 0.44, LetterheadStyle.YOUTH: 0.45}
MM_PER_POINT: Final = 25.4 / 72
CAPITAL_EM: Final = 0.61
"""The mean width of a bold capital of Times, in ems."""

ROOM_TO_SIGN: Final = Pt(64)
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
        _line(table.cell(1, 0), wording.subject_line(document.subject), size=12)
    _line(table.cell(1, 1), wording.place_and_day(head), size=size, italic=True)
    _gap(paper)


def add_head(paper: Paper, head: Letterhead, room: float, *, rows: int = 1, smaller: int = 0) -> Table:
    """The organs at the left and the emblem at the right, in the first row of a frame of so many rows.

    smaller  by how many points its letters are smaller than on a paper
    """
    left = room * LEFT_SHARES[head.style]
    table: Table = paper.add_table(rows=rows, cols=2)
    bare(table, [left, room - left])
    _organs(table.cell(0, 0), head, left, smaller)
    _emblem(table.cell(0, 1), head.style, room - left, smaller)
    return table


def _organs(cell: _Cell, head: Letterhead, room: float, smaller: int) -> None:
    party = head.style is LetterheadStyle.PARTY
    size = (14 if party else 12) - smaller
    if head.upper_body:
        _line(cell, tidy(head.upper_body), size=size)
    body = tidy(head.issuing_body)
    if body:
        _line(cell, body, size=size, bold=True)
    if party:
        _line(cell, "*", size=size)
    elif body:
        last = min(len(body) * CAPITAL_EM * size * MM_PER_POINT, room)
        rule(_next(cell), room_mm=room, length_mm=last * 0.4)


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
    table = paper.add_table(rows=-(-(before + max(len(signatures), 1)) // across), cols=across)
    bare(table, [room / across] * across)
    if document.recipients:
        _recipients(table.cell(0, 0), document.recipients)
    for index, signature in enumerate(signatures):
        _signature(table.cell(*divmod(before + index, across)), signature, style)
    for row in table.rows[:-1]:
        for cell in row.cells:
            cell.paragraphs[-1].paragraph_format.space_after = BETWEEN_ROWS


def _recipients(cell: _Cell, recipients: tuple[str, ...]) -> None:
    _line(cell, wording.RECEIVED_BY, size=12, bold=True, italic=True, left=True)
    for recipient in wording.received_by(recipients):
        _line(cell, f"- {recipient}", size=11, left=True)


def _signature(cell: _Cell, signature: Signature, style: LetterheadStyle) -> None:
    """The Party writes the office below the first line lightly, the others boldly."""
    lines = wording.signature_lines(signature, style)
    for index, text in enumerate(lines):
        _line(cell, text, size=14, bold=index == 0 or style is not LetterheadStyle.PARTY)
    cell.paragraphs[-1].paragraph_format.space_after = ROOM_TO_SIGN
    _line(cell, tidy(signature.name), size=14, bold=True)


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
