"""ZIP containers opened without trust: everything is checked before anything is unpacked."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

from contest.plumbing.documents.draft import Refused
from contest.plumbing.documents.reading import MIB, Limits, Why
from contest.plumbing.documents.xml import Element, parse_xml

_LOCAL_HEADER: Final = 30
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BOMB_FROM: Final = 8 * MIB
_BOMB_RATIO: Final = 100
_ENCRYPTED: Final = 0x1


class Container:
    """A checked ZIP file; members are read one at a time, into memory only, never by their names on disk.

    Raises  Refused for what is cut, overlapping, doubled, encrypted or grows out of proportion
    """

    def __init__(self, path: Path, limits: Limits) -> None:
        self._limits = limits
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
            raise Refused(Why.DAMAGED) from error
        try:
            self._check(path.stat().st_size)
        except Refused:
            self._zip.close()
            raise
        self.names: Final = frozenset(self._zip.namelist())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def read(self, name: str) -> bytes:
        """The bytes of one member.

        Raises  Refused when it is missing, damaged or larger than one part may be
        """
        with self._opened(name) as member:
            return member.read(self._limits.part_bytes)

    @contextmanager
    def _opened(self, name: str) -> Iterator[IO[bytes]]:
        try:
            info = self._zip.getinfo(name)
            if info.file_size > self._limits.part_bytes:
                raise Refused(Why.TOO_BIG)
            with self._zip.open(info) as member:
                yield member
        except (KeyError, zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
            raise Refused(Why.DAMAGED) from error
        except RuntimeError as error:  # zipfile's word for a password
            raise Refused(Why.ENCRYPTED) from error
        except zlib.error as error:
            raise Refused(Why.DAMAGED) from error

    def xml(self, name: str) -> Element:
        """The root of one XML member; see parse_xml. Raises Refused."""
        return parse_xml(self.read(name))

    def pieces(self, name: str, size: int) -> Iterator[bytes]:
        """The bytes of one member in ever larger pieces, for who may not need them all. Raises Refused as read."""
        with self._opened(name) as member:
            while piece := member.read(size):
                yield piece
                size *= 2

    def _check(self, packed: int) -> None:
        members = self._zip.infolist()
        names = {member.filename for member in members}
        if not members or len(names) != len(members):
            raise Refused(Why.DAMAGED)
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise Refused(Why.ENCRYPTED)
        if any(member.compress_type not in _METHODS for member in members):
            raise Refused(Why.DAMAGED)
        unpacked = sum(member.file_size for member in members)
        if len(members) > self._limits.members or unpacked > self._limits.unpacked_bytes:
            raise Refused(Why.TOO_BIG)
        if unpacked > _BOMB_FROM and unpacked > _BOMB_RATIO * packed:
            raise Refused(Why.TOO_BIG)
        end = 0
        for member in sorted(members, key=lambda member: member.header_offset):
            if member.header_offset < end:
                raise Refused(Why.DAMAGED)
            end = member.header_offset + _LOCAL_HEADER + len(member.filename.encode()) + member.compress_size
        if end > packed:
            raise Refused(Why.DAMAGED)
