"""Taking a batch in: every file is durable before anything is read, and the same lot is taken once."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Final

from sqlalchemy import func, select

from contest.charter.models import Contest
from contest.db import db
from contest.entries.service import lock_register
from contest.errors import NotFound
from contest.errors.archives import ArchiveTooBig
from contest.errors.scanning import BatchTooBig, NotAScan, NothingScanned, TooManyScans
from contest.errors.storage import TooBig
from contest.plumbing.archives import ArchiveLimits, kind_of_archive, members
from contest.plumbing.audit import Actor, record
from contest.plumbing.documents.draft import Refused
from contest.plumbing.documents.reading import Limits
from contest.plumbing.documents.sniff import SCANNED, sniff
from contest.plumbing.jobs import enqueue
from contest.plumbing.storage import Kept, storage
from contest.scanning.models import ScanBatch, ScanFile

READ: Final = "scanning.read"
MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Most:
    """What one batch may be: megabytes in all, and pages."""

    megabytes: int
    pages: int


@dataclass(frozen=True, slots=True)
class KeptScan:
    """One file that is in the storage; ``name`` orders it among the others and is forgotten then."""

    name: str
    kept: Kept


def receive_scans(*, files: Iterable[tuple[IO[bytes], str]], most: Most) -> list[KeptScan]:
    """Keep the files of a batch, those inside ZIP archives too, in the order of their names; outside any transaction.

    Nothing names what was kept until enter_batch does; the janitor takes what stays unnamed for a day.

    files   streams with what their sender calls them
    Raises  NothingScanned, NotAScan, BatchTooBig, TooManyScans, DiskFull, ArchiveRefused;
            RuntimeError inside a transaction
    """
    if db.session().info.get("writing"):
        raise RuntimeError("files are kept outside any transaction")
    db.session.commit()
    kept: list[KeptScan] = []
    left = most.megabytes * MEGABYTE
    for one in _each(files, most):
        left -= one.kept.size
        if left < 0:
            raise BatchTooBig(limit=most.megabytes)
        kept.append(one)
        if len(kept) > most.pages:
            raise TooManyScans(limit=most.pages)
    if not kept:
        raise NothingScanned
    return sorted(kept, key=lambda scan: natural(scan.name))


def enter_batch(
    *, contest: Contest, scans: list[KeptScan], actor: Actor, at: datetime
) -> tuple[ScanBatch, bool]:
    """Name the kept files as the contest's next batch, and promise to read it.

    Returns  the batch, and whether it is new; the same files again are the batch that stands
    """
    lock_register(contest.id)
    digest = hashlib.sha256("".join(f"{scan.kept.digest}\n" for scan in scans).encode()).hexdigest()
    standing = db.session.scalar(
        select(ScanBatch).where(ScanBatch.contest_id == contest.id, ScanBatch.digest == digest)
    )
    if standing is not None:
        return standing, False
    last = db.session.scalar(select(func.max(ScanBatch.number)).where(ScanBatch.contest_id == contest.id))
    batch = ScanBatch(
        contest_id=contest.id,
        number=(last or 0) + 1,
        digest=digest,
        size=sum(scan.kept.size for scan in scans),
        received_at=at,
        received_by=actor.name,
        files=[
            ScanFile(position=position, digest=scan.kept.digest, size=scan.kept.size)
            for position, scan in enumerate(scans, start=1)
        ],
    )
    db.session.add(batch)
    db.session.flush()
    record(
        "scan_batch.received",
        actor=actor,
        at=at,
        contest_id=contest.id,
        subject=batch,
        count=len(scans),
        digest=digest,
    )
    enqueue(READ, {"batch": batch.id}, at=at)
    return batch, True


def read_again(*, batch: ScanBatch, at: datetime) -> None:
    """Promise once more to read a batch that is not split; what was read of it stays read."""
    if batch.split_at is None:
        enqueue(READ, {"batch": batch.id}, at=at)


def open_scan(*, batch: ScanBatch, position: int, actor: Actor, at: datetime) -> ScanFile:
    """One file of a batch as it was sent, with the papers of many people; the log says who took it. Raises NotFound."""
    for file in batch.files:
        if file.position == position:
            record("scan_file.opened", actor=actor, at=at, contest_id=batch.contest_id, subject=batch)
            return file
    raise NotFound


def natural(name: str) -> list[tuple[int, str]]:
    """The place of a file's name among others: scan-2 before scan-10."""
    return [(int(digits or 0), text) for text, digits in re.findall(r"(\D*)(\d{0,18})", name.casefold())]


def _each(files: Iterable[tuple[IO[bytes], str]], most: Most) -> Iterator[KeptScan]:
    for stream, name in files:
        whole = _keep(stream, most)
        path = storage().path(whole.digest)
        if not kind_of_archive(path):
            yield _scan(whole, name)
            continue
        limits = ArchiveLimits(files=most.pages, bytes_out=most.megabytes * MEGABYTE)
        try:
            for inside, member in members(path, limits):
                yield _scan(_keep(member, most), f"{name}/{inside}")
        except ArchiveTooBig:
            raise BatchTooBig(limit=most.megabytes) from None


def _keep(stream: IO[bytes], most: Most) -> Kept:
    try:
        return storage().keep(stream, limit=most.megabytes * MEGABYTE)
    except TooBig:
        raise BatchTooBig(limit=most.megabytes) from None


def _scan(kept: Kept, name: str) -> KeptScan:
    try:
        kind = sniff(storage().path(kept.digest), Limits())
    except Refused:
        kind = None
    if kind not in SCANNED:
        raise NotAScan(file=name.rsplit("/", 1)[-1])
    return KeptScan(name, kept)
