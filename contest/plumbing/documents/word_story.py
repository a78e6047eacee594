"""One story of a Word document (body, header, footnotes …) walked in reading order."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from contest.plumbing.documents.draft import Draft, Line
from contest.plumbing.documents.reading import Note
from contest.plumbing.documents.runs import Look, Runs
from contest.plumbing.documents.word_styles import Styles, value_of
from contest.plumbing.documents.xml import LOCAL, Element, attribute, child
from contest.plumbing.vietnamese.legacy import old_font

_SILENT: Final = frozenset(
    """pPr rPr tblPr tblGrid tcPr sdtPr sdtEndPr sectPr instrText delText delInstrText fldData
    oMathParaPr ctrlPr footnoteRef endnoteRef annotationRef binData rt""".split()
)
_CODE: Final = re.compile("[0-9a-fA-F]{4}")
_SIGNS: Final = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "-",
    "softHyphen": "\u00ad",
}
_DELETED: Final = frozenset({"del", "moveFrom"})
_ORNAMENTS: Final = ("symbol", "wingdings", "webdings", "zapf", "mt extra", "marlett")
_INSERTED: Final = frozenset({"ins", "moveTo", "rPrChange", "pPrChange"})


@dataclass(slots=True)
class Story:
    """What one story says.

    lines  its paragraphs; table cells one after another, row by row
    boxes  the paragraphs of its text boxes, which stand beside the text
    pictures  the ids of its pictures
    """

    draft: Draft
    styles: Styles
    lines: list[Line] = field(default_factory=list)
    boxes: list[Line] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    _table: str = ""
    _begun: Runs | None = None
    _fields: list[bool] = field(default_factory=list)

    def read(self, root: Element) -> "Story":
        """Walk an element that holds paragraphs."""
        self._walk(root, Runs(self.draft), "")
        self._end_paragraph()
        return self

    def _walk(self, parent: Iterable[Element], runs: Runs, style: str) -> None:
        for element in parent:
            name = LOCAL[element.tag]
            if name == "r":
                self._run(element, runs, style)
            elif name == "p":
                self._paragraph(element)
            elif name not in _SILENT:
                self._one(element, name, runs, style)

    def _one(self, element: Element, name: str, runs: Runs, style: str) -> None:
        if name in _DELETED or (name == "tr" and _is_deleted(element)):
            self.draft.note(Note.TRACKED_CHANGES_LEFT_OUT)
            self._credit(element)
        elif name == "AlternateContent":
            self._alternative(element, runs, style)
        elif name in ("tbl", "tc"):
            self._part_of_table(element, name, runs, style)
        elif name == "txbxContent":
            box = Story(self.draft, self.styles).read(element)
            self.boxes += box.lines
            self.pictures += box.pictures
        elif name in ("blip", "imagedata"):
            self.pictures.append(attribute(element, "embed" if name == "blip" else "id") or "")
        elif name in ("docPr", "cNvPr"):
            self._alt_text(element)
        else:
            if name in _INSERTED:
                self._credit(element)
            self._walk(element, runs, style)

    def _part_of_table(self, element: Element, name: str, runs: Runs, style: str) -> None:
        """A table, whose style also tells a font, or one of its cells, which no paragraph leaves."""
        around = self._table
        if name == "tbl":
            self._table = value_of(child(child(element, "tblPr"), "tblStyle"))
        self._end_paragraph()
        self._walk(element, runs, style)
        self._end_paragraph()
        self._table = around

    def _paragraph(self, element: Element) -> None:
        """One paragraph; where its end was deleted, the next one goes on with it."""
        runs, style, goes_on = self._begun or Runs(self.draft), "", False
        for piece in element:
            name = LOCAL[piece.tag]
            if name == "r":
                self._run(piece, runs, style)
            elif name == "pPr":
                style, runs.heading = self._looks_of(piece)
                goes_on = self._end_is_deleted(piece)
            elif name not in _SILENT:
                self._one(piece, name, runs, style)
        self._begun = runs
        if not goes_on:
            self._end_paragraph()

    def _end_paragraph(self) -> None:
        if self._begun is not None:
            self.lines += self._begun.lines()
            self._begun = None

    def _end_is_deleted(self, properties: Element) -> bool:
        mark = child(properties, "rPr")
        gone = [] if mark is None else [change for change in mark if LOCAL[change.tag] in _DELETED]
        for change in gone:
            self.draft.note(Note.TRACKED_CHANGES_LEFT_OUT)
            self._credit(change)
        return bool(gone)

    def _looks_of(self, properties: Element) -> tuple[str, bool]:
        """The style of a paragraph, and whether it is a heading."""
        style, heading = "", False
        for said in properties:
            name = LOCAL[said.tag]
            if name == "pStyle":
                style = attribute(said, "val") or ""
            elif name == "outlineLvl":
                heading = True
        return style, heading or self.styles.is_heading(style)

    def _run(self, element: Element, runs: Runs, style: str) -> None:
        look = None
        for piece in element:
            name = LOCAL[piece.tag]
            if name == "rPr":
                look = self.styles.look(piece, style, self._table)
                continue
            look = look or self.styles.look(None, style, self._table)
            if name == "fldChar":
                self._field(attribute(piece, "fldCharType"))
            elif self._fields and not all(self._fields[:-1]):
                continue  # what a field shows within the instruction of another is part of that
            elif name == "t":
                runs.add((piece.text or "").replace("\n", " "), look)
            elif name in _SIGNS:
                runs.add(_SIGNS[name], look)
            elif name == "sym":
                self._symbol(piece, runs, look)
            elif name not in _SILENT:
                self._walk((piece,), runs, style)

    def _field(self, mark: str | None) -> None:
        """Fields lie in one another; each is an instruction, then what it shows."""
        if mark == "begin":
            self._fields.append(False)
        elif mark == "separate" and self._fields:
            self._fields[-1] = True
        elif mark == "end" and self._fields:
            self._fields.pop()

    def _symbol(self, element: Element, runs: Runs, look: Look) -> None:
        """A letter named by its code; in a font of symbols, or private to a font of today, it is a mere ornament."""
        font, code = attribute(element, "font") or look.font, attribute(element, "char") or ""
        letter = chr(int(code, 16)) if _CODE.fullmatch(code) else ""
        if old_font(font) or (letter.isprintable() and not font.lower().startswith(_ORNAMENTS)):
            runs.add(letter, Look(font, look.size, look.bold, look.hidden))

    def _alternative(self, element: Element, runs: Runs, style: str) -> None:
        """One thing said in two ways: the first is taken."""
        chosen = child(element, "Choice")
        chosen = chosen if chosen is not None else child(element, "Fallback")
        if chosen is not None:
            self._walk(chosen, runs, style)

    def _alt_text(self, element: Element) -> None:
        for name in ("title", "descr"):
            self.draft.put_aside("alt-text", attribute(element, name) or "")

    def _credit(self, change: Element) -> None:
        self.draft.put_aside("tracked-change:author", attribute(change, "author") or "")


def _is_deleted(row: Element) -> bool:
    return child(child(row, "trPr"), "del") is not None
