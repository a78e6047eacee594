"""Letters of a PDF page put back into lines by where they stand, not by the order they were drawn in.

A program that takes its marked letters from a second font draws them after the rest of the line, so
that the plain order reads "Th c hi n ự ệ".
"""

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

import pypdfium2.raw as pdfium

from contest.plumbing.documents.runs import Look

_SAME_LINE: Final = 0.3
_FAR_APART: Final = 3.0
_WORD_GAP: Final = 0.13
_NEAR_LINES: Final = 4
_HYPHENS: Final = {"\x02": "-", "\ufffe": "-"}


@dataclass(frozen=True, slots=True)
class Glyph:
    """One letter and where it stands, in points from the lower left corner."""

    text: str
    left: float
    right: float
    base: float
    look: Look
    order: int


@dataclass(slots=True)
class PageLine:
    """The letters on one base line, near one another."""

    page: int
    glyphs: list[Glyph] = field(default_factory=list)

    @property
    def base(self) -> float:
        """The height of the base line."""
        return self.glyphs[0].base

    @property
    def left(self) -> float:
        """Where the line begins."""
        return min(glyph.left for glyph in self.glyphs)

    @property
    def right(self) -> float:
        """Where the line ends."""
        return max(glyph.right for glyph in self.glyphs if glyph.text != " ")

    @property
    def size(self) -> float:
        """Its largest letters."""
        return max(glyph.look.size for glyph in self.glyphs)

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(glyph.look.bold for glyph in self.glyphs if glyph.text != " ")

    @property
    def text(self) -> str:
        """What the line says."""
        return "".join(text for text, _ in self.parts()).strip()

    @property
    def first_word(self) -> float:
        """How wide its first word is."""
        width = 0.0
        for glyph in sorted(self.glyphs, key=lambda glyph: glyph.left):
            if glyph.text == " ":
                if width:
                    break
            else:
                width = glyph.right - self.left
        return width

    def takes(self, glyph: Glyph) -> bool:
        """Whether a letter stands on this base line."""
        return abs(glyph.base - self.base) <= _SAME_LINE * glyph.look.size

    def split(self) -> Iterator["PageLine"]:
        """The line, or its pieces where a gap is so wide that they belong to different columns."""
        piece, reach = PageLine(self.page), 0.0
        for glyph in sorted(self.glyphs, key=lambda glyph: glyph.left):
            if piece.glyphs and glyph.text != " " and glyph.left - reach > _FAR_APART * glyph.look.size:
                yield piece
                piece = PageLine(self.page)
            piece.glyphs.append(glyph)
            reach = max(reach, glyph.right) if glyph.text != " " else reach
        yield piece

    def parts(self) -> Iterator[tuple[str, Look]]:
        """The letters from left to right, with a space where a gap is one."""
        before: Glyph | None = None
        for glyph in sorted(self.glyphs, key=lambda glyph: glyph.left):
            apart = before and glyph.left - before.right > _WORD_GAP * glyph.look.size
            if before and apart and " " not in (before.text, glyph.text):
                yield " ", before.look
            yield glyph.text, glyph.look
            before = glyph


def lines_of(text_page: Any, page: int) -> list[PageLine]:
    """The lines of one page in the order in which they were begun."""
    lines: list[PageLine] = []
    for glyph in _glyphs(text_page):
        line = next((line for line in lines[: -_NEAR_LINES - 1 : -1] if line.takes(glyph)), None)
        if line is None:
            line = PageLine(page)
            lines.append(line)
        if line.glyphs and unicodedata.combining(glyph.text):
            line.glyphs[-1] = replace(line.glyphs[-1], text=line.glyphs[-1].text + glyph.text)
        else:
            line.glyphs.append(glyph)
    pieces = [piece for line in lines for piece in line.split()]
    pieces.sort(key=lambda piece: min(glyph.order for glyph in piece.glyphs))
    return [piece for piece in pieces if any(glyph.text.strip() for glyph in piece.glyphs)]


def _glyphs(text_page: Any) -> Iterator[Glyph]:
    raw = text_page.raw
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    looks: dict[int | None, Look] = {}
    for index in range(text_page.count_chars()):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        text = _HYPHENS.get(chr(code), chr(code))
        if text in "\r\n\0" or pdfium.FPDFText_IsGenerated(raw, index) == 1:
            continue
        pdfium.FPDFText_GetLooseCharBox(raw, index, ctypes.byref(box))
        pdfium.FPDFText_GetCharOrigin(raw, index, ctypes.byref(x), ctypes.byref(y))
        drawn = ctypes.cast(pdfium.FPDFText_GetTextObject(raw, index), ctypes.c_void_p).value
        if drawn not in looks:
            looks[drawn] = _look(raw, index, abs(box.top - box.bottom))
        yield Glyph(text if text.strip() else " ", box.left, box.right, y.value, looks[drawn], index)


def _look(raw: Any, index: int, height: float) -> Look:
    """Font, size and weight; the height of the letter's box stands for sizes that a matrix hides."""
    flags = ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(raw, index, None, 0, ctypes.byref(flags))
    name = ctypes.create_string_buffer(max(length, 1))
    pdfium.FPDFText_GetFontInfo(raw, index, name, length, ctypes.byref(flags))
    font = name.value.decode("utf-8", "replace")
    if font[6:7] == "+":  # the mark of a font embedded in part
        font = font[7:]
    size = pdfium.FPDFText_GetFontSize(raw, index)
    return Look(font, round(size if size > 2 else height, 1) or 1.0, bold="bold" in font.lower())
