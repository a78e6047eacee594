"""The janitor: drafts that nobody came back to, and bytes that no row names."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select

from contest.authors.models import Draft, DraftFile, Upload
from contest.authors.service.drafts import SWEEP, promise_sweep
from contest.db import db, transaction
from contest.entries.models import ManuscriptFile, ManuscriptPage
from contest.plumbing.audit import SYSTEM, record
from contest.plumbing.clock import now
from contest.plumbing.jobs import handles
from contest.plumbing.storage import named_digests, names_blobs, storage

ABANDONED_AFTER = timedelta(days=60)
UNNAMED_AFTER = timedelta(hours=24)
HEARD = ("drafts", "manuscripts", "blind copies", "scan batches")


@names_blobs("drafts")
def named_by_drafts() -> Iterator[str]:
    """Digests of the files and page pictures of drafts, and names of the parts on their way into them."""
    yield from db.session.scalars(select(Upload.token_hash).where(Upload.digest == ""))
    for digest, reading in db.session.execute(select(DraftFile.digest, DraftFile.reading)):
        yield digest
        yield from (page["digest"] for page in reading["pages"])


@names_blobs("manuscripts")
def named_by_manuscripts() -> Iterator[str]:
    """Digests of the files and page pictures of entries."""
    yield from db.session.scalars(select(ManuscriptFile.digest))
    yield from db.session.scalars(select(ManuscriptPage.digest))


@handles(SWEEP, lease=timedelta(hours=1))
def sweep(_payload: Mapping[str, Any]) -> None:
    """Remove expired uploads and abandoned drafts, then unnamed bytes; once a day while there are drafts."""
    at = now()
    drop_expired_uploads(at=at)
    drop_abandoned_drafts(at=at)
    named = named_digests(by=HEARD)
    db.session.rollback()
    storage().sweep(named=named, older_than=UNNAMED_AFTER.total_seconds())


def drop_expired_uploads(*, at: datetime) -> int:
    """Remove uploads that nobody went on with; their parts go with the unnamed bytes. Returns how many."""
    with transaction():
        old = list(db.session.scalars(select(Upload.id).where(Upload.expires_at <= at)))
        db.session.execute(delete(Upload).where(Upload.id.in_(old)))
    return len(old)


def drop_abandoned_drafts(*, at: datetime) -> int:
    """Remove drafts not touched for 60 days, handed in or not; returns how many."""
    with transaction():
        old = list(db.session.scalars(select(Draft.id).where(Draft.saved_at < at - ABANDONED_AFTER)))
        db.session.execute(delete(Upload).where(Upload.draft_id.in_(old)))
        db.session.execute(delete(DraftFile).where(DraftFile.draft_id.in_(old)))
        db.session.execute(delete(Draft).where(Draft.id.in_(old)))
        if old:
            record("drafts.swept", actor=SYSTEM, at=at, count=len(old))
        if db.session.scalar(select(Draft.id).limit(1)) is not None:
            promise_sweep(at)
    return len(old)
