"""An arriving package made ready: opened and believed or refused, its files read, its entries looked through."""

from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import select

from contest.authors.service.files import read_kept, release
from contest.charter.models import Contest
from contest.db import db, transaction
from contest.errors.documents import FileRefused
from contest.errors.packages import PackageRefused, PackageTooBig, PackageUnfit
from contest.nominations.models import Consigned, ConsignedFile, Consignment
from contest.nominations.queries.consignments import files_unread
from contest.nominations.rules import (
    MOST_ENTRIES,
    EntryTold,
    Manifest,
    marks_of,
    read_line,
    read_manifest,
    receipt_key,
)
from contest.nominations.rules.reading import LONGEST_LINE
from contest.nominations.service.looking import guess_sender, look_through
from contest.nominations.service.receiving import PREPARE
from contest.plumbing.audit import SYSTEM, record
from contest.plumbing.jobs import enqueue
from contest.plumbing.packages import ENTRIES, FILES, Opened, open_package
from contest.plumbing.storage import Kept, storage

LARGEST: Final = 2_000_000_000


def prepare(*, consignment_id: int, at: datetime, most: int) -> bool:
    """Open a package, read up to so many of its files, and look through its entries when none is left.

    Whether it is ready. Each step is one transaction of its own, so that a worker that dies loses one step's
    work and nothing half stands.
    """
    consignment = db.session.get(Consignment, consignment_id)
    if consignment is None or consignment.prepared_at is not None or consignment.refusal:
        return True
    if consignment.is_taking or consignment.swept_at is not None:
        return True
    contest = db.session.get_one(Contest, consignment.contest_id)
    if consignment.opened_at is None:
        _open(consignment, at)
    if consignment.refusal:
        return True
    for file_id in files_unread(consignment_id)[:most]:
        _read(file_id, at)
    if files_unread(consignment_id):
        with transaction():
            enqueue(PREPARE, {"consignment": consignment_id}, at=at)
        return False
    look_through(consignment=consignment, contest=contest, at=at)
    return True


def _open(consignment: Consignment, at: datetime) -> None:
    """Believe the package or say why not; then its entries, files and sender stand all at once."""
    path = storage().path(consignment.file_digest)
    release()
    try:
        with open_package(path) as opened:
            manifest = read_manifest(opened.manifest)
            told = _lines(opened, manifest)
            kept = {f.sha256: _keep(opened.member(FILES + f.sha256)) for entry in told for f in entry.files}
            for paper in manifest.papers:
                _keep(opened.member(paper.name))
    except PackageRefused as refused:
        _refuse(consignment, refused, at)
        return
    with transaction():
        held = _held(consignment)
        if held is None or held.opened_at is not None or held.refusal:
            return
        held.digest, held.key, held.manifest = opened.digest, opened.key, opened.manifest
        held.opened_at = at
        held.unit_id = held.unit_id or guess_sender(held)
        db.session.add_all(_row(held.id, place, entry) for place, entry in enumerate(told, start=1))
        db.session.add_all(
            ConsignedFile(consignment_id=held.id, digest=one.digest, size=one.size) for one in kept.values()
        )


def _lines(opened: Opened, manifest: Manifest) -> list[EntryTold]:
    """The entries, each once, with files that lie in the package and no others. Raises PackageUnfit, PackageTooBig."""
    lying = {f.name.removeprefix(FILES) for f in manifest.files if f.name.startswith(FILES)}
    told: list[EntryTold] = []
    with opened.entries.open("rb") as lines:
        while raw := lines.readline(LONGEST_LINE + 2):
            if not raw.endswith(b"\n"):
                raise PackageUnfit(line=len(told) + 1, field="JSON")
            told.append(read_line(raw.removesuffix(b"\n"), len(told) + 1))
            if len(told) > MOST_ENTRIES:
                raise PackageTooBig
    receipts = {receipt_key(entry.receipt) for entry in told}
    used = {file.sha256 for entry in told for file in entry.files}
    if len(receipts) != len(told) or len(told) != manifest.entries:
        raise PackageUnfit(line=len(told), field="receipt")
    if manifest.list_digest != manifest.digest_of(ENTRIES):
        raise PackageUnfit(line=0, field="list.sha256")
    if used != lying:
        raise PackageUnfit(line=0, field="files")
    if sum(entry.nominated for entry in told) != manifest.nominated:
        raise PackageUnfit(line=0, field="counts.nominated")
    return told


def _row(consignment_id: int, position: int, told: EntryTold) -> Consigned:
    return Consigned(
        consignment_id=consignment_id,
        position=position,
        receipt=told.receipt,
        title=told.title,
        nominated=told.nominated,
        said=told.as_json(),
        marks=marks_of(told),
        notes=[],
        why={},
    )


def _keep(path: Path) -> Kept:
    with path.open("rb") as stream:
        return storage().keep(stream, limit=LARGEST)


def _refuse(consignment: Consignment, refused: PackageRefused, at: datetime) -> None:
    with transaction():
        held = _held(consignment)
        if held is None or held.opened_at is not None:
            return
        held.refusal, held.refused_for = type(refused).__name__, dict(refused.values)
        held.touched_at = at
        record(
            "consignment.refused",
            actor=SYSTEM,
            at=at,
            contest_id=held.contest_id,
            subject=held,
            number=held.number,
            why=held.refusal,
        )


def _read(file_id: int, at: datetime) -> None:
    """Read one file as if it had been sent here by itself; what it holds is not believed either."""
    file = db.session.get(ConsignedFile, file_id)
    if file is None or file.settled_at is not None:
        return
    kept, reading, refusal = Kept(file.digest, file.size), None, ""
    release()
    try:
        reading = read_kept(kept, name="").as_json()
    except FileRefused as refused:
        refusal = refused.reason
    with transaction():
        question = select(ConsignedFile).where(ConsignedFile.id == file_id).with_for_update()
        held = db.session.scalar(question.execution_options(populate_existing=True))
        if held is not None and held.settled_at is None:
            held.reading, held.refusal, held.settled_at = reading, refusal, at


def _held(consignment: Consignment) -> Consignment | None:
    question = select(Consignment).where(Consignment.id == consignment.id).with_for_update()
    return db.session.scalar(question.execution_options(populate_existing=True))
