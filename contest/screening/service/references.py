"""Reference texts: read by the worker outside any transaction, kept as text, compared with every entry."""

import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO

from sqlalchemy import Select, select

from contest.charter.models import Contest
from contest.db import db
from contest.errors import Refusal
from contest.errors.documents import FileRefused
from contest.errors.resemblances import ReferenceEmpty, TooManyReferences
from contest.errors.storage import TooBig
from contest.plumbing.archives import ArchiveLimits, kind_of_archive, members
from contest.plumbing.audit import Actor, record
from contest.plumbing.documents import read_document
from contest.plumbing.scratch import scratch
from contest.plumbing.vietnamese import clean, count_words
from contest.screening.models import ReferenceText, Resemblance
from contest.screening.service.likeness import heed
from contest.screening.service.newcomers import promise_comparing_anew
from contest.screening.service.prints import release

MOST = 200
"""Files taken at once, those of a ZIP counted one by one."""

MEGABYTE = 1_000_000
CHUNK = 1 << 18


Refused = tuple[str, Refusal]
"""A file's name and why it was not taken."""


@dataclass(frozen=True, slots=True)
class TextRead:
    """A file as it was read to be a reference; digest of its bytes."""

    title: str
    paragraphs: tuple[str, ...]
    digest: str

    @property
    def words(self) -> int:
        """The words of the body."""
        return count_words("\n".join(self.paragraphs))


def read_references(
    files: Sequence[tuple[str, IO[bytes]]], *, max_mb: int
) -> tuple[list[TextRead], list[Refused]]:
    """Read files, or the files of a ZIP, to be references; what could not be read is said for each.

    files   name and bytes of each
    max_mb  the most that one file may weigh, a ZIP ten times as much
    Raises  TooManyReferences; RuntimeError inside a transaction
    """
    release()
    texts: list[TextRead] = []
    refused: list[Refused] = []
    with scratch("references") as folder:
        for number, (name, stream) in enumerate(files):
            whole = folder / f"{number}"
            try:
                _copy(stream, whole, most=10 * max_mb)
                for inner, path in _unpacked(name, whole, most=max_mb):
                    _read(inner, path, texts, refused)
                    if len(texts) + len(refused) > MOST:
                        raise TooManyReferences(limit=MOST)
            except TooManyReferences:
                raise
            except Refusal as refusal:
                refused.append((name, refusal))
    return texts, refused


def load_references(*, contest: Contest, texts: Sequence[TextRead], actor: Actor, at: datetime) -> int:
    """Keep texts to compare with, and promise to compare; one that is there already is left. Returns how many."""
    there = set(
        db.session.scalars(
            select(ReferenceText.digest).where(
                ReferenceText.contest_id == contest.id, ReferenceText.removed_at.is_(None)
            )
        )
    )
    fresh = {text.digest: text for text in texts if text.digest not in there}
    if not fresh:
        return 0
    db.session.add_all(
        ReferenceText(
            contest_id=contest.id,
            title=text.title,
            paragraphs=list(text.paragraphs),
            words=text.words,
            digest=text.digest,
            loaded_at=at,
            loaded_by=actor.name,
        )
        for text in fresh.values()
    )
    db.session.flush()
    promise_comparing_anew(contest_id=contest.id, at=at)
    record("references.loaded", actor=actor, at=at, contest_id=contest.id, count=len(fresh))
    return len(fresh)


def remove_reference(*, reference: ReferenceText, actor: Actor, at: datetime) -> None:
    """Compare with this text no more; what people ruled about it stands. One taken away stays away."""
    if reference.removed_at is not None:
        return
    reference.removed_at, reference.removed_by = at, actor.name
    db.session.flush()
    heed(reference.contest_id, list(db.session.scalars(_entries_beside(reference))))
    record("reference.removed", actor=actor, at=at, contest_id=reference.contest_id, subject=reference)


def _entries_beside(reference: ReferenceText) -> Select[int]:
    return select(Resemblance.entry_id).where(Resemblance.reference_id == reference.id)


def _unpacked(name: str, path: Path, *, most: int) -> Iterator[tuple[str, Path]]:
    """The file itself, or each file of a ZIP, under its own name."""
    if kind_of_archive(path) != "zip":
        yield name, path
        return
    limits = ArchiveLimits(files=10 * MOST, bytes_out=10 * most * MEGABYTE)
    for number, (inner, stream) in enumerate(members(path, limits)):
        unpacked = path.with_name(f"{path.name}-{number}")
        _copy(stream, unpacked, most=most)
        yield PurePosixPath(inner).name, unpacked


def _copy(stream: IO[bytes], path: Path, *, most: int) -> None:
    size = 0
    with path.open("xb") as file:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > most * MEGABYTE:
                raise TooBig(limit=most)
            file.write(chunk)


def _read(name: str, path: Path, texts: list[TextRead], refused: list[Refused]) -> None:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    shown = " ".join(clean(name).split())[:200] or "tệp"
    with tempfile.TemporaryDirectory(dir=path.parent) as pages:
        reading = read_document(path, into=Path(pages), name=shown)
    path.unlink()
    if reading.refusal is not None:
        refused.append((shown, FileRefused.because(reading.refusal, file=shown)))
    elif not reading.words:
        refused.append((shown, ReferenceEmpty(file=shown)))
    else:
        title = reading.title or PurePosixPath(shown).stem
        texts.append(TextRead(title[:300], reading.paragraphs, digest))
