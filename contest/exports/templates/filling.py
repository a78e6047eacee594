"""The DOCX of a document by an organizers' template; the same document and template give the same bytes."""

from collections.abc import Mapping
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Final

import docx
from docx.document import Document as Paper

from contest.exports.formats.docx import add_titles
from contest.exports.formats.docx.paper import add_styles, name_properties, save, turn_page
from contest.exports.formats.docx.parts import add_part
from contest.exports.sheet import Document
from contest.exports.templates.fields import LISTS, ROW, WHOLE, Answers, answers_of
from contest.exports.templates.places import TR, paragraphs_of, put, row_of, spots_in, text_of

EMU_PER_MM: Final = 36_000


def fill(template: Path, document: Document, out: BinaryIO) -> None:
    """Write the document by a template that was checked; a column that this copy leaves out stays empty."""
    paper = docx.Document(BytesIO(template.read_bytes()))
    add_styles(paper)
    name_properties(paper, document)
    answers = answers_of(document)
    for root in (paper.element.body, *_around(paper)):
        _fill(paper, document, root, answers)
    save(paper, out)


def _fill(paper: Paper, document: Document, root: Any, answers: Answers) -> None:
    """Each paragraph of the template once: what a document says is never read as a field."""
    every = paragraphs_of(root)
    rows = _rows_of(every)
    for paragraph in every:
        if any(row in rows for row in paragraph.iterancestors(TR)):
            continue
        asked = {spot.name for spot in spots_in(text_of(paragraph))}
        if WHOLE in asked:
            _lay_out(paper, document, paragraph)
        elif name := next(iter(asked & LISTS.keys()), None):
            _repeat(paragraph, name, answers)
        else:
            _write(paragraph, answers.simple)
    for row in rows:
        _repeat_row(row, answers)


def _rows_of(paragraphs: list[Any]) -> list[Any]:
    """The rows of tables that ask for cells."""
    rows: list[Any] = []
    for paragraph in paragraphs:
        if any(spot.name.startswith(ROW) for spot in spots_in(text_of(paragraph))):
            row = row_of(paragraph)
            if row is not None and row not in rows:
                rows.append(row)
    return rows


def _around(paper: Paper) -> list[Any]:
    """The headers and footers, each once; asking python-docx for a missing one would make it."""
    parts = paper.part.package.iter_parts()
    return [part.element for part in parts if part.partname.startswith(("/word/header", "/word/footer"))]


def _repeat_row(row: Any, answers: Answers) -> None:
    """The row once for each row of the first table; without any, one empty where the table has no other."""
    for cells in answers.rows or ({},) * (len(row.getparent().findall(TR)) < 2):
        copy = deepcopy(row)
        row.addprevious(copy)
        values = {**answers.simple, **{f"{ROW}{name}": said for name, said in cells.items()}}
        for paragraph in paragraphs_of(copy):
            _write(paragraph, values)
    row.getparent().remove(row)


def _repeat(paragraph: Any, name: str, answers: Answers) -> None:
    """The paragraph once for each text; without any, an empty one stays only where a cell is nothing else."""
    alone = len(paragraph.getparent().findall(paragraph.tag)) < 2
    for text in answers.lists[name] or ("",) * alone:
        copy = deepcopy(paragraph)
        paragraph.addprevious(copy)
        _write(copy, {**answers.simple, name: text})
    paragraph.getparent().remove(paragraph)


def _lay_out(paper: Paper, document: Document, paragraph: Any) -> None:
    """Our own layout of everything between, in the place of the field; what is attached comes after the last page."""
    section = paper.sections[-1]
    width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    body: Any = paper.element.body
    before = set(body)
    for part in document.body:
        add_part(paper, document, part, width / EMU_PER_MM)
    for made in [one for one in body if one not in before]:
        paragraph.addprevious(made)
    paragraph.getparent().remove(paragraph)
    for annex in document.annexes:
        room = turn_page(paper, document.letterhead.margins, turned=annex.across)
        add_titles(paper, document, room, annex.title, annex.lines)
        for part in annex.parts:
            add_part(paper, document, part, room)


def _write(paragraph: Any, values: Mapping[str, str]) -> None:
    """Fill from the end, so that the places before stay where they are; a column that is left out is empty."""
    for spot in reversed(list(spots_in(text_of(paragraph)))):
        put(paragraph, spot, values.get(spot.name, ""))
