"""Files spoilt on purpose, the same at each run: cut, flipped, shuffled, and within containers that stay whole."""

import io
import zipfile
from collections.abc import Callable, Iterator
from random import Random
from typing import Final

EXTREMES: Final = (b"\x00", b"\xff", b"\x7f", b"\x80")
Spoil = Callable[[bytes, Random], bytes]


def mutations(data: bytes, *, count: int, seed: str) -> Iterator[bytes]:
    """So many spoilt copies of one file; a container is spoilt within as often as without."""
    dice = Random(seed)
    ways = (*OUTSIDE, *(INSIDE if zipfile.is_zipfile(io.BytesIO(data)) else ()))
    for number in range(count):
        yield ways[number % len(ways)](data, dice)


def cut(data: bytes, dice: Random) -> bytes:
    """The beginning alone, as after a lost connection."""
    return data[: dice.randrange(len(data))]


def flip(data: bytes, dice: Random) -> bytes:
    """A few bits turned."""
    spoilt = bytearray(data)
    for _ in range(dice.choice((1, 2, 8, 64))):
        spoilt[dice.randrange(len(spoilt))] ^= 1 << dice.randrange(8)
    return bytes(spoilt)


def flip_early(data: bytes, dice: Random) -> bytes:
    """A few bits turned where the lengths and the tables stand."""
    return flip(data[:512], dice) + data[512:]


def flood(data: bytes, dice: Random) -> bytes:
    """A stretch overwritten with the smallest or the largest values."""
    start, length = dice.randrange(len(data)), dice.choice((1, 2, 4, 16, 256))
    return data[:start] + dice.choice(EXTREMES) * length + data[start + length :]


def drop(data: bytes, dice: Random) -> bytes:
    """A stretch taken out."""
    start = dice.randrange(len(data))
    return data[:start] + data[start + dice.choice((1, 3, 64, 4096)) :]


def repeat(data: bytes, dice: Random) -> bytes:
    """A stretch said again and again."""
    start, length = dice.randrange(len(data)), dice.choice((4, 64, 1024))
    return data[:start] + data[start : start + length] * dice.choice((2, 9, 50)) + data[start:]


def swap(data: bytes, dice: Random) -> bytes:
    """Two halves exchanged at any place but the first bytes, which tell the kind."""
    place = dice.randrange(16, max(17, len(data)))
    return data[:16] + data[place:] + data[16:place]


OUTSIDE: Final[tuple[Spoil, ...]] = (cut, flip, flip_early, flood, drop, repeat, swap)


def _within(spoil: Spoil) -> Spoil:
    """Spoil one member of a container and pack it again with true sums, so that the reader gets to see it."""

    def spoil_member(data: bytes, dice: Random) -> bytes:
        made = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(data)) as box,
            zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as again,
        ):
            members = [(name, box.read(name)) for name in box.namelist()]
            chosen = dice.choice([name for name, content in members if content])
            for name, content in members:
                again.writestr(name, spoil(content, dice) if name == chosen else content)
        return made.getvalue()

    return spoil_member


INSIDE: Final[tuple[Spoil, ...]] = tuple(map(_within, (cut, flip, flood, drop, repeat, swap)))


def nested(levels: int, *, width: int = 2) -> bytes:
    """An archive of archives of archives, each level so many times as large as the one above it."""
    data = b"0" * 1_000_000
    for level in range(levels):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as box:
            for copy in range(width):
                box.writestr(f"{level}-{copy}.zip", data)
        data = made.getvalue()
    return data
