"""Bundles made ready and taken in; the janitor: what nobody came back to, and bytes that no row names."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update

from contest.authors.models import Bundle, BundleFile, BundleRow, Draft, DraftFile, Upload
from contest.authors.service.bundles import PREPARE, TAKE, forget
from contest.authors.service.drafts import SWEEP, promise_sweep
from contest.authors.service.preparing import prepare
from contest.authors.service.taking import take_rows
from contest.db import db, transaction
from contest.entries.models import ManuscriptFile, ManuscriptPage
from contest.plumbing.audit import SYSTEM, Actor, record
from contest.plumbing.clock import now
from contest.plumbing.jobs import handles
from contest.plumbing.scratch import sweep_scratch
from contest.plumbing.storage import named_digests, names_blobs, storage

ABANDONED_AFTER = timedelta(days=60)
UNNAMED_AFTER = timedelta(hours=24)
BUNDLES_KEPT = timedelta(days=14)
AT_ONCE = 25
HEARD = (
    "drafts",
    "bundles",
    "manuscripts",
    "blind copies",
    "scan batches",
    "awards",
    "packages",
    "consignments",
    "export runs",
    "paper templates",
)


@names_blobs("drafts")
def named_by_drafts() -> Iterator[str]:
    """Digests of the files and page pictures of drafts, and names of the parts on their way into them."""
    yield from db.session.scalars(select(Upload.token_hash).where(Upload.digest == ""))
    for digest, reading in db.session.execute(select(DraftFile.digest, DraftFile.reading)):
        yield digest
        yield from (page["digest"] for page in reading["pages"])


@names_blobs("bundles")
def named_by_bundles() -> Iterator[str]:
    """Digests of lists, and of the files and page pictures of bundles that are not let go yet."""
    yield from filter(None, db.session.scalars(select(Bundle.sheet_digest)))
    for digest, reading in db.session.execute(select(BundleFile.digest, BundleFile.reading)):
        yield digest
        yield from (page["digest"] for page in (reading or {}).get("pages", ()))


@handles(PREPARE, lease=timedelta(minutes=30))
def prepare_bundle(payload: Mapping[str, Any]) -> None:
    """Read some files of a bundle; after the last of them look through its rows."""
    prepare(bundle_id=payload["bundle"], at=now(), most=AT_ONCE)


@handles(TAKE)
def take_bundle(payload: Mapping[str, Any]) -> None:
    """Take some rows of a bundle into the register; after the last of them make its receipt."""
    actor = Actor(payload["actor"], payload["name"])
    take_rows(bundle_id=payload["bundle"], actor=actor, at=now(), most=AT_ONCE)


@names_blobs("manuscripts")
def named_by_manuscripts() -> Iterator[str]:
    """Digests of the files and page pictures of entries."""
    yield from db.session.scalars(select(ManuscriptFile.digest))
    yield from db.session.scalars(select(ManuscriptPage.digest))


@handles(SWEEP, lease=timedelta(hours=1))
def sweep(_payload: Mapping[str, Any]) -> None:
    """Let go of old uploads, drafts and bundles, then of unnamed bytes; once a day while there are any."""
    at = now()
    let_go_of_bundles(at=at)
    drop_expired_uploads(at=at)
    drop_abandoned_drafts(at=at)
    named = named_digests(by=HEARD)
    db.session.rollback()
    storage().sweep(named=named, older_than=UNNAMED_AFTER.total_seconds())
    sweep_scratch(older_than=UNNAMED_AFTER.total_seconds())


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


def let_go_of_bundles(*, at: datetime) -> int:
    """Let go of the files and answers of bundles two weeks after they were taken, and of those abandoned.

    A bundle of which nothing is in the register goes altogether; of others what became of each row, and
    what the receipt says, stays. Returns how many.
    """
    with transaction():
        standing = Bundle.swept_at.is_(None)
        done = standing & (Bundle.taken_at < at - BUNDLES_KEPT) & (Bundle.touched_at < at - BUNDLES_KEPT)
        left = standing & (Bundle.touched_at < at - ABANDONED_AFTER)
        old = list(db.session.scalars(select(Bundle).where(done | left)))
        for bundle in old:
            mine = BundleRow.bundle_id == bundle.id
            if db.session.scalar(select(BundleRow.id).where(mine, BundleRow.entry_id.is_not(None)).limit(1)):
                db.session.execute(update(BundleRow).where(mine).values(said={}, files=[]))
                db.session.execute(delete(BundleFile).where(BundleFile.bundle_id == bundle.id))
                bundle.sheet_digest, bundle.swept_at = None, at
            else:
                forget(bundle.id)
        if old:
            record("bundles.swept", actor=SYSTEM, at=at, count=len(old))
        if db.session.scalar(select(Bundle.id).where(standing).limit(1)) is not None:
            promise_sweep(at)
    return len(old)
