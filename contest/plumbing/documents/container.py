"""ZIP containers opened without trust: everything is checked before anything is unpacked."""

import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from contest.plumbing.documents.draft import Refused
from contest.plumbing.documents.reading import MIB, Limits, Why
from contest.plumbing.documents.xml import Element, parse_xml

_LOCAL_HEADER: Final = 30
_LOCAL_MAGIC: Final = b"PK\x03\x04"
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BOMB_FROM: Final = 8 * MIB
_BOMB_RATIO: Final = 100
_ENCRYPTED: Final = 0x1
_UTF8: Final = 0x800


class Container:
    """A checked ZIP file; members are read one at a time, into memory only, never by their names on disk.

    Raises  Refused for what is cut, overlapping, doubled, encrypted or grows out of proportion
    """

    def __init__(self, path: Path, limits: Limits) -> None:
        self._limits = limits
        self._file: Final = path.open("rb")
        try:
            with zipfile.ZipFile(self._file) as box:
                self._members: Final = {member.filename: member for member in box.infolist()}
                self._check(box.infolist(), path.stat().st_size)
        except Refused:
            self._file.close()
            raise
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError) as error:
            self._file.close()
            raise Refused(Why.DAMAGED) from error
        self.names: Final = self._members.keys()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def read(self, name: str) -> bytes:
        """The bytes of one member.

        Raises  Refused when it is missing, damaged or larger than one part may be
        """
        data = b"".join(self.pieces(name))
        if len(data) != self._members[name].file_size or zlib.crc32(data) != self._members[name].CRC:
            raise Refused(Why.DAMAGED)
        return data

    def pieces(self, name: str, size: int = 0) -> Iterator[bytes]:
        """The bytes of one member, the first piece of this size and each twice that before it; unchecked.

        size    0 for all in one piece
        Raises  Refused as read
        """
        member = self._members.get(name)
        if member is None:
            raise Refused(Why.DAMAGED)
        if member.file_size > self._limits.part_bytes:
            raise Refused(Why.TOO_BIG)
        packed = self._packed(member)
        if member.compress_type == zipfile.ZIP_STORED:
            yield packed
            return
        unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
        size = size or member.file_size + 1
        try:
            while packed and not unpacking.eof:
                yield unpacking.decompress(packed, size)
                packed, size = unpacking.unconsumed_tail, size * 2
        except zlib.error as error:
            raise Refused(Why.DAMAGED) from error

    def _packed(self, member: zipfile.ZipInfo) -> bytes:
        """The bytes of a member as they lie in the file, behind its own header."""
        self._file.seek(member.header_offset)
        header = self._file.read(_LOCAL_HEADER)
        if len(header) < _LOCAL_HEADER or not header.startswith(_LOCAL_MAGIC):
            raise Refused(Why.DAMAGED)
        name_length, extra_length = struct.unpack_from("<HH", header, 26)
        name = self._file.read(name_length)
        if name.decode("utf-8" if member.flag_bits & _UTF8 else "cp437", "replace") != member.orig_filename:
            raise Refused(Why.DAMAGED)
        self._file.seek(extra_length, os.SEEK_CUR)
        return self._file.read(member.compress_size)

    def xml(self, name: str) -> Element:
        """The root of one XML member; see parse_xml. Raises Refused."""
        return parse_xml(self.read(name))

    def _check(self, members: list[zipfile.ZipInfo], packed: int) -> None:
        if not members or len(self._members) != len(members):
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
