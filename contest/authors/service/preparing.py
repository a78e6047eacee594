"""A bundle made ready: its ZIPs unpacked, its files read one by one, then its rows looked through."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from contest.authors.models import Bundle, BundleFile, Choice
from contest.authors.queries.bundles import files_unsettled, rows_of_bundle
from contest.authors.rules import ASKED, suffices
from contest.authors.service.bundles import MOST_FILES, MOST_MB, PREPARE
from contest.authors.service.files import MEGABYTE, read_kept, release
from contest.authors.service.lists import put_sheet, read_sheet
from contest.authors.service.looking import Look
from contest.charter.models import Contest
from contest.db import db, transaction
from contest.entries.rules import FileRole
from contest.errors import Refusal
from contest.errors.archives import ArchiveRefused, ArchiveTooBig
from contest.errors.documents import FileRefused
from contest.errors.storage import TooBig
from contest.plumbing.archives import ArchiveLimits, kind_of_archive, members
from contest.plumbing.jobs import enqueue
from contest.plumbing.storage import Kept, storage

SHEETS = (".xlsx", ".ods", ".csv")
LIMITS = ArchiveLimits(files=MOST_FILES, bytes_out=MOST_MB * MEGABYTE)
Member = tuple[Kept | None, str, int]


def prepare(*, bundle_id: int, at: datetime, most: int) -> bool:
    """Settle up to so many files; when none is left, look through the rows. Whether the bundle is ready.

    Every file is settled in a transaction of its own, so that a worker that dies loses one file's work.
    """
    bundle = db.session.get(Bundle, bundle_id)
    if bundle is None or bundle.prepared_at is not None or bundle.is_taking or bundle.swept_at is not None:
        return True
    contest = db.session.get_one(Contest, bundle.contest_id)
    waiting = files_unsettled(bundle_id)
    for file_id in waiting[:most]:
        _settle(contest, file_id, at)
    if files_unsettled(bundle_id):
        with transaction():
            enqueue(PREPARE, {"bundle": bundle_id}, at=at)
        return False
    look_through(bundle=bundle, contest=contest, at=at)
    return True


def look_through(*, bundle: Bundle, contest: Contest, at: datetime) -> None:
    """Look through the rows of which nothing has become yet and keep what is to be said of them."""
    touched = bundle.touched_at
    rows = rows_of_bundle(bundle, open_only=True) if suffices(bundle.columns.values()) else []
    look = Look(contest, bundle, rows, at=at)
    release()
    with transaction():
        question = select(Bundle).where(Bundle.id == bundle.id).with_for_update()
        held = db.session.scalar(question.execution_options(populate_existing=True))
        if held is None or held.touched_at != touched or held.is_taking:
            return
        fresh = {row.id: row for row in rows_of_bundle(held, open_only=True)}
        for looked in look.looked:
            row = fresh.get(looked.row.id)
            if row is None:
                continue
            row.notes = [note.as_json() for note in looked.notes]
            row.level, row.marks = looked.level, looked.marks
            row.files = [
                *((file.id, FileRole.ESSAY.value) for file in looked.found.essay),
                *((file.id, FileRole.PHOTO.value) for file in looked.found.photos),
            ]
            row.standing_entry_id = looked.standing.id if looked.standing else None
            if row.choice in (Choice.KEEP, Choice.CORRECT, Choice.ANOTHER) and not _is_asked(row.notes):
                row.choice = Choice.TAKE
        held.prepared_at = at


def _is_asked(notes: list[dict[str, object]]) -> bool:
    return any(note["code"] in ASKED for note in notes)


def _settle(contest: Contest, file_id: int, at: datetime) -> None:
    """Read one file, unpack it, or find out why neither can be done; a list that came so becomes the list."""
    file = db.session.get(BundleFile, file_id)
    if file is None or file.settled_at is not None:
        return
    kept, name = Kept(file.digest, file.size), file.sent_name
    bundle = db.session.get_one(Bundle, file.bundle_id)
    release()
    path = storage().path(kept.digest)
    if kind_of_archive(path, name):
        _unpack(contest, file, path, at)
    elif not bundle.sheet_no and name.casefold().endswith(SHEETS) and _is_list(bundle, file, kept, at):
        return
    else:
        _read(file, kept, contest, at)


def _is_list(bundle: Bundle, file: BundleFile, kept: Kept, at: datetime) -> bool:
    """Whether the file is a list of entries; then it is the bundle's, and no file of it any more."""
    try:
        sheet = read_sheet(kept, name=file.sent_name.rsplit("/", 1)[-1])
    except Refusal:
        return False
    with transaction():
        held = _held(file.id)
        if held is not None:
            db.session.delete(held)
            put_sheet(bundle=bundle, sheet=sheet, at=at)
    return True


def _read(file: BundleFile, kept: Kept, contest: Contest, at: datetime) -> None:
    reading, refusal = None, ""
    try:
        if kept.size > contest.max_file_mb * MEGABYTE:
            raise TooBig(limit=contest.max_file_mb)
        reading = read_kept(kept, name=file.sent_name.rsplit("/", 1)[-1]).as_json()
    except FileRefused as refused:
        refusal = refused.reason
    except TooBig as refused:
        refusal = refused.code
    with transaction():
        held = _held(file.id)
        if held is not None and held.settled_at is None:
            held.reading, held.refusal, held.settled_at = reading, refusal, at


def _unpack(contest: Contest, file: BundleFile, path: Path, at: datetime) -> None:
    """Keep what an archive holds, then name it all at once; a refusal names nothing."""
    refusal, found = "", list[Member]()
    try:
        found = [_keep(stream, name, contest) for name, stream in members(path, LIMITS)]
    except ArchiveRefused as refused:
        refusal = refused.code
    with transaction():
        held = _held(file.id)
        if held is None or held.settled_at is not None:
            return
        there = select(func.max(BundleFile.position)).where(BundleFile.bundle_id == held.bundle_id)
        place = db.session.scalar(there) or 0
        count = select(func.count(BundleFile.id)).where(BundleFile.bundle_id == held.bundle_id)
        if (db.session.scalar(count) or 0) + len(found) > MOST_FILES:
            found, refusal = [], ArchiveTooBig().code
        held.archive, held.refusal, held.settled_at = True, refusal, at
        db.session.add_all(
            BundleFile(
                bundle_id=held.bundle_id,
                position=place + n,
                digest=kept.digest if kept else "",
                size=size,
                sent_name=name[-300:],
                refusal="" if kept else TooBig(limit=contest.max_file_mb).code,
                settled_at=None if kept else at,
            )
            for n, (kept, name, size) in enumerate(found, start=1)
        )


def _keep(stream: object, name: str, contest: Contest) -> Member:
    try:
        kept = storage().keep(stream, limit=contest.max_file_mb * MEGABYTE)  # type: ignore[arg-type]
    except TooBig:
        return None, name, contest.max_file_mb * MEGABYTE
    return kept, name, kept.size


def _held(file_id: int) -> BundleFile | None:
    question = select(BundleFile).where(BundleFile.id == file_id).with_for_update()
    return db.session.scalar(question.execution_options(populate_existing=True))
