"""A file of which a part has come: appended to by one writer at a time, durable at each step."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from contest.errors.storage import DiskFull
from contest.errors.uploads import MoreThanSaid, UploadBusy
from contest.plumbing.locking import lock

CHUNK = 1 << 18


class Part:
    """What has come so far; whoever holds it is alone with it, and a killed holder lets go by dying."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    @property
    def length(self) -> int:
        """How many bytes lie there, acknowledged or not."""
        return os.fstat(self._file.fileno()).st_size

    def take(self, stream: IO[bytes], *, at: int, room: int) -> int:
        """Put what the stream brings behind byte ``at``; on the disk when this returns.

        Whatever lay behind ``at`` was never acknowledged and goes.

        Returns  how many bytes came
        Raises   MoreThanSaid past ``room`` bytes, DiskFull; then the part ends at ``at`` again
        """
        try:
            self._file.truncate(at)
            self._file.seek(at)
            came = self._copy(stream, room)
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise DiskFull from error
        except MoreThanSaid:
            self._file.truncate(at)
            raise
        return came

    def _copy(self, stream: IO[bytes], room: int) -> int:
        came = 0
        while chunk := stream.read(min(CHUNK, room - came + 1)):
            came += len(chunk)
            if came > room:
                raise MoreThanSaid
            self._file.write(chunk)
        return came


@contextmanager
def held_part(place: Path) -> Iterator[Part]:
    """The part at this place, empty when it is new, held until the end. Raises UploadBusy, DiskFull."""
    try:
        descriptor = os.open(place, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    except OSError as error:
        raise DiskFull from error
    with os.fdopen(descriptor, "r+b") as file:
        try:
            lock(file)
        except OSError as error:
            raise UploadBusy from error
        yield Part(file)
