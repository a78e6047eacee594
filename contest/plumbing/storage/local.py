"""Files in a folder, durable at a power cut: file, fsync, rename, fsync of the folder (TRUST: finding 2)."""

import hashlib
import os
import secrets
import shutil
import time
from pathlib import Path
from typing import IO

from contest.errors.storage import DiskFull, TooBig
from contest.plumbing.storage.face import Kept

CHUNK = 1 << 18


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
        if shutil.disk_usage(self.root).free < self.reserve:
            raise DiskFull
        waiting = self.temporary / secrets.token_hex(16)
        try:
            with waiting.open("xb") as file:
                digest, size = self._copy(stream, file, limit)
                file.flush()
                os.fsync(file.fileno())
            final = self._place(digest)
            if not final.parent.exists():
                final.parent.mkdir(exist_ok=True)
                sync_folder(self.root)
            waiting.replace(final)
            sync_folder(final.parent)
        except OSError as error:
            raise DiskFull from error
        finally:
            waiting.unlink(missing_ok=True)
        return Kept(digest, size)

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

    def _place(self, digest: str) -> Path:
        if len(digest) != 64 or set(digest) - set("0123456789abcdef"):
            raise FileNotFoundError("not a digest")
        return self.root / digest[:2] / digest

    def _copy(self, stream: IO[bytes], file: IO[bytes], limit: int) -> tuple[str, int]:
        seen, size = hashlib.sha256(), 0
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > limit:
                raise TooBig(limit=limit // 1_000_000)
            seen.update(chunk)
            file.write(chunk)
        return seen.hexdigest(), size


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder durable; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
