"""Background work on scan batches, and what the janitor has to know of them."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from time import monotonic
from typing import Any, Final

from flask import current_app
from sqlalchemy import select

from contest.db import db, transaction
from contest.plumbing.clock import now
from contest.plumbing.jobs import enqueue, handles
from contest.plumbing.storage import names_blobs
from contest.scanning.models import ScanFile, ScanPage
from contest.scanning.service import READ, deal_batch, read_on

STEP: Final = 20.0
"""Seconds after which reading lets other work have its turn."""


@handles(READ, lease=timedelta(minutes=4))
def read_batch(payload: Mapping[str, Any]) -> None:
    """Read some pages of a batch and promise the next; at the end split it. A killed step is done again."""
    batch_id, until = int(payload["batch"]), monotonic() + STEP
    while read_on(batch_id, most_pages=int(current_app.config["SCAN_PAGES"]), at=now()):
        if monotonic() > until:
            with transaction():
                enqueue(READ, {"batch": batch_id}, at=now())
            return
    deal_batch(batch_id, at=now())


@names_blobs("scan batches")
def named_by_scan_batches() -> Iterator[str]:
    """Digests of the files of batches, of their page pictures and of the small ones."""
    for question in (select(ScanFile.digest), select(ScanPage.digest), select(ScanPage.thumb)):
        yield from filter(None, db.session.scalars(question))
