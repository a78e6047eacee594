"""Questions about scan batches, their pieces and pages."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import selectinload

from contest.db import db
from contest.errors.scanning import BatchUnknown
from contest.scanning.models import ScanBatch, ScanFile, ScanPage, ScanPiece


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One batch of a list in numbers; pages is None while it is not known how many there are."""

    batch: ScanBatch
    files: int
    refused: int
    read: int
    pages: int | None
    blanks: int
    pieces: int
    attached: int
    waiting: int


def batch_lines(contest_id: int) -> list[BatchLine]:
    """The contest's batches in numbers, newest first, in a fixed number of queries."""
    batches = db.session.scalars(
        select(ScanBatch).where(ScanBatch.contest_id == contest_id).order_by(ScanBatch.number.desc())
    )
    return _lines(list(batches))


def batch_line(batch: ScanBatch) -> BatchLine:
    """The same for one batch."""
    return _lines([batch])[0]


def _lines(batches: list[ScanBatch]) -> list[BatchLine]:
    ids = [batch.id for batch in batches]
    files = _counted(
        ScanFile,
        ids,
        func.count(),
        func.count(case((ScanFile.refusal != "", 1))),
        func.sum(ScanFile.page_count),
        func.count(case((and_(ScanFile.page_count.is_(None), ScanFile.refusal == ""), 1))),
    )
    pages = _counted(ScanPage, ids, func.count(), func.count(case((ScanPage.is_blank, 1))))
    pieces = _counted(
        ScanPiece,
        ids,
        func.count(),
        func.count(ScanPiece.manuscript_id),
        func.count(case((ScanPiece.settled_at.is_(None), 1))),
    )
    lines = []
    for batch in batches:
        count, refused, known, unknown = files.get(batch.id, (0, 0, 0, 0))
        read, blanks = pages.get(batch.id, (0, 0))
        made, attached, waiting = pieces.get(batch.id, (0, 0, 0))
        total = None if unknown else (known or 0)
        lines.append(BatchLine(batch, count, refused, read, total, blanks, made, attached, waiting))
    return lines


def _counted(
    table: type[ScanFile] | type[ScanPage] | type[ScanPiece], batch_ids: Collection[int], *what: Any
) -> Mapping[int, tuple[int, ...]]:
    question = select(table.batch_id, *what).where(table.batch_id.in_(batch_ids)).group_by(table.batch_id)
    return {row[0]: tuple(row[1:]) for row in db.session.execute(question)}


def waiting_count(contest_id: int) -> int:
    """How many pieces of the contest wait for a person."""
    question = (
        select(func.count(ScanPiece.id))
        .join(ScanBatch, ScanBatch.id == ScanPiece.batch_id)
        .where(ScanBatch.contest_id == contest_id, ScanPiece.settled_at.is_(None))
        .where(ScanBatch.split_at.is_not(None))
    )
    return db.session.scalar(question) or 0


def batch_of(contest_id: int, batch_id: int) -> ScanBatch:
    """A batch of the contest with its files. Raises BatchUnknown."""
    question = select(ScanBatch).where(ScanBatch.id == batch_id, ScanBatch.contest_id == contest_id)
    found = db.session.scalar(question.options(selectinload(ScanBatch.files)))
    if found is None:
        raise BatchUnknown
    return found


def pieces_of(batch_id: int) -> list[ScanPiece]:
    """The pieces of a batch in order, with sheet, entry and pages."""
    question = select(ScanPiece).where(ScanPiece.batch_id == batch_id)
    question = question.order_by(ScanPiece.position).options(*_WHOLE)
    return list(db.session.scalars(question.execution_options(populate_existing=True)))


def piece_of(contest_id: int, piece_id: int) -> ScanPiece:
    """A piece of the contest, with batch, sheet, entry and pages. Raises BatchUnknown."""
    question = (
        select(ScanPiece)
        .join(ScanBatch, ScanBatch.id == ScanPiece.batch_id)
        .where(ScanPiece.id == piece_id, ScanBatch.contest_id == contest_id)
        .options(*_WHOLE, selectinload(ScanPiece.batch))
        .execution_options(populate_existing=True)
    )
    found = db.session.scalar(question)
    if found is None:
        raise BatchUnknown
    return found


_WHOLE = (selectinload(ScanPiece.sheet), selectinload(ScanPiece.entry), selectinload(ScanPiece.pages))


def waiting_pieces_of_sheet(sheet_id: int) -> list[int]:
    """Ids of the pieces behind a sheet that wait."""
    question = select(ScanPiece.id).where(ScanPiece.sheet_id == sheet_id, ScanPiece.settled_at.is_(None))
    return list(db.session.scalars(question.order_by(ScanPiece.id)))


def page_of(contest_id: int, page_id: int) -> ScanPage:
    """A scanned page of the contest. Raises BatchUnknown."""
    question = (
        select(ScanPage)
        .join(ScanBatch, ScanBatch.id == ScanPage.batch_id)
        .where(ScanPage.id == page_id, ScanBatch.contest_id == contest_id)
    )
    found = db.session.scalar(question)
    if found is None:
        raise BatchUnknown
    return found
