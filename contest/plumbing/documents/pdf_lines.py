"""Text of a PDF page put back into lines by where it stands, not by the order it was drawn in.

A program that takes its marked letters from a second font draws them after the rest of the line, so
that the plain order reads "Th c hi n ự ệ". Such lines are taken apart; the others are put together of the
stretches in which they were drawn, since each question to the library has its price.
"""

from collections.abc import Iterator
from operator import attrgetter
from typing import Any, Final, NamedTuple

from contest.plumbing.documents.pdf_spans import Span, SpansOfPage, readable
from contest.plumbing.documents.runs import Look

_SAME_LINE: Final = 0.3
_FAR_APART: Final = 3.0
_WORD_GAP: Final = 0.13
_OVERLAP: Final = 0.35
_NEAR_LINES: Final = 4
_left: Final = attrgetter("left")
_right: Final = attrgetter("right")
_first: Final = attrgetter("first")
_is_space: Final = attrgetter("is_space")


class PageLine(NamedTuple):
    """What stands on one base line, near one another; lengths in points from the lower left corner.

    parts       the text from left to right by its looks, with a space where a gap is one
    size        of its largest letters
    bold        whether all of it is
    first_word  how wide its first word is
    """

    page: int
    base: float
    left: float
    right: float
    size: float
    bold: bool
    first_word: float
    parts: tuple[tuple[str, Look], ...]
    text: str


def lines_of(text_page: Any, page: int) -> list[PageLine]:
    """The lines of one page in the order in which they were begun."""
    found = SpansOfPage(text_page)
    lines: list[list[Span]] = []
    for span in found:
        reach = _SAME_LINE * span.look.size
        for line in lines[: -_NEAR_LINES - 1 : -1]:
            if abs(span.base - line[0].base) <= reach:
                line.append(span)
                break
        else:
            lines.append([span])
    pieces: list[list[Span]] = []
    for line in lines:
        if len(line) > 1:
            pieces += _pieces(_in_order(line, found))
        else:
            pieces.append(line)
    pieces.sort(key=_begun)
    return [_line(piece, page, found) for piece in pieces if not all(map(_is_space, piece))]


def _begun(piece: list[Span]) -> int:
    first: int = min(map(_first, piece))
    return first


def _in_order(line: list[Span], found: SpansOfPage) -> list[Span]:
    """From left to right; those that fill one another's gaps piece by piece, or even letter by letter."""
    line.sort(key=_left)
    for taken_apart in (found.pieces, found.letters):
        mixed = _mixed(line)
        if not mixed:
            break
        line = [part for span in line for part in (taken_apart(span) if span.first in mixed else (span,))]
        line.sort(key=_left)
    return line


def _mixed(line: list[Span]) -> set[int]:
    """Which of these, from left to right, lie upon another, by their first letters."""
    mixed: set[int] = set()
    farthest = line[0]
    for span in line[1:]:
        if span.left < farthest.right - _OVERLAP * span.look.size:
            mixed |= {span.first, farthest.first}
        if span.right > farthest.right:
            farthest = span
    return mixed


def _pieces(line: list[Span]) -> Iterator[list[Span]]:
    """The line, or its pieces where a gap is so wide that they belong to different columns."""
    piece: list[Span] = []
    reach = 0.0
    for span in line:
        if piece and not span.is_space and span.left - reach > _FAR_APART * span.look.size:
            yield piece
            piece = []
        piece.append(span)
        if not span.is_space:
            reach = max(reach, span.right)
    yield piece


def _line(spans: list[Span], page: int, found: SpansOfPage) -> PageLine:
    if len(spans) == 1:
        return _line_of_one(spans[0], page, found)
    shown = [span for span in spans if not span.is_space]
    parts = tuple(_parts(spans))
    return PageLine(
        page=page,
        base=spans[0].base,
        left=spans[0].left,
        right=max(map(_right, shown)),
        size=max([look.size for _, look in parts]),
        bold=all(look.bold for text, look in parts if not text.isspace()),
        first_word=_first_word(shown, found),
        parts=parts,
        text="".join([text for text, _ in parts]).strip(),
    )


def _line_of_one(span: Span, page: int, found: SpansOfPage) -> PageLine:
    """The same for a line drawn in one go, as most are."""
    text, look = readable(span.text), span.look
    word, space, _ = span.text.partition(" ")
    end = found.right_of(span.first + len(word) - 1) if space else span.right
    width = end - span.left
    parts = ((text, look),)
    return PageLine(page, span.base, span.left, span.right, look.size, look.bold, width, parts, text.strip())


def _first_word(spans: list[Span], found: SpansOfPage) -> float:
    """How wide the first word is, over as many stretches as it takes."""
    end = spans[0].right
    for before, span in zip([spans[0], *spans], spans, strict=False):
        if span.left - before.right > _WORD_GAP * span.look.size:
            break
        word = span.text.partition(" ")[0]
        if len(word) < len(span.text):
            end = found.right_of(span.first + len(word) - 1) if word else before.right
            break
        end = span.right
    return end - spans[0].left


def _parts(spans: list[Span]) -> Iterator[tuple[str, Look]]:
    """The text, one part a look, with spaces where gaps are."""
    said: list[str] = []
    before = spans[0]
    for span in spans:
        if span.look is not before.look:
            yield readable("".join(said)), before.look
            said = []
        apart = span.left - before.right > _WORD_GAP * span.look.size
        if apart and not before.is_space and not span.is_space:
            said.append(" ")
        said.append(span.text)
        before = span
    yield readable("".join(said)), before.look
