"""The face of a long export, and how it tells of its work."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Protocol, cast

from contest.charter.models import Contest, Round
from contest.exports.face import Naming

CHUNK = 1 << 18


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asked for.

    options  what was chosen, as the export's own file understands it
    naming   the right under which authors may stand in the file; NEVER when none may
    """

    contest: Contest
    round: Round
    options: Mapping[str, str]
    naming: Naming
    at: datetime

    @property
    def names(self) -> bool:
        """Whether authors stand in it."""
        return self.naming is not Naming.NEVER


class Stopped(Exception):
    """Nobody waits for the work any more: it was cancelled, or given to another worker."""


class Work(Protocol):
    """Where an export says how far it is; both may raise Stopped, which is to be let through."""

    def begin(self, total: int) -> None:
        """There are that many steps."""
        ...

    def step(self, count: int = 1) -> None:
        """So many more of them are done."""
        ...


class Unwatched:
    """Work that nobody follows: on the command line, in tests."""

    def begin(self, total: int) -> None:
        """See Work.begin."""

    def step(self, count: int = 1) -> None:
        """See Work.step."""


class LongExport(Protocol):
    """What each file of this folder offers."""

    def words(self, asked: Asked) -> tuple[str, ...]:
        """What it is called and what was chosen: marked sentences, to be translated and parted by points."""
        ...

    def naming(self, asked: Asked, *, secretary: bool, unsealed: bool) -> Naming:
        """The right under which authors would stand in the file for such a person. Raises SealClosed.

        unsealed  whether the seal of the round is open
        """
        ...

    def check(self, asked: Asked) -> None:
        """Refuse what cannot be made now or never, also options that nobody offered."""
        ...

    def file_name(self, asked: Asked) -> str:
        """What the download is called, in letters that every disk keeps."""
        ...

    def media_type(self, asked: Asked) -> str:
        """What a browser is told."""
        ...

    def make(self, asked: Asked, work: Work) -> Iterator[bytes]:
        """The file, piece by piece, outside any transaction; the same asked of the same rows gives the same bytes.

        Whoever steps aside here leaves nothing behind: temporary files go with the iterator.
        """
        ...


def from_file(write: Callable[[BinaryIO], None]) -> Iterator[bytes]:
    """The pieces of what a writer writes that wants a file to write into; the file is gone afterwards."""
    with tempfile.TemporaryFile(prefix="export-") as file:
        write(cast(BinaryIO, file))
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk
