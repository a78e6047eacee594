"""Files in a folder, durable at a power cut: file, fsync, rename, fsync of the folder (docs/decisions/0003)."""

import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from contest.errors.storage import DiskFull, TooBig
from contest.plumbing.storage.face import Kept
from contest.plumbing.storage.parts import Part, held_part

CHUNK = 1 << 18
LOOKS_AGAIN = 1 << 26
"""After so many bytes of one file it is asked again whether the disk has room."""


class LocalStorage:
    """Bytes under ``root/ab/abcdef…``; temporary files under ``root/tmp``."""

    def __init__(self, root: Path, *, reserve: int) -> None:
        """reserve: bytes that must stay free; below it nothing new is taken."""
        self.root = root
        self.reserve = reserve
        self.temporary = root / "tmp"
        self.temporary.mkdir(parents=True, exist_ok=True)

    def keep(self, stream: IO[bytes], *, limit: int) -> Kept:
        """See Storage.keep."""
        self._reserved()
        waiting = self.temporary / secrets.token_hex(16)
        try:
            with waiting.open("xb") as file:
                digest, size = self._copy(stream, file, limit)
                file.flush()
                os.fsync(file.fileno())
            self._name(waiting, digest)
        except OSError as error:
            raise DiskFull from error
        finally:
            waiting.unlink(missing_ok=True)
        return Kept(digest, size)

    @contextmanager
    def part(self, name: str) -> Iterator[Part]:
        """See Storage.part."""
        self._reserved()
        with held_part(self._part(name)) as part:
            if part.length == 0:
                sync_folder(self.temporary)
            yield part

    def part_length(self, name: str) -> int:
        """See Storage.part_length."""
        place = self._part(name)
        return place.stat().st_size if place.is_file() else 0

    def keep_part(self, name: str) -> Kept:
        """See Storage.keep_part. A second name for the same bytes, or a copy where the disk knows no such thing."""
        place, waiting = self._part(name), self.temporary / secrets.token_hex(16)
        try:
            with place.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
                size = file.tell()
            try:
                os.link(place, waiting)
                os.utime(waiting)
            except OSError:
                with place.open("rb") as stream:
                    return self.keep(stream, limit=size)
            self._name(waiting, digest)
        except OSError as error:
            raise DiskFull from error
        finally:
            waiting.unlink(missing_ok=True)
        return Kept(digest, size)

    def drop_part(self, name: str) -> None:
        """See Storage.drop_part. What cannot go now goes with the next sweep."""
        with suppress(OSError):
            self._part(name).unlink(missing_ok=True)

    def path(self, digest: str) -> Path:
        """See Storage.path."""
        place = self._place(digest)
        if not place.is_file():
            raise FileNotFoundError(digest)
        return place

    def holds(self, digest: str) -> bool:
        """See Storage.holds."""
        return self._place(digest).is_file()

    def sweep(self, *, named: set[str], older_than: float) -> int:
        """See Storage.sweep."""
        edge = time.time() - older_than
        gone = 0
        for file in self.root.glob("*/*"):
            if file.is_file() and file.name not in named and file.stat().st_mtime < edge:
                file.unlink(missing_ok=True)
                gone += 1
        return gone

    def _reserved(self) -> None:
        if shutil.disk_usage(self.root).free < self.reserve:
            raise DiskFull

    def _place(self, digest: str) -> Path:
        return self.root / digest[:2] / plain(digest)

    def _part(self, name: str) -> Path:
        return self.temporary / plain(name)

    def _name(self, waiting: Path, digest: str) -> None:
        """Give a file that is on the disk its lasting name, durably."""
        final = self._place(digest)
        if not final.parent.exists():
            final.parent.mkdir(exist_ok=True)
            sync_folder(self.root)
        waiting.replace(final)
        sync_folder(final.parent)

    def _copy(self, stream: IO[bytes], file: IO[bytes], limit: int) -> tuple[str, int]:
        seen, size = hashlib.sha256(), 0
        while chunk := stream.read(CHUNK):
            if size // LOOKS_AGAIN != (size + len(chunk)) // LOOKS_AGAIN:
                self._reserved()
            size += len(chunk)
            if size > limit:
                raise TooBig(limit=limit // 1_000_000)
            seen.update(chunk)
            file.write(chunk)
        return seen.hexdigest(), size


def plain(name: str) -> str:
    """The name, when it is 64 hex digits and nothing that leads elsewhere. Raises FileNotFoundError."""
    if len(name) != 64 or set(name) - set("0123456789abcdef"):
        raise FileNotFoundError("not a digest")
    return name


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder durable; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
