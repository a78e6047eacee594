"""Which characters of a Word 97 file have which look: its pages of formatting, laid over its pieces."""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from contest.plumbing.documents.doc_pieces import Piece, table_of
from contest.plumbing.documents.draft import Refused
from contest.plumbing.documents.reading import Why

_CHARACTERS_AT: Final = 0x00FA
_PARAGRAPHS_AT: Final = 0x0102
_PAGE: Final = 512
_PAGE_NUMBER: Final = 0x3FFFFF
_ENTRY_OF_PARAGRAPH: Final = 13


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters from start to stop, by their numbers, that say the same of themselves in the same paragraph style."""

    start: int
    stop: int
    style: int
    said: bytes


@dataclass(frozen=True, slots=True)
class _Bins:
    """Where in the stream each kind of formatting begins, in order, and what it says."""

    starts: list[int]
    said: list[bytes]

    def at(self, place: int) -> tuple[bytes, int]:
        """What holds at this place of the stream, and where that ends."""
        index = bisect_right(self.starts, place) - 1
        end = self.starts[index + 1] if index + 1 < len(self.starts) else 1 << 62
        return (self.said[index] if index >= 0 else b""), end


def stretches_of(stream: bytes, table: bytes, pieces: list[Piece]) -> Iterator[Stretch]:
    """All characters in order. Raises struct.error or IndexError where the formatting is damaged, or Refused."""
    characters = _bins(stream, table, _CHARACTERS_AT, entry=1)
    paragraphs = _bins(stream, table, _PARAGRAPHS_AT, entry=_ENTRY_OF_PARAGRAPH)
    for piece in pieces:
        number = piece.start
        while number < piece.stop:
            place = piece.place + piece.width * (number - piece.start)
            said, end = characters.at(place)
            style, other_end = paragraphs.at(place)
            step = max((min(end, other_end) - place) // piece.width, 1)
            stop = min(number + step, piece.stop)
            yield Stretch(number, stop, int.from_bytes(style[:2], "little"), said)
            number = stop


def _bins(stream: bytes, table: bytes, at: int, *, entry: int) -> _Bins:
    """All pages of one kind of formatting; ``entry`` is the bytes that a page keeps for each."""
    pages = table_of(stream, table, at)
    count = max((len(pages) - 4) // 8, 0)
    if count > len(stream) // _PAGE:
        raise Refused(Why.DAMAGED)
    found: dict[int, bytes] = {}
    for index in range(count):
        number = struct.unpack_from("<I", pages, 4 * (count + 1) + 4 * index)[0] & _PAGE_NUMBER
        page = stream[number * _PAGE : (number + 1) * _PAGE]
        runs = page[_PAGE - 1]
        starts = struct.unpack_from(f"<{runs + 1}I", page)
        for run in range(runs):
            offset = 2 * page[4 * (runs + 1) + entry * run]
            found[starts[run]] = _said(page, offset, of_paragraph=entry > 1) if offset else b""
        found.setdefault(starts[-1], b"")
    return _Bins(sorted(found), [found[start] for start in sorted(found)])


def _said(page: bytes, offset: int, *, of_paragraph: bool) -> bytes:
    """What stands there: a length, in bytes or for paragraphs in pairs, then so much."""
    length, start = page[offset], offset + 1
    if of_paragraph and length == 0:
        length, start = 2 * page[offset + 1], offset + 2
    elif of_paragraph:
        length = 2 * length - 1
    return page[start : start + length]
