"""A ZIP that streams: no file is held whole, and the same files give the same bytes.

The standard library writes it, to a stream without places to go back to: sizes and checks follow each file.
Every date is the first that a ZIP can tell; the order is the caller's; what is packed already is stored.
"""

import hashlib
import zipfile
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, cast

from contest.exports.archive.manifest import Filed

DATE: Final = (1980, 1, 1, 0, 0, 0)
READABLE: Final = 0o100644 << 16
ON_UNIX: Final = 3
PACKS_WELL: Final = frozenset({".txt", ".json", ".csv", ".rtf", ".doc"})


@dataclass(frozen=True, slots=True)
class Member:
    """One file to come.

    size    in bytes, known beforehand: it decides whether the large form (ZIP64) is needed
    pieces  read once
    """

    name: str
    size: int
    pieces: Iterable[bytes]


class _Outlet:
    """What the library writes to: it only goes on."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def write(self, data: bytes) -> int:
        """Take some bytes."""
        self._waiting.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> Iterator[bytes]:
        """What was written since, and forget it."""
        waiting, self._waiting = self._waiting, []
        yield from waiting


def untold(_file: Filed) -> None:
    """Nobody lists the files."""


class ZipStream:
    """An archive in the making. Of each file it holds what stands at the end of a ZIP, half a kilobyte, and no more."""

    def __init__(self, tell: Callable[[Filed], None] = untold) -> None:
        """tell: hears of each file that went in."""
        self._tell = tell
        self._outlet = _Outlet()
        self._zip = zipfile.ZipFile(cast(str, self._outlet), "w", allowZip64=True)

    def add(self, member: Member) -> Generator[bytes, None, Filed]:
        """The archive's next pieces, and in the end the file as it went in.

        Raises  ValueError when it is not of the size that was said
        """
        file = yield from self._add(member)
        self._tell(file)
        return file

    def add_bytes(self, name: str, data: bytes) -> Generator[bytes, None, Filed]:
        """The same for a small file that is there."""
        return (yield from self.add(Member(name, len(data), (data,))))

    def add_list(self, name: str, make: Callable[[], Iterable[bytes]]) -> Generator[bytes, None, Filed]:
        """A list of the others, of which nobody is told; it is made twice alike, once to be measured."""
        return (yield from self._add(Member(name, sum(map(len, make())), make())))

    def end(self) -> Iterator[bytes]:
        """The list at the end of the archive."""
        self._zip.close()
        yield from self._outlet.taken()

    def _add(self, member: Member) -> Generator[bytes, None, Filed]:
        info = zipfile.ZipInfo(member.name, DATE)
        info.create_system, info.external_attr = ON_UNIX, READABLE
        info.compress_type = zipfile.ZIP_DEFLATED if _packs_well(member.name) else zipfile.ZIP_STORED
        info.file_size = member.size
        seen, size = hashlib.sha256(), 0
        with self._zip.open(info, "w") as file:
            for piece in member.pieces:
                seen.update(piece)
                size += len(piece)
                file.write(piece)
                yield from self._outlet.taken()
        if size != member.size:
            raise ValueError(f"{member.name} has {size} bytes, not {member.size}")
        yield from self._outlet.taken()
        return Filed(member.name, size, seen.hexdigest())


def _packs_well(name: str) -> bool:
    return any(name.casefold().endswith(suffix) for suffix in PACKS_WELL)
