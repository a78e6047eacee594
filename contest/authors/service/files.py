"""Files of a draft: kept first, read next, and only then named by a row."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import IO, Final

from sqlalchemy import delete

from contest.authors.models import Draft, DraftFile, Upload
from contest.authors.rules import FileKept, PageKept, Received
from contest.authors.service.drafts import hold_draft
from contest.charter.models import Contest
from contest.db import db
from contest.entries.rules import FileRole
from contest.errors.authors import TooManyFiles, TooMuchTogether
from contest.errors.documents import FileRefused
from contest.errors.uploads import NotAPhoto, TooManyPhotos, TooManyStatements
from contest.plumbing.documents import Kind, Limits, Page, read_document
from contest.plumbing.scratch import scratch
from contest.plumbing.storage import Kept, storage
from contest.plumbing.vietnamese import clean

MEGABYTE: Final = 1_000_000
PICTURES: Final = frozenset({Kind.JPEG, Kind.PNG, Kind.TIFF, Kind.WEBP, Kind.HEIC})
MOST_STATEMENTS: Final = 5
CAPTION: Final = 300


def receive_file(*, stream: IO[bytes], name: str, max_mb: int, role: FileRole = FileRole.ESSAY) -> Received:
    """Keep the bytes of one file, read them, and keep the page pictures; outside any transaction.

    Nothing names what was kept until a row does; the janitor takes what stays unnamed for a day.

    name    what the sender calls the file, for the sender's own eyes
    Raises  TooBig, DiskFull; FileRefused, with the reader's reason; NotAPhoto; RuntimeError inside a transaction
    """
    release()
    kept = storage().keep(stream, limit=max_mb * MEGABYTE)
    return read_kept(kept, name=shown_name(name), role=role)


def read_kept(kept: Kept, *, name: str, role: FileRole = FileRole.ESSAY) -> Received:
    """Read a file that is kept already, and keep its page pictures. Raises FileRefused, NotAPhoto, DiskFull."""
    limits = replace(Limits(), bytes_in=max(Limits().bytes_in, kept.size))
    with scratch("reading") as folder:
        reading = read_document(storage().path(kept.digest), into=folder, limits=limits, name=name)
        if reading.refusal is not None or reading.kind is None:
            raise FileRefused.because(reading.refusal or "unreadable", file=name)
        if role == FileRole.PHOTO and reading.kind not in PICTURES:
            raise NotAPhoto
        pages = tuple(_keep_page(page, limits) for page in reading.pages)
    return Received(
        file=FileKept(kept.digest, kept.size, reading.kind.value, reading.warnings, reading.aside, role),
        sent_name=name,
        paragraphs=reading.paragraphs,
        title=reading.title or "",
        pages=pages,
        page_count=reading.page_count,
    )


def release() -> None:
    """Let go of the connection, so that nothing waits for slow work. Raises RuntimeError in a transaction."""
    if db.session().info.get("writing"):
        raise RuntimeError("files are kept and read outside any transaction")
    db.session.commit()


def check_room(draft: Draft, contest: Contest, *, role: FileRole, size: int, coming: int = 0) -> None:
    """Whether the draft may have one more file of this use and size.

    coming  bytes of files that are on their way already
    Raises  TooManyFiles, TooManyPhotos, TooManyStatements, TooMuchTogether
    """
    standing = sum(file.role == role for file in draft.files)
    if role == FileRole.ESSAY and standing >= contest.max_files:
        raise TooManyFiles(limit=contest.max_files)
    if role == FileRole.PHOTO and standing >= contest.photos_max:
        raise TooManyPhotos(limit=contest.photos_max)
    if role == FileRole.STATEMENT and standing >= MOST_STATEMENTS:
        raise TooManyStatements(limit=MOST_STATEMENTS)
    if sum(file.size for file in draft.files) + coming + size > contest.max_total_mb * MEGABYTE:
        raise TooMuchTogether(limit=contest.max_total_mb)


def add_draft_file(*, draft: Draft, contest: Contest, received: Received, at: datetime) -> DraftFile:
    """Name a received file in the draft, at its end; the same bytes for the same use again are the same row.

    A draft without a title takes that of a file of the essay.

    Raises  TooManyFiles, TooManyPhotos, TooManyStatements, TooMuchTogether, DraftHandedIn
    """
    held, kept = hold_draft(draft), received.file
    for file in held.files:
        if (file.digest, file.role) == (kept.digest, kept.role):
            return file
    check_room(held, contest, role=kept.role, size=kept.size)
    file = DraftFile(
        position=max((file.position for file in held.files), default=0) + 1,
        digest=kept.digest,
        size=kept.size,
        sent_name=received.sent_name,
        reading=received.as_json(),
        role=kept.role,
        caption=kept.caption,
    )
    held.files.append(file)
    essay = dict(held.data.get("essay") or {})
    if received.title and not essay.get("title") and kept.role == FileRole.ESSAY:
        held.data = {**held.data, "essay": {**essay, "title": received.title}}
    held.saved_at = at
    db.session.flush()
    return file


def remove_draft_file(*, draft: Draft, file_id: int, at: datetime) -> None:
    """Take a file out of the draft; one that is not there is gone already. Raises DraftHandedIn."""
    held = hold_draft(draft)
    gone = [file for file in held.files if file.id == file_id]
    held.files[:] = [file for file in held.files if file.id != file_id]
    digests = [file.digest for file in gone]
    db.session.execute(delete(Upload).where(Upload.draft_id == held.id, Upload.digest.in_(digests)))
    held.saved_at = at
    db.session.flush()


def use_draft_file(*, draft: Draft, contest: Contest, file_id: int, role: FileRole, at: datetime) -> None:
    """Put a file to another use: it goes to the end of that list.

    Raises  NotAPhoto, TooManyFiles, TooManyPhotos, TooManyStatements, DraftHandedIn
    """
    held = hold_draft(draft)
    for file in held.files:
        if file.id != file_id or file.role == role:
            continue
        if role == FileRole.PHOTO and file.reading["file"]["kind"] not in PICTURES:
            raise NotAPhoto
        check_room(held, contest, role=role, size=-file.size)
        file.role, file.position = role, max(other.position for other in held.files) + 1
        held.files.sort(key=lambda file: file.position)
        held.saved_at = at
        break
    db.session.flush()


def caption_draft_files(*, draft: Draft, captions: Mapping[int, str], at: datetime) -> None:
    """Write what is to stand below photos of the figure; ids of other files are passed over. Raises DraftHandedIn."""
    held = hold_draft(draft)
    for file in held.files:
        said = " ".join(clean(captions.get(file.id, file.caption)).split())[:CAPTION]
        if file.role == FileRole.PHOTO and said != file.caption:
            file.caption, held.saved_at = said, at
    db.session.flush()


def move_draft_file(*, draft: Draft, file_id: int, by: int, at: datetime) -> None:
    """Move a file one place up (-1) or down (1) among those of its use; at the edge it stays. Raises DraftHandedIn."""
    files = hold_draft(draft).files
    role = next((file.role for file in files if file.id == file_id), None)
    order = [file.id for file in files if file.role == role]
    if file_id not in order:
        return
    here = order.index(file_id)
    there = here + by
    if 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
    order_draft_files(draft=draft, order=order, at=at)


def order_draft_files(*, draft: Draft, order: list[int], at: datetime) -> None:
    """Put the files in this order of ids; those not named follow as they stood. Raises DraftHandedIn."""
    held = hold_draft(draft)
    rank = {file_id: place for place, file_id in enumerate(order)}
    held.files.sort(key=lambda file: rank.get(file.id, len(rank)))
    for position, file in enumerate(held.files, start=1):
        file.position = position
    held.saved_at = at
    db.session.flush()


def shown_name(name: str) -> str:
    """A file's name as its sender will know it again: the last part, cleaned, with its ending."""
    last = " ".join(clean(name).replace("\\", "/").rsplit("/", 1)[-1].split())
    stem, dot, ending = last.rpartition(".")
    return f"{stem[:200]}{dot}{ending[:20]}" or "tệp"


def _keep_page(page: Page, limits: Limits) -> PageKept:
    with page.path.open("rb") as stream:
        kept = storage().keep(stream, limit=limits.output_bytes)
    return PageKept(kept.digest, page.width, page.height)
