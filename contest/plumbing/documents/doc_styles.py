"""The styles and fonts of a Word 97 file, and the codes (sprm) by which it changes the look of letters."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from contest.plumbing.documents.doc_pieces import table_of
from contest.plumbing.documents.runs import Look
from contest.plumbing.documents.word_styles import HEADINGS

_STYLES_AT: Final = 0x00A2
_FONTS_AT: Final = 0x0112
_OPERANDS: Final = (1, 1, 2, 4, 2, 2, 0, 3)
"""Bytes of what follows a code, by its three highest bits; at 0 a byte of its own tells."""

FONT, OTHER_FONT, SIZE, BOLD, HIDDEN, STYLE, DELETED = 0x4A4F, 0x4A51, 0x4A43, 0x0835, 0x083C, 0x4A30, 0x0800
_WANTED: Final = {FONT, OTHER_FONT, SIZE, BOLD, HIDDEN, STYLE, DELETED}
_AS_STYLE, _AGAINST_STYLE = 0x80, 0x81
_PARAGRAPHS: Final = 1
_HEADING_NUMBERS: Final = frozenset({*range(1, 10), 62})
_NO_STYLE: Final = 0xFFF
_LONGEST_CHAIN: Final = 20
_USUAL_SIZE: Final = 20

Marks = dict[int, int]
"""What a run or a style says: code -> value."""


@dataclass(frozen=True, slots=True)
class _Style:
    based_on: int
    marks: Marks
    heading: bool


@dataclass(slots=True)
class DocStyles:
    """How a look is found: the run, its character style, its paragraph's style, the default font."""

    fonts: list[str]
    default_font: int = 0
    _styles: dict[int, _Style] = field(default_factory=dict)
    _looks: dict[tuple[int, bytes], Look] = field(default_factory=dict)

    def look(self, style: int, said: bytes) -> Look:
        """The look of a run with these codes in a paragraph of this style."""
        key = style, said
        if key not in self._looks:
            own = marks_of(said)
            around = self._marks(style) | self._marks(own.get(STYLE, _NO_STYLE))
            seen = around | own
            for toggle in (BOLD, HIDDEN):
                if own.get(toggle) in (_AS_STYLE, _AGAINST_STYLE):
                    seen[toggle] = around.get(toggle, 0) ^ (own[toggle] & 1)
            font = seen.get(OTHER_FONT, seen.get(FONT, self.default_font))
            self._looks[key] = Look(
                font=self.fonts[font] if font < len(self.fonts) else "",
                size=seen.get(SIZE, _USUAL_SIZE) / 2,
                bold=bool(seen.get(BOLD)),
                hidden=bool(seen.get(HIDDEN)),
            )
        return self._looks[key]

    def is_heading(self, style: int) -> bool:
        """Whether the style, or one it is based on, is a title or a heading."""
        return any(self._styles[number].heading for number in self._chain(style))

    def _marks(self, style: int) -> Marks:
        merged: Marks = {}
        for number in reversed(self._chain(style)):
            merged |= self._styles[number].marks
        return merged

    def _chain(self, style: int) -> list[int]:
        chain: list[int] = []
        while style in self._styles and len(chain) < _LONGEST_CHAIN:
            chain.append(style)
            style = self._styles[style].based_on
        return chain


def styles_of(stream: bytes, table: bytes) -> DocStyles:
    """The styles of a file. Raises struct.error or IndexError where they are damaged."""
    sheet = table_of(stream, table, _STYLES_AT)
    head = struct.unpack_from("<H", sheet)[0]
    count, base_size = struct.unpack_from("<HH", sheet, 2)
    default_font = struct.unpack_from("<H", sheet, 14)[0]
    styles = {}
    at = 2 + head
    for number in range(count):
        size = struct.unpack_from("<H", sheet, at)[0]
        if size:
            styles[number] = _style(sheet[at + 2 : at + 2 + size], base_size)
        at += 2 + size
    return DocStyles(fonts_of(stream, table), default_font, styles)


def _style(data: bytes, base_size: int) -> _Style:
    number, kind, parts = struct.unpack_from("<HHH", data)
    letters = struct.unpack_from("<H", data, base_size)[0]
    at = base_size + 2
    name = data[at : at + 2 * letters].decode("utf-16-le", "replace")
    at += 2 * letters + 2
    said = b""
    for _ in range(
        min(parts & 0xF, 3)
    ):  # a paragraph style says first what is of paragraphs, then of letters
        length = struct.unpack_from("<H", data, at)[0]
        said = data[at + 2 : at + 2 + length]
        at += 2 + length + length % 2
    if kind & 0xF == _PARAGRAPHS and parts & 0xF < 2:
        said = b""
    heading = number & 0xFFF in _HEADING_NUMBERS or name.lower().startswith(HEADINGS)
    return _Style(kind >> 4, marks_of(said), heading)


def marks_of(said: bytes) -> Marks:
    """The codes that matter, out of a row of them; one that is cut short ends the row."""
    return {code: int.from_bytes(value, "little") for code, value in _codes(said) if code in _WANTED}


def _codes(said: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 3 <= len(said):
        code = said[at] | said[at + 1] << 8
        at += 2
        size = _OPERANDS[code >> 13]
        if not size:
            size = said[at]
            at += 1
        yield code, said[at : at + size]
        at += size


def fonts_of(stream: bytes, table: bytes) -> list[str]:
    """The names of the fonts that the document knows, by number."""
    fonts = table_of(stream, table, _FONTS_AT)
    names, at = [], 4
    while at + 40 < len(fonts):
        names.append(fonts[at + 40 : at + 1 + fonts[at]].decode("utf-16-le", "ignore").partition("\0")[0])
        at += 1 + fonts[at]
    return names
