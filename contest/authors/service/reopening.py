"""A handed-in entry opened again as a draft, so that its author can correct it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from contest.authors.models import Author, Draft, DraftFile, Envelope
from contest.authors.queries import envelope_of
from contest.authors.rules import FileKept, Received
from contest.authors.service.drafts import new_draft
from contest.authors.service.files import read_kept, release
from contest.db import db
from contest.entries.models import Entry, ManuscriptFile
from contest.entries.rules import FileRole
from contest.errors.documents import FileRefused
from contest.errors.entries import AlreadyWithdrawn
from contest.plumbing.audit import CITIZEN
from contest.plumbing.storage import Kept
from contest.plumbing.vietnamese import PartialDate


def read_again(entry: Entry) -> list[Received]:
    """The files of the newest version, read anew; outside any transaction.

    A file that can no longer be read, because a converter is gone, is kept without text.
    """
    release()
    return [_read(file, n) for n, file in enumerate(entry.manuscript.files, start=1)]


def begin_correction(*, entry: Entry, files: Sequence[Received], at: datetime) -> tuple[Draft, str]:
    """Open a draft with everything the entry says; the entry stays as it is until the draft is handed in.

    files   of read_again
    Raises  AlreadyWithdrawn
    """
    if entry.withdrawal is not None:
        raise AlreadyWithdrawn
    draft, token = new_draft(
        contest_id=entry.contest_id,
        data=answers_of(entry, envelope_of(entry.id), files),
        actor=CITIZEN,
        at=at,
        corrects_entry_id=entry.id,
    )
    draft.files.extend(
        DraftFile(
            position=position,
            digest=received.file.digest,
            size=received.file.size,
            sent_name=received.sent_name,
            reading=received.as_json(),
            role=received.file.role,
            caption=received.file.caption,
        )
        for position, received in enumerate(files, start=1)
    )
    db.session.flush()
    return draft, token


def answers_of(entry: Entry, envelope: Envelope, files: Sequence[Received]) -> dict[str, Any]:
    """What the form's steps hold when they say what the entry says; the boxes are to be ticked anew."""
    manuscript, figure = entry.manuscript, entry.figure
    written = [received for received in files if received.file.role == FileRole.ESSAY]
    from_files = [line for received in written for line in received.paragraphs]
    typed = [] if from_files == manuscript.paragraphs else manuscript.paragraphs
    leader = next((author.position - 1 for author in envelope.authors if author.leads), 0)
    return {
        "essay": {
            "title": manuscript.title,
            "category_id": str(manuscript.category_id),
            "text": "\n".join(typed),
        },
        "figure": {
            "kind": figure.kind.value,
            "name": figure.name,
            "birth_year": str(figure.birth_year or ""),
            "position": figure.position,
            "place": figure.place,
            "phone": figure.phone,
            "field": figure.field,
            "honours": figure.honours,
        },
        "authors": {
            "kind": envelope.kind.value,
            "collective_name": envelope.collective_name,
            "unit": envelope.unit_name,
            "leader": str(leader),
            "people": [_person(author) for author in envelope.authors],
        },
    }


def _person(author: Author) -> dict[str, str]:
    columns = ("name", "pen_name", "gender", "occupation", "address", "phone", "email")
    told = {column: getattr(author, column) for column in columns}
    told |= {"guardian_name": author.guardian_name, "guardian_phone": author.guardian_phone}
    born = author.birth_year and PartialDate(author.birth_year, author.birth_month, author.birth_day)
    return {**told, "birth": str(born) if born else ""}


def _read(file: ManuscriptFile, number: int) -> Received:
    name = f"Tệp {number}.{file.kind}"
    try:
        received = read_kept(Kept(file.digest, file.size), name=name)
    except FileRefused:
        kept = FileKept(file.digest, file.size, file.kind, tuple(file.warnings))
        received = Received(file=kept, sent_name=name)
    return received.used_as(file.role, file.caption)
