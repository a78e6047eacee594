"""The DOCX of a document by an organizers' template; the same document and template give the same bytes."""

from collections.abc import Mapping
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Final

import docx
from docx.document import Document as Paper
from docx.oxml.ns import qn
from docx.section import Section

from contest.exports.formats.docx import add_titles
from contest.exports.formats.docx.paper import add_styles, name_properties, save, turn_page
from contest.exports.formats.docx.parts import add_part
from contest.exports.sheet import Document, Part
from contest.exports.templates.answers import Answers, answers_of
from contest.exports.templates.fields import ONE, ROW, WHOLE, is_block, is_list, parts_of
from contest.exports.templates.places import TBL, TR, paragraphs_of, put, row_of, spots_in, text_of

EMU_PER_MM: Final = 36_000
_CONTROL, _BINDING = qn("w:sdt"), qn("w:dataBinding")


def fill(template: Path, document: Document, out: BinaryIO) -> None:
    """Write the document by a template that was checked; a column that this copy leaves out stays empty."""
    paper = docx.Document(BytesIO(template.read_bytes()))
    add_styles(paper)
    name_properties(paper, document)
    answers = answers_of(document)
    whole = [_Filling(paper, answers, root).fill() for root in (paper.element.body, *_around(paper))]
    if any(whole):
        _attach(paper, document)
    save(paper, out)


class _Filling:
    """One part of a template, filled: each paragraph once, so that what a document says is never read as a field."""

    def __init__(self, paper: Paper, answers: Answers, root: Any) -> None:
        self._paper, self._answers, self._root = paper, answers, root
        self._every = paragraphs_of(root)
        self._rows = self._rows_asked()

    def fill(self) -> bool:
        """From the end, so that a text box is filled before the paragraph it hangs on is repeated.

        Returns  whether all of the document was laid out here
        """
        self._unbind()
        whole = False
        for paragraph in reversed(self._every):
            if any(row in self._rows for row in paragraph.iterancestors(TR)):
                continue
            asked = [spot.name for spot in spots_in(text_of(paragraph))]
            if block := next(filter(is_block, asked), None):
                whole |= block == WHOLE
                self._lay_out(block, paragraph)
            elif several := next(filter(is_list, asked), None):
                self._repeat(paragraph, several)
            else:
                _write(paragraph, self._answers.simple)
        self._fill_rows()
        return whole

    def _rows_asked(self) -> dict[Any, str]:
        """The rows of tables that ask for cells, each with the first field that does."""
        rows: dict[Any, str] = {}
        for paragraph in self._every:
            field = next((s.name for s in spots_in(text_of(paragraph)) if s.name.startswith(ROW)), None)
            if field is not None and (row := row_of(paragraph)) is not None:
                rows.setdefault(row, field)
        return rows

    def _unbind(self) -> None:
        """A content control that Word would fill anew from elsewhere keeps what is written into it."""
        for paragraph in self._every:
            if next(spots_in(text_of(paragraph)), None) is not None:
                for control in (*paragraph.iterancestors(_CONTROL), *paragraph.iter(_CONTROL)):
                    for binding in control.findall(f"*/{_BINDING}"):
                        binding.getparent().remove(binding)

    def _fill_rows(self) -> None:
        """Each row as often as its table has one; a drawn table goes when the document has none of its rows."""
        drawn = {row: next(row.iterancestors(TBL)) for row in self._rows}
        stays = {drawn[row] for row, field in self._rows.items() if self._answers.has_table_of(field)}
        for row, field in self._rows.items():
            if self._answers.has_table_of(field):
                self._repeat_row(row, field)
            else:
                row.getparent().remove(row)
        for table in drawn.values():
            if table not in stays and table.getparent() is not None:
                table.getparent().remove(table)

    def _repeat_row(self, row: Any, field: str) -> None:
        """The row once for each row of its table; without any, one empty where there is no other."""
        table = row.getparent()
        for cells in self._answers.rows(field) or ({},) * (len(table.findall(TR)) < 2):
            copy = deepcopy(row)
            row.addprevious(copy)
            for paragraph in paragraphs_of(copy):
                _write(paragraph, {**self._answers.simple, **cells})
        row.getparent().remove(row)

    def _repeat(self, paragraph: Any, field: str) -> None:
        """The paragraph once for each text; without any, an empty one stays only where a cell is nothing else."""
        alone = len(paragraph.getparent().findall(paragraph.tag)) < 2
        for text in self._answers.lists.get(field, ()) or ("",) * alone:
            copy = deepcopy(paragraph)
            paragraph.addprevious(copy)
            _write(copy, {**self._answers.simple, field: text})
        paragraph.getparent().remove(paragraph)

    def _lay_out(self, field: str, paragraph: Any) -> None:
        """Our own layout of everything between, or of what is asked for alone, in the place of the field."""
        document = self._answers.document
        section = self._section_of(paragraph)
        width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
        body: Any = self._paper.element.body
        before = set(body)
        for part in _asked_for(document, field):
            add_part(self._paper, document, part, width / EMU_PER_MM)
        for made in [one for one in body if one not in before]:
            paragraph.addprevious(made)
        paragraph.getparent().remove(paragraph)

    def _section_of(self, paragraph: Any) -> Section:
        """The section that a paragraph stands in: the one that ends next."""
        ends = paragraph.xpath("following::w:sectPr")
        return next(one for one in self._paper.sections if one._sectPr is ends[0])


def _asked_for(document: Document, field: str) -> tuple[Part, ...]:
    if field == WHOLE:
        return document.body
    return tuple(part for part in parts_of(document) if part.name == field.removeprefix(ONE))


def _around(paper: Paper) -> list[Any]:
    """The headers and footers, each once; asking python-docx for a missing one would make it."""
    parts = paper.part.package.iter_parts()
    return [part.element for part in parts if part.partname.startswith(("/word/header", "/word/footer"))]


def _attach(paper: Paper, document: Document) -> None:
    """What is attached, after the last page."""
    for annex in document.annexes:
        room = turn_page(paper, document.letterhead.margins, turned=annex.across)
        add_titles(paper, document, room, annex.title, annex.lines)
        for part in annex.parts:
            add_part(paper, document, part, room)


def _write(paragraph: Any, values: Mapping[str, str]) -> None:
    """Fill from the end, so that the places before stay where they are; a column that is left out is empty."""
    for spot in reversed(list(spots_in(text_of(paragraph)))):
        put(paragraph, spot, values.get(spot.name, ""))
