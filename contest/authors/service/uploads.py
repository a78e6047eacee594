"""Files that come in parts, so that a lost line loses little: begun, gone on with, whole, or given up.

What is acknowledged lies on the disk first and in the row next; the last part is acknowledged only together
with the file it makes, so that no moment of dying leaves half a file or takes back an acknowledged byte.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO, Final

from sqlalchemy import delete, select

from contest.authors.models import Draft, DraftFile, Upload
from contest.authors.queries import open_uploads_of, upload_behind
from contest.authors.rules import Received
from contest.authors.service.drafts import hold_draft
from contest.authors.service.files import (
    MEGABYTE,
    add_draft_file,
    check_room,
    read_kept,
    release,
    shown_name,
)
from contest.charter.models import Contest
from contest.db import db
from contest.entries.rules import FileRole
from contest.errors.documents import FileEmpty
from contest.errors.storage import TooBig
from contest.errors.uploads import TooManyUploads, UploadUnknown, WrongOffset
from contest.people.queries import hash_of
from contest.plumbing.storage import Part, storage

LASTS: Final = timedelta(hours=24)
IDLE: Final = timedelta(minutes=10)
OPEN_AT_ONCE: Final = 10


def begin_upload(
    *, draft: Draft, contest: Contest, length: int, name: str, role: FileRole, at: datetime
) -> tuple[Upload, str]:
    """Begin to take a file of that many bytes; returns it with its token, of which only the hash is kept.

    The contest's limits are told now, before a byte is sent. What the draft began and nobody went on with
    makes room: the same file without a byte at once, others after ten minutes when there are too many.

    Raises  FileEmpty, TooBig, TooManyFiles, TooManyPhotos, TooManyStatements, TooMuchTogether, TooManyUploads,
            DraftHandedIn
    """
    name = shown_name(name)
    if length <= 0:
        raise FileEmpty(file=name)
    if length > contest.max_file_mb * MEGABYTE:
        raise TooBig(limit=contest.max_file_mb)
    held = hold_draft(draft)
    standing = open_uploads_of(held, at=at)
    twins = {u.id for u in standing if u.offset == 0 and (u.sent_name, u.length) == (name, length)}
    going = _make_room([u for u in standing if u.id not in twins], at)
    db.session.execute(delete(Upload).where(Upload.id.in_(twins)))
    check_room(held, contest, role=role, size=length, coming=sum(u.length for u in going))
    token = secrets.token_urlsafe(32)
    upload = Upload(
        draft_id=held.id,
        token_hash=hash_of(token),
        sent_name=name,
        role=role,
        length=length,
        offset=0,
        digest="",
        made_at=at,
        expires_at=at + LASTS,
    )
    db.session.add(upload)
    db.session.flush()
    return upload, token


@dataclass(frozen=True, slots=True)
class HeldUpload:
    """An upload with its part, while its holder is alone with both."""

    upload: Upload
    part: Part

    @property
    def offset(self) -> int:
        """How far it has come: what is both acknowledged and there."""
        return min(self.upload.offset, self.part.length)

    def take(self, stream: IO[bytes], *, at: int) -> int:
        """Put more bytes behind the ``at`` the sender names; returns how far it has come now, on the disk.

        Raises  WrongOffset, MoreThanSaid, DiskFull; nothing is taken then
        """
        if at != self.offset or self.upload.digest:
            raise WrongOffset
        return at + self.part.take(stream, at=at, room=self.upload.length - at)


@contextmanager
def held_upload(*, draft: Draft, token: str, at: datetime) -> Iterator[HeldUpload]:
    """The draft's upload for one holder at a time; outside any transaction, for what follows is slow.

    Raises  UploadUnknown, UploadExpired, UploadBusy, DiskFull
    """
    name = upload_behind(draft, token, at=at).token_hash
    release()
    with storage().part(name) as part:
        upload = upload_behind(draft, token, at=at)
        release()
        yield HeldUpload(upload, part)


def offset_of(upload: Upload) -> int:
    """How far an upload has come, for a sender who wants to go on."""
    if upload.digest:
        return upload.length
    return min(upload.offset, storage().part_length(upload.token_hash))


def note_offset(*, upload: Upload, offset: int, at: datetime) -> None:
    """Acknowledge what lies on the disk; another day to go on. Raises WrongOffset for a whole file, UploadUnknown."""
    if offset >= upload.length:
        raise WrongOffset
    standing = _standing(upload)
    standing.offset, standing.expires_at = offset, at + LASTS
    db.session.flush()


def read_upload(upload: Upload) -> Received:
    """Keep and read an upload whose bytes are all there, as receive_file does; outside any transaction.

    Raises  FileRefused, NotAPhoto, DiskFull
    """
    release()
    return read_kept(storage().keep_part(upload.token_hash), name=upload.sent_name, role=upload.role)


def complete_upload(
    *, draft: Draft, contest: Contest, upload: Upload, received: Received, at: datetime
) -> DraftFile:
    """Make a whole upload a file of the draft, and acknowledge its last part with it.

    Raises  TooManyFiles, TooManyPhotos, TooManyStatements, TooMuchTogether, DraftHandedIn, UploadUnknown
    """
    file, standing = add_draft_file(draft=draft, contest=contest, received=received, at=at), _standing(upload)
    standing.offset, standing.digest, standing.expires_at = upload.length, received.file.digest, at + LASTS
    db.session.flush()
    return file


def drop_upload(*, draft: Draft, upload_id: int) -> None:
    """Give an upload up; its part goes once the row is gone. One that is not there is given up already."""
    upload = db.session.scalar(select(Upload).where(Upload.draft_id == draft.id, Upload.id == upload_id))
    if upload is not None:
        db.session.delete(upload)
        db.session.flush()


def _standing(upload: Upload) -> Upload:
    question = select(Upload).where(Upload.id == upload.id)
    standing = db.session.scalar(question.execution_options(populate_existing=True))
    if standing is None:
        raise UploadUnknown
    return standing


def _make_room(standing: list[Upload], at: datetime) -> list[Upload]:
    """Those that stay when the longest idle ones give way. Raises TooManyUploads when none is idle."""
    over = len(standing) - OPEN_AT_ONCE + 1
    if over <= 0:
        return standing
    idle = sorted((u for u in standing if u.expires_at - LASTS < at - IDLE), key=lambda u: u.expires_at)
    if len(idle) < over:
        raise TooManyUploads(limit=OPEN_AT_ONCE)
    gone = {upload.id for upload in idle[:over]}
    db.session.execute(delete(Upload).where(Upload.id.in_(gone)))
    return [upload for upload in standing if upload.id not in gone]
