"""ZIP archives of files that people send: listed and unpacked within limits, their names as they were meant.

Nothing is written to a disk by its name in the archive: members are streams, and whoever asks keeps them.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, cast

from contest.errors.archives import ArchiveDamaged, ArchiveLocked, ArchiveOfAnotherKind, ArchiveTooBig
from contest.plumbing.vietnamese import clean

MIB: Final = 1024 * 1024
_LOCAL: Final = b"PK\x03\x04"
_END: Final = b"PK\x05\x06"
_OTHERS: Final = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_DOCUMENTS: Final = frozenset({"[Content_Types].xml", "mimetype"})
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_UTF_8: Final = 0x800
_LOCKED: Final = 0x1
_TAIL: Final = 65_557
_LONGEST_LIST: Final = 4 * MIB
_UNICODE_PATH: Final = 0x7075
_LITTER: Final = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    ValueError,
    OSError,
    struct.error,
)


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """What one archive may hold: files, bytes in all when unpacked, and how much larger than packed."""

    files: int = 2000
    bytes_out: int = 2000 * MIB
    ratio: int = 120


def kind_of_archive(path: Path, name: str = ".zip") -> str:
    """Which archive it is: "zip", "other" for RAR and its kin, "" for all else, office files included.

    name  what its sender calls it: for what is too damaged to tell
    """
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(_OTHERS):
        return "other"
    if not head.startswith((_LOCAL, _END)):
        return ""
    try:
        with zipfile.ZipFile(checked(path)) as packed:
            return "" if _DOCUMENTS.intersection(packed.namelist()) else "zip"
    except (*_BROKEN, ArchiveDamaged):
        return "zip" if name.casefold().endswith(".zip") else ""


def members(path: Path, limits: ArchiveLimits) -> Iterator[tuple[str, IO[bytes]]]:
    """Each file of an archive: its name with its folders, and a stream of its bytes to be read at once.

    Folders, links and what systems leave behind (Thumbs.db, __MACOSX) are passed over; an archive inside
    is a file like others.

    Raises  ArchiveOfAnotherKind, ArchiveDamaged, ArchiveLocked, ArchiveTooBig; also while a stream is read
    """
    if kind_of_archive(path) == "other":
        raise ArchiveOfAnotherKind
    try:
        with zipfile.ZipFile(checked(path)) as packed:
            wanted = [info for info in packed.infolist() if not info.is_dir()]
            _check(wanted, limits, packed_size=path.stat().st_size)
            for info in wanted:
                name = name_meant(info)
                if not _is_litter(name, info):
                    with packed.open(info) as stream:
                        yield name, cast(IO[bytes], _Member(stream))
    except RuntimeError as error:
        raise ArchiveLocked from error
    except _BROKEN as error:
        raise ArchiveDamaged from error


class _Member(io.RawIOBase):
    """A member's bytes; what is wrong with them is said as a refusal, whoever reads."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        """The next bytes. Raises ArchiveDamaged."""
        try:
            return self._stream.read(size)
        except _BROKEN as error:
            raise ArchiveDamaged from error


def name_meant(info: zipfile.ZipInfo) -> str:
    """The name of a member as it was on the sender's disk, with / between folders, in one form of Unicode.

    In order: the archive's own Unicode field; UTF-8, whether it says so or not (Macs do not); UTF-8 that
    another program took for DOS letters; DOS letters of Vietnamese Windows (1258).
    """
    told = _unicode_path(info)
    if told is None:
        told = info.filename
        try:
            raw = told.encode("cp437")
        except UnicodeEncodeError:
            raw = b""
        if raw and not told.isascii():
            told = _decoded(raw, told, said_utf_8=bool(info.flag_bits & _UTF_8))
    parts = clean(told).replace("\\", "/").split("/")
    return "/".join(part for part in (" ".join(p.split()) for p in parts) if part not in ("", ".", ".."))


def _decoded(raw: bytes, shown: str, *, said_utf_8: bool) -> str:
    for encoding in ("utf-8",) if said_utf_8 else ("utf-8", "cp1258"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return shown


def _unicode_path(info: zipfile.ZipInfo) -> str | None:
    """The name in the Info-ZIP Unicode path field, when it belongs to this very name."""
    extra = info.extra
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind != _UNICODE_PATH or len(field) < 6 or field[0] != 1:
            continue
        try:
            if zlib.crc32(info.orig_filename.encode("cp437")) == struct.unpack_from("<L", field, 1)[0]:
                return field[5:].decode("utf-8")
        except UnicodeError:
            return None
    return None


def checked(path: Path) -> Path:
    """The path, when the archive's list of files is small enough to be read. Raises ArchiveDamaged, ArchiveTooBig."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - _TAIL))
        tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < 22:
        raise ArchiveDamaged
    listed = struct.unpack_from("<L", tail, at + 12)[0]
    if listed > _LONGEST_LIST or b"PK\x06\x07" in tail[max(0, at - 20) : at]:
        raise ArchiveTooBig
    return path


def _check(files: list[zipfile.ZipInfo], limits: ArchiveLimits, *, packed_size: int) -> None:
    unpacked = sum(info.file_size for info in files)
    if any(info.flag_bits & _LOCKED for info in files):
        raise ArchiveLocked
    if len(files) > limits.files or unpacked > limits.bytes_out:
        raise ArchiveTooBig
    if unpacked > 8 * MIB and unpacked > limits.ratio * packed_size:
        raise ArchiveTooBig
    if any(info.compress_type not in _METHODS for info in files):
        raise ArchiveOfAnotherKind
    end = 0
    for info in sorted(files, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise ArchiveDamaged
        end = info.header_offset + 30 + info.compress_size
    if end > packed_size:
        raise ArchiveDamaged


def _is_litter(name: str, info: zipfile.ZipInfo) -> bool:
    first, last = name.split("/", 1)[0], name.rsplit("/", 1)[-1]
    link = (info.external_attr >> 16) & 0o170000 == 0o120000
    return (
        not name or link or first == "__MACOSX" or last.startswith(("._", "~$")) or last.casefold() in _LITTER
    )
