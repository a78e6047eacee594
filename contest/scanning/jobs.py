"""What the janitor has to know of scan batches."""

from collections.abc import Iterator

from sqlalchemy import select

from contest.db import db
from contest.plumbing.storage import names_blobs
from contest.scanning.models import ScanFile, ScanPage


@names_blobs("scan batches")
def named_by_scan_batches() -> Iterator[str]:
    """Digests of the files of batches, of their page pictures and of the small ones."""
    for question in (select(ScanFile.digest), select(ScanPage.digest), select(ScanPage.thumb)):
        yield from filter(None, db.session.scalars(question))
