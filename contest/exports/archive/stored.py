"""Files of the storage inside an archive: found by their digest, never by a name that anybody sent."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from contest.errors.exports import FileLost
from contest.exports.archive.zipped import Member, ZipStream
from contest.plumbing.storage import storage

CHUNK: Final = 1 << 18
SIGNS: Final = (("webp", b"WEBPVP8"), ("png", b"\x89PNG"))
"""What the bytes of a picture of our own begin with; JPEG otherwise."""


def add_stored(pack: ZipStream, name: str, digest: str, *, entry: str) -> Iterator[bytes]:
    """A file of the storage under this name.

    entry   how a person is told whose file is lost
    Raises  FileLost when it is not there, or not what its digest says
    """
    path = _place(digest, entry)
    filed = yield from pack.add(Member(name, path.stat().st_size, _pieces(path)))
    if filed.sha256 != digest:
        raise FileLost(entry=entry)


def picture_suffix(digest: str, *, entry: str) -> str:
    """The ending of a picture's name, told by its bytes. Raises FileLost."""
    with _place(digest, entry).open("rb") as file:
        head = file.read(16)
    return next((f".{kind}" for kind, sign in SIGNS if sign in head), ".jpg")


def _place(digest: str, entry: str) -> Path:
    try:
        return storage().path(digest)
    except FileNotFoundError:
        raise FileLost(entry=entry) from None


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            yield piece
