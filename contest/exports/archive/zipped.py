"""A ZIP that streams: no file is held whole, and the same files give the same bytes.

The standard library writes it, to a stream without places to go back to: sizes and checks follow each file.
Every date is the first that a ZIP can tell; the order is the caller's; what is packed already is stored.
"""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
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


class ZipStream:
    """An archive in the making; ``files`` are those that went in, with size and SHA-256."""

    def __init__(self) -> None:
        self.files: list[Filed] = []
        self._outlet = _Outlet()
        self._zip = zipfile.ZipFile(cast(str, self._outlet), "w", allowZip64=True)

    def add(self, member: Member) -> Iterator[bytes]:
        """The archive's next pieces. Raises ValueError when the file is not of the size that was said."""
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
        self.files.append(Filed(member.name, size, seen.hexdigest()))

    def add_bytes(self, name: str, data: bytes) -> Iterator[bytes]:
        """The same for a small file that is there."""
        yield from self.add(Member(name, len(data), (data,)))

    def end(self) -> Iterator[bytes]:
        """The list at the end of the archive."""
        self._zip.close()
        yield from self._outlet.taken()


def _packs_well(name: str) -> bool:
    return any(name.casefold().endswith(suffix) for suffix in PACKS_WELL)
