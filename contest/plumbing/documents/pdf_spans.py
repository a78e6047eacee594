"""The stretches in which a PDF page's text was drawn, and smaller parts where a stretch has to be taken apart."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from contest.plumbing.documents.pdf_calls import Letters
from contest.plumbing.documents.runs import Look
from contest.plumbing.vietnamese.legacy import old_font

_HYPHENS: Final = str.maketrans({"\x02": "-", "\ufffe": "-", "\0": None})
_SPACE: Final = re.compile(" ")
_NO_BREAK: Final = re.compile(r"[^\r\n]+")
_HIDDEN_BY_MATRIX: Final = 2
_SHORT: Final = 4


@dataclass(slots=True)
class Span:
    """Text drawn in one go, or a part of it, and where it stands, without spaces at its ends.

    first     the number of its first letter on the page
    is_space  whether it is a space that was drawn, which only a single letter can be
    """

    text: str
    left: float
    right: float
    base: float
    look: Look
    first: int
    is_space: bool = False


class SpansOfPage:
    """All stretches of one page in the order they were drawn."""

    def __init__(self, text_page: Any) -> None:
        self._letters: Final = Letters(text_page)
        self._text: Final = self._letters.text
        self._looks: Final[dict[tuple[bytes, float], Look]] = {}
        self._same: Final[dict[Look, Look]] = {}
        self._dense = False

    def __iter__(self) -> Iterator[Span]:
        whole, letters = self._text, self._letters
        for line in _NO_BREAK.finditer(whole):
            start, stop = line.span()
            while start < stop:
                end = self._end_of_object(start, stop)
                text = whole[start:end].strip()
                if text:
                    first = whole.index(text[0], start)
                    left, right = letters.edges(first)
                    if len(text) > 1:
                        right = max(right, letters.edges(first + len(text) - 1)[1])
                    yield Span(text, left, right, letters.base(first), self._look(first), first)
                start = end

    def pieces(self, span: Span) -> Iterator[Span]:
        """A stretch parted where the library guessed a space, since it saw a gap that nothing was drawn into."""
        first, stop = span.first, span.first + len(span.text)
        text, base, look = self._text, span.base, span.look
        lefts, rights = self._letters.all_edges(first, stop)
        start = first
        for gap in (*_SPACE.finditer(text, first, stop), None):
            end = stop if gap is None else gap.start()
            if end < stop and lefts[end - first] != rights[end - first]:
                continue
            piece = text[start:end].strip()
            if piece:
                start = text.index(piece[0], start)
                right = rights[start - first]
                if len(piece) > 1:
                    right = max(right, rights[start - first + len(piece) - 1])
                yield Span(piece, lefts[start - first], right, base, look, start)
            start = end + 1

    def letters(self, span: Span) -> Iterator[Span]:
        """The letters of a stretch, marks together with theirs; spaces that were drawn, not those guessed."""
        letter: Span | None = None
        lefts, rights = self._letters.all_edges(span.first, span.first + len(span.text))
        for index, (text, left, right) in enumerate(zip(span.text, lefts, rights, strict=True), span.first):
            space = text.isspace()
            if space and left == right:
                continue
            if letter is not None and unicodedata.combining(text):
                letter = replace(letter, text=letter.text + text)
                continue
            if letter is not None:
                yield letter
            letter = Span(" " if space else text, left, right, span.base, span.look, index, space)
        if letter is not None:
            yield letter

    def right_of(self, index: int) -> float:
        """The right edge of a letter."""
        return self._letters.edges(index)[1]

    def _end_of_object(self, start: int, stop: int) -> int:
        """Where the stretch ends that begins here: with the line, or found by ever longer steps and halving."""
        own = self._letters.object_of(start)
        if not self._dense and self._letters.object_of(stop - 1) == own:
            return stop
        inside, step = start, 1
        while inside + step < stop and self._letters.object_of(inside + step) == own:
            inside += step
            step *= 2
        outside = min(inside + step, stop)
        while outside - inside > 1:
            middle = (inside + outside) // 2
            if self._letters.object_of(middle) == own:
                inside = middle
            else:
                outside = middle
        self._dense = outside - start < _SHORT
        return outside

    def _look(self, index: int) -> Look:
        """Old font, size and weight, one object for all that look alike.

        The height of the letter's box stands for sizes that a matrix hides. Fonts of today read alike, so that
        letters taken from a second one part nothing.
        """
        name, size = self._letters.font(index)
        if size <= _HIDDEN_BY_MATRIX:
            size = self._letters.height(index)
        key = name, round(size, 1) or 1.0
        look = self._looks.get(key)
        if look is None:
            font = name.decode("utf-8", "replace")
            if font[6:7] == "+":  # the mark of a font embedded in part
                font = font[7:]
            look = Look(font if old_font(font) else "", key[1], bold="bold" in font.lower())
            look = self._looks[key] = self._same.setdefault(look, look)
        return look


def readable(text: str) -> str:
    """Text with the library's signs for a hyphen at the end of a line as hyphens."""
    return text if text.isprintable() else text.translate(_HYPHENS)
