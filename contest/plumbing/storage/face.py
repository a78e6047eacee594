"""The face every storage shows."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol, cast

from flask import current_app

from contest.plumbing.storage.parts import Part


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept: ``digest`` is the SHA-256 in hex and the name; ``size`` is in bytes."""

    digest: str
    size: int


class Storage(Protocol):
    """Bytes in, bytes out; what ``keep`` has answered survives a power cut."""

    def keep(self, stream: IO[bytes], *, limit: int) -> Kept:
        """Stream to a temporary name while hashing; fsync; rename to the digest; fsync the folder.

        Raises TooBig past ``limit`` bytes, DiskFull below the reserve; neither leaves anything behind.
        """
        ...

    def part(self, name: str) -> AbstractContextManager[Part]:
        """The part of a file kept under this name (hex), for one writer at a time. Raises UploadBusy, DiskFull."""
        ...

    def part_length(self, name: str) -> int:
        """How many bytes of that part lie there; 0 when there is none."""
        ...

    def keep_part(self, name: str) -> Kept:
        """Keep a part that is whole, as ``keep`` does; the part stays until it is dropped. Raises DiskFull."""
        ...

    def drop_part(self, name: str) -> None:
        """Forget a part; one that is not there is forgotten already."""
        ...

    def path(self, digest: str) -> Path:
        """A local path to read the bytes from. Raises FileNotFoundError."""
        ...

    def holds(self, digest: str) -> bool:
        """Whether these bytes are kept."""
        ...

    def sweep(self, *, named: set[str], older_than: float) -> int:
        """Remove temporary and unnamed files older than that many seconds; returns how many."""
        ...


def storage() -> Storage:
    """The storage of this application."""
    return cast(Storage, current_app.extensions["storage"])
