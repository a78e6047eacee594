"""DOCX: a paper as a Vietnamese office hands it out, in the form of the Party, the State or the Youth Union.

A4 with margins of 20, 20, 30 and 15 mm (across when a table is wide), Times
New Roman 14, the page number at the top from the second page on, headings
tagged, the headings of tables repeated and marked.
"""

from typing import BinaryIO, Final

from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from contest.exports.formats.cells import tidy
from contest.exports.formats.docx.letterhead import add_letterhead, add_signatures
from contest.exports.formats.docx.marks import rule
from contest.exports.formats.docx.paper import new_paper, save, turn_page
from contest.exports.formats.docx.parts import add_addressees, add_paragraph, add_part
from contest.exports.sheet import Document, LetterheadStyle

media_type: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
suffix: Final = ".docx"


def write(document: Document, out: BinaryIO) -> None:
    """Write the document as a paper."""
    paper, room = new_paper(document)
    add_letterhead(paper, document, room)
    if not document.subject:
        add_titles(paper, document, room, document.title, document.lines)
    add_addressees(paper, document)
    for text in document.paragraphs:
        add_paragraph(paper, text)
    body, ended = document.body, bool(document.closing or document.footnotes)
    for place, part in enumerate(body):
        add_part(paper, document, part, room, signed=not ended and place == len(body) - 1)
    for place, text in enumerate(document.closing):
        written = add_paragraph(paper, text)
        written.paragraph_format.space_before = Pt(6 if place == 0 else 0)
        written.paragraph_format.keep_with_next = place == len(document.closing) - 1
    for index, text in enumerate(document.footnotes):
        note = paper.add_paragraph()
        note.paragraph_format.space_before = Pt(6 if index == 0 else 0)
        note.paragraph_format.keep_with_next = index == len(document.footnotes) - 1
        said = note.add_run(tidy(text))
        said.italic, said.font.size = True, Pt(12)
    add_signatures(paper, document, room)
    for annex in document.annexes:
        room = turn_page(paper, document.letterhead.margins, turned=annex.across)
        add_titles(paper, document, room, annex.title, annex.lines)
        for part in annex.parts:
            add_part(paper, document, part, room)
    save(paper, out)


def add_titles(paper: Paper, document: Document, room: float, title: str, lines: tuple[str, ...]) -> None:
    """The title, what it is about, and the mark below them that the style asks for."""
    paper.add_heading(tidy(title), level=1)
    for text in lines:
        line = paper.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.space_after = Pt(0)
        line.add_run(tidy(text)).bold = True
    below = paper.add_paragraph()
    if document.letterhead.style is LetterheadStyle.PARTY:
        below.alignment = WD_ALIGN_PARAGRAPH.CENTER
        below.add_run("-----")
    else:
        rule(below, room_mm=room, length_mm=40)
        below.paragraph_format.space_after = Pt(10)
