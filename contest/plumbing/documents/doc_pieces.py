"""The text of a Word 97 file: pieces of it, and where each of its characters lies in the stream."""

import struct
from dataclasses import dataclass
from typing import Final

from contest.plumbing.documents.draft import Refused
from contest.plumbing.documents.reading import Why

_PIECES_AT: Final = 0x01A2
_ONE_BYTE: Final = 0x40000000


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that lie side by side.

    start, stop  their numbers in the document
    place        where the first lies in the stream
    width        bytes a character: 1, or 2 in UTF-16
    """

    start: int
    stop: int
    place: int
    width: int


def table_of(stream: bytes, table: bytes, at: int) -> bytes:
    """The table whose place and length stand at this place in the file's head. Raises struct.error past its end."""
    position, length = struct.unpack_from("<II", stream, at)
    if length and position + length > len(table):
        raise struct.error("a table past the end")
    return table[position : position + length]


def pieces_of(stream: bytes, table: bytes, *, most: int) -> list[Piece]:
    """The pieces in reading order. Raises Refused for a damaged table, or for more characters than that."""
    pieces = table_of(stream, table, _PIECES_AT)
    while pieces[:1] == b"\x01":  # formatting that comes before the pieces
        pieces = pieces[3 + struct.unpack_from("<H", pieces, 1)[0] :]
    if pieces[:1] != b"\x02":
        raise Refused(Why.DAMAGED)
    count = (struct.unpack_from("<I", pieces, 1)[0] - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", pieces, 5)
    if ends[-1] > most:
        raise Refused(Why.TOO_BIG)
    found = []
    for index in range(count):
        place = struct.unpack_from("<I", pieces, 5 + 4 * (count + 1) + 8 * index + 2)[0]
        width = 1 if place & _ONE_BYTE else 2
        place = (place & ~_ONE_BYTE) // 2 if width == 1 else place
        piece = Piece(ends[index], ends[index + 1], place, width)
        if piece.stop < piece.start or place + width * (piece.stop - piece.start) > len(stream):
            raise Refused(Why.DAMAGED)
        found.append(piece)
    return found


def text_of(stream: bytes, pieces: list[Piece]) -> str:
    """All stories in one, a character a UTF-16 unit, since the counts of the stories count units."""
    text = []
    for piece in pieces:
        data = stream[piece.place : piece.place + piece.width * (piece.stop - piece.start)]
        if piece.width == 1:
            text.append(data.decode("cp1252", "replace"))
        else:
            text.append("".join(map(chr, struct.unpack(f"<{len(data) // 2}H", data))))
    return "".join(text)
