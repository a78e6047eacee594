"""Dealing a batch that was read: pieces behind their covers, and what is certain into its entry."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from contest.db import db, transaction
from contest.plumbing.audit import SYSTEM, record
from contest.scanning.models import CoverSheet, ScanBatch, ScanPage, ScanPiece
from contest.scanning.queries import entry_facts, sheets_of_tokens
from contest.scanning.rules import (
    EntryFacts,
    Piece,
    PieceFacts,
    Seen,
    repeated,
    split,
    troubles_of,
    turn_of_batch,
)
from contest.scanning.service.settling import attach_if_certain
from contest.scanning.service.turning import put_turned, turned_picture


def deal_batch(batch_id: int, *, at: datetime) -> None:
    """Turn what lay wrong, split, and attach what is certain; opens its own transactions and may be run again."""
    batch = db.session.get(ScanBatch, batch_id, populate_existing=True)
    if batch is None or batch.read_at is None:
        return
    if batch.split_at is None:
        _turn_batch(batch_id)
        with transaction():
            split_batch(batch_id, at=at)
    for piece_id in _certain(batch_id):
        with transaction():
            attach_if_certain(piece_id, actor=SYSTEM, at=at)


def split_batch(batch_id: int, *, at: datetime) -> None:
    """Make the pieces of a batch, once; the caller opens the transaction."""
    question = select(ScanBatch).where(ScanBatch.id == batch_id).with_for_update()
    batch = db.session.scalars(question.execution_options(populate_existing=True)).one()
    if batch.split_at is not None:
        return
    pages = {page.position: page for page in _pages(batch_id)}
    pieces = split(_seen(page) for page in pages.values())
    sheets = sheets_of_tokens({piece.token for piece in pieces if piece.token})
    facts = _facts(batch, pieces, sheets)
    for position, (piece, known) in enumerate(zip(pieces, facts, strict=True), start=1):
        sheet = sheets.get(piece.token or "")
        mine = sheet if sheet is not None and sheet.contest_id == batch.contest_id else None
        row = ScanPiece(
            batch_id=batch_id,
            position=position,
            sheet_id=mine.id if mine else None,
            entry_id=mine.entry_id if mine else None,
            troubles=[trouble.value for trouble in troubles_of(known)],
        )
        db.session.add(row)
        db.session.flush()
        for place in (*piece.covers, *piece.pages, *piece.blanks):
            pages[place].piece_id, pages[place].is_cover = row.id, place in piece.covers
    batch.split_at = at
    db.session.flush()
    record(
        "scan_batch.split", actor=SYSTEM, at=at, contest_id=batch.contest_id, subject=batch, count=len(pieces)
    )


def _turn_batch(batch_id: int) -> None:
    """Turn the pages of a batch that lay wrong in the feeder as its covers did; each page once."""
    pages = _pages(batch_id)
    pieces = split(_seen(page) for page in pages)
    degrees = turn_of_batch(pieces)
    if not degrees:
        return
    covers = {place for piece in pieces for place in piece.covers}
    ids = [(p.id, p.digest) for p in pages if p.position not in covers and p.digest and not p.turn]
    db.session.rollback()
    for page_id, digest in ids:
        picture = turned_picture(digest, degrees)
        with transaction():
            page = db.session.get_one(ScanPage, page_id, populate_existing=True)
            if not page.turn:
                put_turned(page, picture, degrees)


def _pages(batch_id: int) -> Sequence[ScanPage]:
    question = select(ScanPage).where(ScanPage.batch_id == batch_id).order_by(ScanPage.position)
    return db.session.scalars(question.execution_options(populate_existing=True)).all()


def _seen(page: ScanPage) -> Seen:
    return Seen(
        place=page.position,
        codes=page.codes,
        turn=page.turn,
        blank=page.is_blank,
        unread=not page.digest,
    )


def _facts(batch: ScanBatch, pieces: Sequence[Piece], sheets: Mapping[str, CoverSheet]) -> list[PieceFacts]:
    """What is known of each piece once its token was looked up."""
    found = [sheets.get(piece.token or "") for piece in pieces]
    entries = [sheet.entry for sheet in found if sheet is not None and sheet.entry is not None]
    known: dict[int, EntryFacts] = entry_facts(entries)
    twice = set(repeated([(s.entry_id, s.id) if s else (None, None) for s in found]))
    turn = turn_of_batch(pieces)
    return [
        PieceFacts(
            has_cover=bool(piece.covers),
            readable=piece.token is not None,
            known=sheet is not None,
            ours=sheet is not None and sheet.contest_id == batch.contest_id,
            entry=known.get(sheet.entry_id or 0) if sheet and sheet.contest_id == batch.contest_id else None,
            repeated=place in twice,
            pages=len(piece.pages),
            unread=len(piece.unread),
            askew=piece.token is not None and piece.turn != turn,
        )
        for place, (piece, sheet) in enumerate(zip(pieces, found, strict=True))
    ]


def _certain(batch_id: int) -> list[int]:
    question = select(ScanPiece).where(ScanPiece.batch_id == batch_id, ScanPiece.settled_at.is_(None))
    return [
        piece.id for piece in db.session.scalars(question.order_by(ScanPiece.position)) if not piece.troubles
    ]
