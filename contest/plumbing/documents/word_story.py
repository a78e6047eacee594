"""One story of a Word document (body, header, footnotes …) walked in reading order."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from contest.plumbing.documents.draft import Draft, Line
from contest.plumbing.documents.reading import Note
from contest.plumbing.documents.runs import Look, Runs
from contest.plumbing.documents.word_styles import Styles
from contest.plumbing.documents.xml import LOCAL, Element, attribute, child

_SILENT: Final = frozenset(
    """pPr rPr tblPr tblGrid tcPr sdtPr sdtEndPr sectPr instrText delText delInstrText fldData
    oMathParaPr ctrlPr footnoteRef endnoteRef annotationRef binData rt""".split()
)
_SIGNS: Final = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "-",
    "softHyphen": "\u00ad",
}
_DELETED: Final = frozenset({"del", "moveFrom"})
_INSERTED: Final = frozenset({"ins", "moveTo", "rPrChange", "pPrChange"})


@dataclass(slots=True)
class Story:
    """What one story says.

    lines  its paragraphs; table cells one after another, row by row
    boxes  the paragraphs of its text boxes, which stand beside the text
    """

    draft: Draft
    styles: Styles
    lines: list[Line] = field(default_factory=list)
    boxes: list[Line] = field(default_factory=list)

    def read(self, root: Element) -> "Story":
        """Walk an element that holds paragraphs."""
        self._walk(root, Runs(self.draft), "")
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
        elif name == "txbxContent":
            self.boxes += Story(self.draft, self.styles).read(element).lines
        elif name in ("docPr", "cNvPr"):
            self._alt_text(element)
        else:
            if name in _INSERTED:
                self._credit(element)
            self._walk(element, runs, style)

    def _paragraph(self, element: Element) -> None:
        runs, style = Runs(self.draft), ""
        for piece in element:
            name = LOCAL[piece.tag]
            if name == "r":
                self._run(piece, runs, style)
            elif name == "pPr":
                style, runs.heading = self._looks_of(piece)
            elif name not in _SILENT:
                self._one(piece, name, runs, style)
        self.lines += runs.lines()

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
                look = self.styles.look(piece, style)
                continue
            look = look or self.styles.look(None, style)
            if name == "t":
                runs.add((piece.text or "").replace("\n", " "), look)
            elif name in _SIGNS:
                runs.add(_SIGNS[name], look)
            elif name == "sym":
                self._symbol(piece, runs, look)
            elif name not in _SILENT:
                self._walk((piece,), runs, style)

    def _symbol(self, element: Element, runs: Runs, look: Look) -> None:
        """A letter named by its code: of use in an old font, a mere ornament in any other."""
        font, code = attribute(element, "font") or look.font, attribute(element, "char") or ""
        if font.lower().startswith((".vn", "vni")) and len(code) == 4:
            runs.add(chr(int(code, 16)), Look(font, look.size, look.bold, look.hidden))

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
