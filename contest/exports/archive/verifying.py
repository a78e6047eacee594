"""Whether an archive holds what its own list says, file by file."""

import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from contest.errors import N_
from contest.exports.archive.manifest import JSON_NAME, Filed, digest_of_list, read_json

CHUNK: Final = 1 << 18
LONGEST_LIST: Final = 200_000_000
BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError)
"""What the reading of a torn, altered, locked or strangely packed archive raises."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not agree: a marked sentence and the name it is about."""

    sentence: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was looked at, and what does not agree; an archive is whole when nothing does not."""

    files: int
    size: int
    list_sha256: str
    faults: tuple[Fault, ...]


def verify_archive(path: Path) -> Verdict:
    """Read every file of an archive and hold it against the list; nothing is unpacked onto a disk."""
    try:
        with zipfile.ZipFile(path) as packed:
            names = packed.namelist()
            if JSON_NAME not in names or packed.getinfo(JSON_NAME).file_size > LONGEST_LIST:
                return _none(Fault(N_("Trong gói không có danh mục manifest.json.")))
            said, files = read_json(packed.read(JSON_NAME))
            faults = [*_of_list(said.get("list_sha256"), files, names), *_of_files(packed, files)]
            size = sum(file.size for file in files)
            return Verdict(len(files), size, digest_of_list(files[:-1]), tuple(faults))
    except (*BROKEN, ValueError) as error:
        sentence = (
            N_("Danh mục manifest.json không đọc được.")
            if isinstance(error, ValueError)
            else N_("Tệp này không phải là một gói ZIP nguyên vẹn.")
        )
        return _none(Fault(sentence))


def _of_list(said: object, files: list[Filed], names: list[str]) -> Iterator[Fault]:
    listed = [file.name for file in files]
    if said != digest_of_list(files[:-1]):
        yield Fault(N_("Danh mục đã bị sửa: mã SHA-256 của cả danh mục không khớp."))
    for name in sorted({name for name in listed if listed.count(name) > 1} if _repeats(listed) else ()):
        yield Fault(N_("Tên có hai lần trong danh mục."), name)
    for name in sorted({name for name in names if names.count(name) > 1} if _repeats(names) else ()):
        yield Fault(N_("Tên có hai lần trong gói."), name)
    for name in sorted(set(names) - set(listed) - {JSON_NAME}):
        yield Fault(N_("Tệp không có trong danh mục."), name)


def _of_files(packed: zipfile.ZipFile, files: list[Filed]) -> Iterator[Fault]:
    there = set(packed.namelist())
    for file in files:
        if file.name not in there:
            yield Fault(N_("Tệp có trong danh mục mà không có trong gói."), file.name)
        elif not _agrees(packed, file):
            yield Fault(N_("Nội dung tệp không khớp danh mục."), file.name)


def _agrees(packed: zipfile.ZipFile, file: Filed) -> bool:
    """Whether the bytes are those; reading ends where the file is longer than it should be."""
    seen, size = hashlib.sha256(), 0
    try:
        with packed.open(file.name) as stream:
            while size <= file.size and (piece := stream.read(CHUNK)):
                seen.update(piece)
                size += len(piece)
    except (*BROKEN, OSError):
        return False
    return size == file.size and seen.hexdigest() == file.sha256


def _repeats(names: list[str]) -> bool:
    return len(set(names)) != len(names)


def _none(fault: Fault) -> Verdict:
    return Verdict(0, 0, "", (fault,))
