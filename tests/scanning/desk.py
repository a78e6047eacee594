"""Paper on the secretary's desk: entries without pages, their sheets, a batch taken in and read."""

import io
import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask import Flask, has_app_context
from PIL import Image

from contest.authors.rules import EssaySaid
from contest.authors.service import hand_in
from contest.db import db, transaction
from contest.entries.models import Channel, Entry
from contest.entries.queries import entry_of
from contest.exports.covers import SheetSaid
from contest.plumbing.audit import Actor
from contest.plumbing.clock import now
from contest.plumbing.jobs import run_due
from contest.scanning.models import CoverSheet, ScanBatch, ScanPiece
from contest.scanning.queries import batch_of, piece_of, pieces_of
from contest.scanning.service import Most, enter_batch, receive_scans, sheets_for
from tests.authors.said import a_submission
from tests.cast import Cast
from tests.conftest import NOON
from tests.office import the_contest
from tests.scanning.scanner import as_pdf, scanned, written

OFFICE = Actor(None, "Nông Văn Cường")
MOST = Most(megabytes=300, pages=600)
LATER = NOON + timedelta(hours=1)


def paper_entry(cast: Cast, *, pages: int = 0, title: str = "Con đường của bản", **changes: Any) -> int:
    """An entry that came by post and is not scanned; ``pages`` as the register counts them. Returns its id."""
    contest = the_contest(cast)
    essay = EssaySaid(title, contest.categories[0].id, page_count=pages, to_scan=True)
    with transaction():
        done = hand_in(
            contest=contest,
            submission=a_submission(contest, essay=essay, **changes),
            key=secrets.token_hex(32),
            channel=Channel.POST,
            sent_on=NOON.date(),
            entered_by=OFFICE.name,
            actor=OFFICE,
            at=NOON,
        )
    return done.entry.id


def the_entry(cast: Cast, entry_id: int) -> Entry:
    """The entry as it stands now."""
    db.session.rollback()
    db.session.expire_all()
    return entry_of(cast.contest_id, entry_id)


def sheets_of(cast: Cast, *entry_ids: int) -> list[CoverSheet]:
    """The sheets printed for these entries."""
    entries = [entry_of(cast.contest_id, entry_id) for entry_id in entry_ids]
    with transaction():
        return sheets_for(contest=the_contest(cast), entries=entries, actor=OFFICE, at=NOON)


def said(sheet: CoverSheet) -> SheetSaid:
    """The sheet as it is printed, without the entry's number: that is for people."""
    return SheetSaid(sheet.number, sheet.token)


def taken_in(cast: Cast, pages: Sequence[Image.Image], **how: Any) -> int:
    """These pages scanned and taken in as one PDF, nothing read yet. Returns the batch's id."""
    return taken_in_files(cast, [(as_pdf(scanned(pages, **how)), "scan.pdf")])


def taken_in_files(cast: Cast, files: Sequence[tuple[bytes, str]]) -> int:
    """These files taken in as a batch. Returns its id."""
    streams = [(io.BytesIO(data), name) for data, name in files]
    scans = receive_scans(files=streams, most=MOST)
    with transaction():
        batch, _fresh = enter_batch(contest=the_contest(cast), scans=scans, actor=OFFICE, at=NOON)
    return batch.id


def read(app: Flask, *, limit: int = 50) -> None:
    """Let the background work run."""
    run_due(app, at=now() + timedelta(minutes=1), limit=limit)
    if has_app_context():
        db.session.rollback()
        db.session.expunge_all()


def batch(cast: Cast, batch_id: int) -> ScanBatch:
    """The batch as it stands now."""
    return batch_of(cast.contest_id, batch_id)


def fates(batch_id: int) -> list[tuple[int | None, int, list[str]]]:
    """(entry id when attached, essay pages, troubles) of each piece."""
    return [
        (piece.entry_id if piece.is_attached else None, len(piece.essay_pages), piece.troubles)
        for piece in pieces_of(batch_id)
    ]


def waiting(batch_id: int) -> list[ScanPiece]:
    """The pieces that wait for a person."""
    contest_id = db.session.get_one(ScanBatch, batch_id).contest_id
    return [piece_of(contest_id, piece.id) for piece in pieces_of(batch_id) if piece.is_waiting]


def essay(text: str, count: int) -> list[Image.Image]:
    """So many pages of handwriting."""
    return [written(f"{text}, trang {number}") for number in range(1, count + 1)]
