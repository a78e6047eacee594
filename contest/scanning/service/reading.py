"""Reading a batch, a few pages at a time: what was read stays read, whoever is killed meanwhile."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import func, select

from contest.db import db, transaction
from contest.plumbing.documents import SCAN_LIMITS, Page, Why, read_scan
from contest.plumbing.documents.renditions import glance_at
from contest.plumbing.scratch import scratch
from contest.plumbing.storage import storage
from contest.scanning.models import ScanBatch, ScanFile, ScanPage
from contest.scanning.rules import OURS, is_blank

PART: Final = 10
"""Pages read at a time: seconds of work, which is all that a killed worker loses."""

LIMITS: Final = replace(SCAN_LIMITS, cpu_seconds=110, wall_seconds=120)


@dataclass(frozen=True, slots=True)
class Read:
    """One page that was read and kept: digests of the picture and of the small one."""

    digest: str
    thumb: str
    width: int
    height: int
    codes: tuple[str, ...]
    turn: int
    is_blank: bool


def read_on(batch_id: int, *, most_pages: int, at: datetime) -> bool:
    """Read the next few pages of a batch; opens its own transactions. Returns whether there is more to read."""
    batch = db.session.get(ScanBatch, batch_id, populate_existing=True)
    if batch is None or batch.read_at is not None:
        return False
    file = _next_file(batch_id)
    if file is None:
        with transaction():
            _held(batch_id).read_at = at
        return False
    start, digest = file.pages_read, file.digest
    db.session.rollback()
    with scratch("scanning") as folder:
        reading = read_scan(
            storage().path(digest),
            into=folder,
            limits=replace(LIMITS, pages=most_pages),
            name="",
            ours=OURS,
            part=(start, start + PART),
        )
        pages = [_kept(page) for page in reading.pages]
    with transaction():
        _note(batch_id, file.id, start, reading.refusal, reading.kind, reading.page_count, pages, most_pages)
    return True


def _note(
    batch_id: int,
    file_id: int,
    start: int,
    refusal: str | None,
    kind: str | None,
    page_count: int,
    pages: Sequence[Read],
    most_pages: int,
) -> None:
    """Write down what was read, unless another worker has done so meanwhile."""
    _held(batch_id)
    file = db.session.get_one(ScanFile, file_id, populate_existing=True)
    if file.is_done or file.pages_read != start:
        return
    others = db.session.scalar(
        select(func.sum(ScanFile.page_count)).where(ScanFile.batch_id == batch_id, ScanFile.id != file_id)
    )
    if refusal is None and (others or 0) + page_count > most_pages:
        refusal = Why.TOO_MANY_PAGES.value
    if refusal is None and not pages:
        refusal = Why.UNREADABLE.value
    if kind is not None:
        file.kind = kind
    last = db.session.scalar(select(func.max(ScanPage.position)).where(ScanPage.batch_id == batch_id)) or 0
    if refusal is not None:
        file.refusal = refusal
        siblings = db.session.scalar(select(func.count(ScanFile.id)).where(ScanFile.batch_id == batch_id))
        if last or (siblings or 0) > 1:
            db.session.add(_page(batch_id, file, last + 1, None))
        return
    file.page_count = page_count
    for place, page in enumerate(pages, start=1):
        db.session.add(_page(batch_id, file, last + place, page))
        file.pages_read += 1
    db.session.flush()


def _page(batch_id: int, file: ScanFile, position: int, read: Read | None) -> ScanPage:
    """The row of a page; of one that could not be read it holds the place alone."""
    return ScanPage(
        batch_id=batch_id,
        file_id=file.id,
        position=position,
        number=file.pages_read + 1,
        digest=read.digest if read else "",
        thumb=read.thumb if read else "",
        width=read.width if read else 0,
        height=read.height if read else 0,
        codes=list(read.codes) if read else [],
        turn=read.turn if read else 0,
        is_blank=read.is_blank if read else False,
        left_out=read.is_blank if read else False,
    )


def _next_file(batch_id: int) -> ScanFile | None:
    question = select(ScanFile).where(ScanFile.batch_id == batch_id).order_by(ScanFile.position)
    files = db.session.scalars(question.execution_options(populate_existing=True))
    return next((file for file in files if not file.is_done), None)


def _held(batch_id: int) -> ScanBatch:
    """The batch, held until the transaction ends."""
    question = select(ScanBatch).where(ScanBatch.id == batch_id).with_for_update()
    return db.session.scalars(question.execution_options(populate_existing=True)).one()


def _kept(page: Page) -> Read:
    glance = glance_at(page.path)
    with page.path.open("rb") as stream:
        picture = storage().keep(stream, limit=LIMITS.output_bytes)
    small = storage().keep(io.BytesIO(glance.small), limit=LIMITS.output_bytes)
    return Read(
        digest=picture.digest,
        thumb=small.digest,
        width=page.width,
        height=page.height,
        codes=page.codes,
        turn=page.turn,
        is_blank=not page.codes and is_blank(glance.grey),
    )
