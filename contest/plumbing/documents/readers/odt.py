"""ODT: ZIP and XML, as LibreOffice writes it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from contest.plumbing.documents.container import Container
from contest.plumbing.documents.draft import Draft, Line, Refused
from contest.plumbing.documents.open_styles import OpenStyles
from contest.plumbing.documents.reading import Note, Why
from contest.plumbing.documents.runs import Runs
from contest.plumbing.documents.xml import LOCAL, Element, all_text, attribute, child

_SILENT: Final = frozenset(
    """tracked-changes sequence-decls variable-decls forms bookmark note-citation
    ruby-text table-of-content-source alphabetical-index-source event-listeners""".split()
)
_SIGNS: Final = {"s": " ", "tab": "\t", "line-break": "\n"}
_DULL: Final = frozenset(
    """creation-date date generator editing-cycles editing-duration document-statistic language
    print-date""".split()
)


def read(path: Path, draft: Draft) -> None:
    """Body and notes as text; headers, annotations and metadata aside.

    Raises  Refused
    """
    with draft.box or Container(path, draft.limits) as box:
        if "META-INF/manifest.xml" in box.names and b"encryption-data" in box.read("META-INF/manifest.xml"):
            raise Refused(Why.ENCRYPTED)
        if any(name.startswith(("Basic/", "Scripts/")) for name in box.names):
            draft.note(Note.MACROS_LEFT_OUT)
        content = box.xml("content.xml")
        sheets = [box.xml("styles.xml")] if "styles.xml" in box.names else []
        styles = OpenStyles.of(*sheets, content)
        story = _Story(draft, styles)
        text = child(child(content, "body"), "text")
        if text is None:
            raise Refused(Why.DAMAGED)
        story.walk(text, Runs(draft), "")
        draft.lines = story.lines or story.boxes
        draft.footnotes = story.notes
        if story.lines and story.boxes:
            draft.note(Note.TEXT_BOXES_LEFT_OUT)
            draft.put_lines_aside("text-box", story.boxes)
        if draft.lines and any(name.startswith("Pictures/") for name in box.names):
            draft.note(Note.PICTURES_LEFT_OUT)
        elif not draft.lines:
            _show(box, story.pictures, draft)
        _put_aside(box, sheets, draft)


def _show(box: Container, pictures: list[str], draft: Draft) -> None:
    from contest.plumbing.documents.readers.picture import show_pictures

    names = [name for picture in pictures if (name := picture.removeprefix("./")) in box.names]
    show_pictures(box, names, draft)


def _put_aside(box: Container, sheets: list[Element], draft: Draft) -> None:
    styles = OpenStyles.of(*sheets)  # the body calls styles of its own by the same names
    for sheet in sheets:
        for element in sheet.iter():
            name = LOCAL[element.tag]
            if name.startswith(("header", "footer")) and not name.endswith(("style", "properties")):
                story = _Story(draft, styles)
                story.walk(element, Runs(draft), "")
                draft.put_lines_aside(name[:6], story.lines)
    if "meta.xml" in box.names:
        for meta in box.xml("meta.xml"):
            for element in meta:
                name = attribute(element, "name") or LOCAL[element.tag]
                if name not in _DULL:
                    draft.put_aside(f"meta:{name}", all_text(element))


@dataclass(slots=True)
class _Story:
    """The paragraphs of one story, its text boxes and its notes apart; where its pictures lie."""

    draft: Draft
    styles: OpenStyles
    lines: list[Line] = field(default_factory=list)
    boxes: list[Line] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)

    def walk(self, parent: Element, runs: Runs, style: str) -> None:
        """Walk what stands inside an element, in reading order; style is that of the text around."""
        runs.add((parent.text or "").replace("\n", " "), self.styles.look(style))
        for element in parent:
            self._one(element, LOCAL[element.tag], runs, style)
            runs.add((element.tail or "").replace("\n", " "), self.styles.look(style))

    def _one(self, element: Element, name: str, runs: Runs, style: str) -> None:
        if name == "tracked-changes":
            self._changes(element)
        elif name in ("p", "h"):
            own = attribute(element, "style-name") or ""
            paragraph = Runs(self.draft, heading=name == "h" or self.styles.is_heading(own))
            self.walk(element, paragraph, own)
            self.lines += paragraph.lines()
        elif name == "span":
            self.walk(element, runs, self.styles.inside(style, attribute(element, "style-name") or ""))
        elif name == "a":
            self.draft.put_aside("hyperlink", attribute(element, "href") or "")
            self.walk(element, runs, style)
        elif name in _SIGNS:
            runs.add(_SIGNS[name], self.styles.look(style))
        elif not self._beside(element, name) and name not in _SILENT:
            self.walk(element, runs, style)

    def _beside(self, element: Element, name: str) -> bool:
        """Keep what stands beside the text in its own place; False for anything that does not."""
        match name:
            case "annotation":
                self.draft.put_aside("comment", " ".join(all_text(element).split()))
            case "note":
                self.notes += self._apart(element)
            case "text-box":
                self.boxes += self._apart(element)
            case "image":
                self.pictures.append(attribute(element, "href") or "")
            case "section" if attribute(element, "display") == "none":
                self.draft.note(Note.HIDDEN_TEXT_LEFT_OUT)
                self.draft.put_lines_aside("hidden-text", self._apart(element))
            case "title" | "desc":
                self.draft.put_aside("alt-text", element.text or "")
            case "hidden-text" | "hidden-paragraph":
                self.draft.note(Note.HIDDEN_TEXT_LEFT_OUT)
                self.draft.put_aside("hidden-text", all_text(element))
            case _:
                return False
        return True

    def _apart(self, element: Element) -> list[Line]:
        story = _Story(self.draft, self.styles)
        story.walk(element, Runs(self.draft), "")
        self.pictures += story.pictures
        return story.lines + story.boxes

    def _changes(self, changes: Element) -> None:
        for element in changes.iter():
            if LOCAL[element.tag] == "deletion":
                self.draft.note(Note.TRACKED_CHANGES_LEFT_OUT)
            elif LOCAL[element.tag] == "creator":
                self.draft.put_aside("tracked-change:author", element.text or "")
