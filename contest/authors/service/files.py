"""Files of a draft: kept first, read next, and only then named by a row."""

import tempfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import IO

from contest.authors.models import Draft, DraftFile
from contest.authors.rules import FileKept, PageKept, Received
from contest.authors.service.drafts import hold_draft
from contest.charter.models import Contest
from contest.db import db
from contest.errors.authors import TooManyFiles, TooMuchTogether
from contest.errors.documents import FileRefused
from contest.plumbing.documents import Limits, Page, read_document
from contest.plumbing.storage import Kept, storage
from contest.plumbing.vietnamese import clean

MEGABYTE = 1_000_000


def receive_file(*, stream: IO[bytes], name: str, max_mb: int) -> Received:
    """Keep the bytes of one file, read them, and keep the page pictures; outside any transaction.

    Nothing names what was kept until a row does; the janitor takes what stays unnamed for a day.

    name    what the sender calls the file, for the sender's own eyes
    Raises  TooBig, DiskFull; FileRefused, with the reader's reason; RuntimeError inside a transaction
    """
    release()
    kept = storage().keep(stream, limit=max_mb * MEGABYTE)
    return read_kept(kept, name=_shown(name))


def read_kept(kept: Kept, *, name: str) -> Received:
    """Read a file that is kept already, and keep its page pictures. Raises FileRefused, DiskFull."""
    limits = replace(Limits(), bytes_in=max(Limits().bytes_in, kept.size))
    with tempfile.TemporaryDirectory(prefix="reading-") as folder:
        reading = read_document(storage().path(kept.digest), into=Path(folder), limits=limits, name=name)
        if reading.refusal is not None or reading.kind is None:
            raise FileRefused.because(reading.refusal or "unreadable", file=name)
        pages = tuple(_keep_page(page, limits) for page in reading.pages)
    return Received(
        file=FileKept(kept.digest, kept.size, reading.kind.value, reading.warnings, reading.aside),
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


def add_draft_file(*, draft: Draft, contest: Contest, received: Received, at: datetime) -> DraftFile:
    """Name a received file in the draft, at its end; the same bytes again are the same row.

    A draft without a title takes the file's.

    Raises  TooManyFiles, TooMuchTogether, DraftHandedIn
    """
    held = hold_draft(draft)
    for file in held.files:
        if file.digest == received.file.digest:
            return file
    if len(held.files) >= contest.max_files:
        raise TooManyFiles(limit=contest.max_files)
    if sum(file.size for file in held.files) + received.file.size > contest.max_total_mb * MEGABYTE:
        raise TooMuchTogether(limit=contest.max_total_mb)
    file = DraftFile(
        position=max((file.position for file in held.files), default=0) + 1,
        digest=received.file.digest,
        size=received.file.size,
        sent_name=received.sent_name,
        reading=received.as_json(),
    )
    held.files.append(file)
    essay = dict(held.data.get("essay") or {})
    if received.title and not essay.get("title"):
        held.data = {**held.data, "essay": {**essay, "title": received.title}}
    held.saved_at = at
    db.session.flush()
    return file


def remove_draft_file(*, draft: Draft, file_id: int, at: datetime) -> None:
    """Take a file out of the draft; one that is not there is gone already. Raises DraftHandedIn."""
    held = hold_draft(draft)
    held.files[:] = [file for file in held.files if file.id != file_id]
    held.saved_at = at
    db.session.flush()


def move_draft_file(*, draft: Draft, file_id: int, by: int, at: datetime) -> None:
    """Move a file one place up (-1) or down (1); at the edge it stays. Raises DraftHandedIn."""
    order = [file.id for file in hold_draft(draft).files]
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


def _keep_page(page: Page, limits: Limits) -> PageKept:
    with page.path.open("rb") as stream:
        kept = storage().keep(stream, limit=limits.output_bytes)
    return PageKept(kept.digest, page.width, page.height)


def _shown(name: str) -> str:
    """A file's name as its sender will know it again: the last part, cleaned, with its ending."""
    last = " ".join(clean(name).replace("\\", "/").rsplit("/", 1)[-1].split())
    stem, dot, ending = last.rpartition(".")
    return f"{stem[:200]}{dot}{ending[:20]}" or "tệp"
