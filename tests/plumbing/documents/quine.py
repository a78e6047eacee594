"""An archive that holds itself, for readers that would open archives in archives without end.

After Russ Cox, "Zip Files All The Way Down": a program of two kinds of words, each of five bytes. ``_say`` puts out
what follows it; ``_again`` puts out once more what was put out last.
"""

import struct
import zlib
from typing import Final

NAME: Final = b"[Content_Types].xml"
_WORD: Final = 5
_HEAD: Final = 60
_COMMENT: Final = b"Guong sang, guong sang, guong"
"""As long as it takes for its file's end to be put out once more in one word."""


def quine() -> bytes:
    """A ZIP file whose only member is that file, with a true check sum, under the name a reader opens first."""
    offset = zlib.crc32(_archive(0))
    columns = [zlib.crc32(_archive(1 << bit)) ^ offset ^ (1 << bit) for bit in range(32)]
    return _archive(_solution(columns, offset))


def _archive(crc: int, name: bytes = NAME) -> bytes:
    """The file with this check sum written in it; every bit of that changes the true one in its own way."""
    data, total = b"", 0
    for _ in range(2):  # the sizes stand in the file, which is as long whatever they are
        sizes = struct.pack("<III", crc, len(data), total)
        common = b"\x14\0\0\0\x08\0\0\0\0\0" + sizes
        extra = b"x" * (_HEAD - 30 - len(name))
        named = struct.pack("<HH", len(name), len(extra))
        prefix = (
            b"PK\x03\x04" + common + named + name + struct.pack("<HH", 0x7878, len(extra) - 4) + extra[4:]
        )
        entry = b"PK\x01\x02\x14\0" + common + struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, 0) + name
        end = struct.pack(
            "<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1, 1, len(entry), _HEAD + len(data), len(_COMMENT)
        )
        suffix = entry + end + _COMMENT
        data = _program(prefix, suffix)
        total = len(prefix) + len(data) + len(suffix)
    return prefix + data + suffix


def _program(prefix: bytes, suffix: bytes) -> bytes:
    """Puts out the prefix, itself and the suffix."""
    head, tail = len(prefix) + _WORD, len(suffix) + _WORD
    one, four = _say(_WORD), _say(4 * _WORD)
    again_head, again_four, again_tail = _again_head(head), _again_four(), _again_tail(tail, suffix[-1])
    return b"".join(
        (
            _say(head) + prefix + _say(head),
            again_head,
            one + again_head,
            one + one,
            four + again_head + one + one + four,
            again_four,
            four + again_four + four + again_four + four,
            again_four,
            four + again_four + _say(0) + _say(0) + _say(tail),
            again_four,
            _say(0) + _say(0),
            _say(tail) + again_tail + suffix,
            again_tail,
        )
    )


def _say(count: int) -> bytes:
    """A block of so many bytes as they are."""
    return struct.pack("<BHH", 0, count, 0xFFFF ^ count)


def _again_head(count: int) -> bytes:
    """The last 65 or 66 bytes once more, and an empty block to fill the word."""
    assert count in (65, 66)
    return _packed(
        "010", _code(276, 7), _more(count - 59, 3), _code(12, 5), _more(count - 65, 5), _END, "010", _END
    )


def _again_four() -> bytes:
    """The last twenty bytes once more, in two halves."""
    half = (_code(264, 7), _code(8, 5), _more(20 - 17, 3))
    return _packed("010", *half, *half, _END)


def _again_tail(count: int, last: int) -> bytes:
    """The last 116 to 128 bytes once more, the very last of them by itself; the end of all."""
    assert 116 <= count <= 128
    copied = ("11000000", _more(count - 1 - 115, 4), _code(13, 5), _more(count - 97, 5))
    return _packed("110", *copied, f"{0x30 + last:08b}", _END)


_END: Final = "0000000"


def _code(symbol: int, bits: int) -> str:
    return f"{symbol - 256 if bits == 7 else symbol:0{bits}b}"


def _more(value: int, bits: int) -> str:
    return f"{value:0{bits}b}"[::-1]


def _packed(*bits: str) -> bytes:
    """Bits into bytes, the lowest bit of each first."""
    stream = "".join(bits)
    assert len(stream) == 8 * _WORD
    return bytes(int(stream[at : at + 8][::-1], 2) for at in range(0, len(stream), 8))


def _solution(columns: list[int], offset: int) -> int:
    """The sum x with offset ^ (the columns of its bits) == 0, by elimination over bits."""
    rows = [
        sum((column >> bit & 1) << at for at, column in enumerate(columns)) | (offset >> bit & 1) << 32
        for bit in range(32)
    ]
    pivots = []
    for at in range(32):
        row = next((row for row in rows if row >> at & 1), None)
        if row is None:
            continue
        rows = [other ^ row if other >> at & 1 else other for other in rows if other is not row]
        pivots = [other ^ row if other >> at & 1 else other for other in pivots] + [row]
    assert not any(rows)
    return sum(1 << (row & -row).bit_length() - 1 for row in pivots if row >> 32)
