"""DOCX, with or without macros: ZIP and XML, read without Word's help."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Final, NamedTuple
from urllib.parse import unquote

from contest.plumbing.documents.container import Container
from contest.plumbing.documents.draft import Draft, Refused
from contest.plumbing.documents.reading import Note, Why
from contest.plumbing.documents.word_sheet import PIECE, Sheet
from contest.plumbing.documents.word_story import Story
from contest.plumbing.documents.word_styles import Styles
from contest.plumbing.documents.xml import LOCAL, Element, all_text, attribute

_PROPERTIES: Final = {"core-properties": "core", "custom-properties": "custom", "extended-properties": "app"}
_DULL: Final = frozenset(
    """revision created modified lastPrinted TotalTime Pages Words Characters Application DocSecurity Lines Paragraphs
    ScaleCrop LinksUpToDate CharactersWithSpaces SharedDoc HyperlinksChanged AppVersion HeadingPairs MMClips Notes
    Slides HiddenSlides version language contentStatus""".split()
)
_ASIDE: Final = ("header", "footer", "comments")


class _Relation(NamedTuple):
    """What a part leads to; target is the member's name, or an address when it lies outside."""

    kind: str
    target: str
    outside: bool
    id: str


def read(path: Path, draft: Draft) -> None:
    """Body, footnotes and endnotes as text; headers, comments, properties and the like aside.

    Raises  Refused
    """
    with draft.box or Container(path, draft.limits) as box:
        if any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in box.names):
            draft.note(Note.MACROS_LEFT_OUT)
        top = list(_relations(box, ""))
        main = next((to.target for to in top if to.kind == "officeDocument"), "word/document.xml")
        if main not in box.names:
            raise Refused(Why.DAMAGED)
        for to in top:
            if to.kind in _PROPERTIES and to.target in box.names:
                _put_properties_aside(box.xml(to.target), _PROPERTIES[to.kind], draft)
        _read_main(box, main, draft)


def _read_main(box: Container, main: str, draft: Draft) -> None:
    relations = list(_relations(box, main))
    inside = [to for to in relations if not to.outside and to.target in box.names]
    parts = [(to.kind, to.target) for to in inside]
    if any(kind == "aFChunk" for kind, _ in parts):  # a document within, which only Word can put in its place
        raise Refused(Why.UNREADABLE)
    sheet = next((target for kind, target in parts if kind == "styles"), None)
    theme = next((target for kind, target in parts if kind == "theme"), None)
    styles = Styles(
        Sheet(box.pieces(sheet, PIECE)) if sheet else None, partial(box.read, theme) if theme else None
    )
    body = Story(draft, styles).read(box.xml(main))
    for kind, target in parts:
        if kind in ("footnotes", "endnotes"):
            draft.footnotes += Story(draft, styles).read(_written(box.xml(target))).lines
        elif kind in _ASIDE:
            _put_story_aside(box.xml(target), kind.removesuffix("s"), draft, styles)
        elif kind == "people":
            for person in box.xml(target):
                draft.put_aside("tracked-change:author", attribute(person, "author") or "")
        elif kind == "customXml":
            draft.put_aside("custom-xml", " ".join(box.xml(target).itertext()))
    for to in relations:
        if to.outside and to.kind in ("hyperlink", "attachedTemplate"):
            draft.put_aside(to.kind, to.target)
    _settle_body(box, body, draft, {to.id: to.target for to in inside if to.kind == "image"})


def _settle_body(box: Container, body: Story, draft: Draft, pictures: dict[str, str]) -> None:
    """Text boxes stand in for a body that is empty, pictures for a document without any text."""
    draft.lines = body.lines or body.boxes
    if body.lines and body.boxes:
        draft.note(Note.TEXT_BOXES_LEFT_OUT)
        draft.put_lines_aside("text-box", body.boxes)
    if pictures and draft.lines:
        draft.note(Note.PICTURES_LEFT_OUT)
    elif pictures:
        from contest.plumbing.documents.readers.picture import show_pictures

        show_pictures(box, [pictures[shown] for shown in body.pictures if shown in pictures], draft)


def _relations(box: Container, part: str) -> Iterator[_Relation]:
    """Where a part leads to."""
    folder = dirname(part)
    name = join(folder, "_rels", f"{part.rpartition('/')[2]}.rels")
    if name not in box.names:
        return
    for relation in box.xml(name):
        kind = relation.get("Type", "").rpartition("/")[2]
        target = relation.get("Target", "")
        outside = relation.get("TargetMode") == "External"
        member = target if outside else _inside(folder, target)
        if not outside and member not in box.names:
            member = _meant(member, box)
        yield _Relation(kind, member, outside, relation.get("Id", ""))


def _inside(folder: str, target: str) -> str:
    """The member that a target means."""
    if target.startswith("/"):
        return target[1:]
    plain = folder and target and "." not in target[:1] and "/." not in target and "//" not in target
    return f"{folder}/{target}" if plain else normpath(join(folder, target))


def _meant(member: str, box: Container) -> str:
    """The same where a name is written as in an address, or in other capitals, which tell no members apart."""
    sought = unquote(member).casefold()
    return next((name for name in box.names if name.casefold() == sought), member)


def _written(notes: Element) -> list[Element]:
    """The notes that somebody wrote; Word adds a few of its own for the line above them."""
    return [note for note in notes if attribute(note, "type") in (None, "normal")]


def _put_story_aside(root: Element, place: str, draft: Draft, styles: Styles) -> None:
    for element in root:
        for name in ("author", "initials"):
            draft.put_aside(f"{place}:{name}", attribute(element, name) or "")
    story = Story(draft, styles).read(root)
    draft.put_lines_aside(place, story.lines)
    draft.put_lines_aside("text-box", story.boxes)


def _put_properties_aside(root: Element, place: str, draft: Draft) -> None:
    for element in root:
        name = element.get("name") or LOCAL[element.tag]
        if name not in _DULL:
            draft.put_aside(f"{place}:{name}", all_text(element))
