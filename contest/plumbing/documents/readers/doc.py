"""DOC of Word 97 to 2003: the text from the table of pieces, run by run in its look."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import olefile

from contest.plumbing.documents.doc_looks import Stretch, stretches_of
from contest.plumbing.documents.doc_pieces import Piece, pieces_of, table_of, text_of
from contest.plumbing.documents.doc_styles import DELETED, DocStyles, fonts_of, marks_of, styles_of
from contest.plumbing.documents.draft import Draft, Line, Refused
from contest.plumbing.documents.reading import Note, Why
from contest.plumbing.documents.runs import Look, Runs
from contest.plumbing.vietnamese.legacy import old_font

_WORD: Final = 0xA5EC
_ENCRYPTED, _OTHER_TABLE = 0x0100, 0x0200
_COUNTS_AT: Final = 0x4C
_STORIES: Final = ("body", "footnote", "header", "macro", "comment", "footnote", "text-box", "header")
_PEOPLE: Final = {0x0232: "tracked-change:author", 0x02D2: "doc:saved_by"}
_MARKS: Final = re.compile("([\x13\x14\x15\r\x07\x0b\x0c\x0e])")
_FIELD, _RESULT, _END_OF_FIELD = "\x13", "\x14", "\x15"
_PICTURE: Final = "\x01"
_HYPHENS: Final = str.maketrans({0x1E: "-", 0x1F: "\u00ad"})
"""One that keeps its line together, and one that may end it: the latter is also the letter "ư" of TCVN3."""
_PAIR: Final = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_PROPERTIES: Final = (
    "title",
    "subject",
    "author",
    "keywords",
    "comments",
    "template",
    "last_saved_by",
    "manager",
    "company",
)


def read(path: Path, draft: Draft) -> None:
    """Body and footnotes as text; headers, comments, text boxes and properties aside.

    Raises  Refused
    """
    try:
        with olefile.OleFileIO(str(path)) as ole:
            if ole.exists("EncryptedPackage") or ole.exists("EncryptionInfo"):
                raise Refused(Why.ENCRYPTED)
            if not ole.exists("WordDocument"):
                raise Refused(Why.TYPE_NOT_ACCEPTED)
            _read(ole, draft)
    except (OSError, struct.error, IndexError, ValueError) as error:
        raise Refused(Why.DAMAGED) from error


def _read(ole: olefile.OleFileIO, draft: Draft) -> None:
    stream = ole.openstream("WordDocument").read()
    magic, version = struct.unpack_from("<HH", stream)
    flags = struct.unpack_from("<H", stream, 0x0A)[0]
    if flags & _ENCRYPTED:
        raise Refused(Why.ENCRYPTED)
    if magic != _WORD or version < 0xC1:  # Word 6 and 95 keep their text in another way
        draft.note(Note.CONVERTER_MISSING)
        return
    if ole.exists("Macros") or ole.exists("_VBA_PROJECT_CUR"):
        draft.note(Note.MACROS_LEFT_OUT)
    table = ole.openstream("1Table" if flags & _OTHER_TABLE else "0Table").read()
    _read_stories(stream, table, draft)
    for at, place in _PEOPLE.items():
        for name in _strings(table_of(stream, table, at)):
            draft.put_aside(place, name)
    properties = ole.get_metadata()
    for name in _PROPERTIES:
        value = getattr(properties, name) or b""
        draft.put_aside(
            f"doc:{name}", value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
        )


def _read_stories(stream: bytes, table: bytes, draft: Draft) -> None:
    pieces = pieces_of(stream, table, most=draft.limits.characters * 4)
    text = text_of(stream, pieces)
    counts = struct.unpack_from("<8i", stream, _COUNTS_AT)
    if min(counts) < 0 or sum(counts) > len(text):
        raise Refused(Why.DAMAGED)
    styles, stretches = _looks(stream, table, pieces, draft)
    stories: list[_Story] = []
    start = 0
    for count in counts:
        stories.append(_Story(draft, styles, start, start + count))
        start += count
    for stretch in stretches:
        for story in stories:
            first, last = max(stretch.start, story.start), min(stretch.stop, story.stop)
            if first < last:
                story.add(text[first:last], stretch.style, stretch.said)
    for place, story in zip(_STORIES, stories, strict=True):
        _keep(place, story.finished(), draft)


def _looks(stream: bytes, table: bytes, pieces: list[Piece], draft: Draft) -> tuple[DocStyles, list[Stretch]]:
    """The looks of all characters; where they can't be made out, the text is worth more than its looks."""
    try:
        return styles_of(stream, table), list(stretches_of(stream, table, pieces))
    except (struct.error, IndexError, Refused):
        if any(map(old_font, fonts_of(stream, table))):
            draft.note(Note.OLD_FONT_UNSURE)
        return DocStyles([]), [Stretch(piece.start, piece.stop, 0, b"") for piece in pieces]


def _keep(place: str, lines: list[Line], draft: Draft) -> None:
    if place == "body":
        draft.lines += lines
    elif place == "footnote":
        draft.footnotes += lines
    else:
        draft.put_lines_aside(place, lines)


@dataclass(slots=True)
class _Story:
    """One story in the making: its characters from start to stop, by their numbers."""

    draft: Draft
    styles: DocStyles
    start: int
    stop: int
    lines: list[Line] = field(default_factory=list)
    _runs: Runs | None = None
    _fields: list[bool] = field(default_factory=list)

    def add(self, text: str, style: int, said: bytes) -> None:
        """Take the next characters; a field shows its result, not how it is come by."""
        look = self.styles.look(style, said)
        deleted = bool(marks_of(said).get(DELETED))
        for part in filter(None, _MARKS.split(text)):
            if part == _FIELD:
                self._fields.append(False)
            elif part == _RESULT and self._fields:
                self._fields[-1] = True
            elif part == _END_OF_FIELD and self._fields:
                self._fields.pop()
            elif part == "\x0b":
                self._paragraph(style).add("\n", look)
            elif len(part) == 1 and _MARKS.match(part):
                self.lines += self._paragraph(style).lines()
                self._runs = None
            elif all(self._fields):
                self._write(part, style, look, deleted=deleted)

    def finished(self) -> list[Line]:
        """Its paragraphs, also the last one that nothing ended."""
        return self.lines + (self._runs.lines() if self._runs is not None else [])

    def _write(self, text: str, style: int, look: Look, *, deleted: bool) -> None:
        if deleted:
            self.draft.note(Note.TRACKED_CHANGES_LEFT_OUT)
        else:
            if _PICTURE in text:
                self.draft.note(Note.PICTURES_LEFT_OUT)
            text = _PAIR.sub(_joined, text.translate(_HYPHENS))
            self._paragraph(style).add(text, look)

    def _paragraph(self, style: int) -> Runs:
        if self._runs is None:
            self._runs = Runs(self.draft, heading=self.styles.is_heading(style))
        return self._runs


def _joined(pair: re.Match[str]) -> str:
    """One character of the two units that UTF-16 writes it with."""
    return pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def _strings(table: bytes) -> Iterator[str]:
    """The texts of a table of names; a table that is not of that kind has none."""
    if table[:2] != b"\xff\xff":
        return
    count, extra = struct.unpack_from("<HH", table, 2)
    at = 6
    for _ in range(count):
        if at + 2 > len(table):
            return
        letters = struct.unpack_from("<H", table, at)[0]
        yield table[at + 2 : at + 2 + 2 * letters].decode("utf-16-le", "replace")
        at += 2 + 2 * letters + extra
