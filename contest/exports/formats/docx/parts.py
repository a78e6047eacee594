"""The pieces of a paper between its title and its signatures: passages, tables and charts by turns."""

from typing import Final

from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from contest.exports.formats import wording
from contest.exports.formats.cells import tidy
from contest.exports.formats.docx.charts import add_chart
from contest.exports.formats.docx.tables import add_table
from contest.exports.sheet import Chart, Document, Part, Passage, PassageForm

BELOW_A_TABLE: Final = Pt(6)


def add_part(paper: Paper, document: Document, part: Part, room: float, *, signed: bool = False) -> None:
    """One piece, in its place among the others.

    signed  its last line stays on the page of the signatures that follow
    """
    match part:
        case Passage():
            _add_passage(paper, part, signed=signed)
        case Chart():
            add_chart(paper, document, part, room)
        case _:
            add_table(paper, document, part, room, signed=signed)


def add_paragraph(paper: Paper, text: str, *, lead: str = "", slanted: bool = False) -> Paragraph:
    """A paragraph of the text, its first words bold when a lead is given."""
    below_a_table = paper.element.body[-2].tag == qn("w:tbl") if len(paper.element.body) > 1 else False
    paragraph = paper.add_paragraph()
    if below_a_table:
        paragraph.paragraph_format.space_before = BELOW_A_TABLE
    if lead:
        paragraph.add_run(f"{tidy(lead)} ").bold = True
    run = paragraph.add_run(tidy(text))
    if slanted:
        run.italic = True
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Mm(10)
    return paragraph


def add_addressees(paper: Paper, document: Document) -> None:
    """Kính gửi, in the middle of the page."""
    lines = wording.addressed(document.addressees)
    for place, text in enumerate(lines):
        line = paper.add_paragraph(text)
        line.paragraph_format.left_indent = Mm(35)
        line.paragraph_format.space_after = Pt(0 if place < len(lines) - 1 else 12)


def _add_passage(paper: Paper, passage: Passage, *, signed: bool) -> None:
    if passage.heading:
        paper.add_heading(tidy(passage.heading), level=passage.level)
    for place, text in enumerate(passage.paragraphs):
        if passage.form is PassageForm.CENTRED:
            line = paper.add_paragraph()
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            line.paragraph_format.keep_with_next = True
            line.add_run(tidy(text)).bold = True
            continue
        lead = passage.lead if place == 0 else ""
        written = add_paragraph(paper, text, lead=lead, slanted=passage.form is PassageForm.SLANTED)
        written.paragraph_format.keep_with_next = signed and place == len(passage.paragraphs) - 1
