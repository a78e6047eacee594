"""Looking at entries in the background, and what the janitor has to know of blind copies."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from contest.charter.models import Contest
from contest.db import db, transaction
from contest.plumbing.clock import now
from contest.plumbing.following import BATCH, changed
from contest.plumbing.jobs import handles
from contest.plumbing.storage import names_blobs
from contest.screening.models import BlindCopy
from contest.screening.queries import entries_not_looked_at, last_comparison
from contest.screening.service.comparing import compare_contest, compare_newcomers
from contest.screening.service.newcomers import COMPARE
from contest.screening.service.renewing import RENEW, renew_blind_copies


@handles("entries.look", lease=timedelta(hours=2))
def look_at_entries(_payload: Mapping[str, Any]) -> None:
    """Look at every entry that was not looked at since the rules changed, and put it into the search."""
    while ids := entries_not_looked_at(limit=BATCH):
        with transaction():
            changed("entry", *ids)


@handles(COMPARE, lease=timedelta(hours=1))
def compare(payload: Mapping[str, Any]) -> None:
    """Compare what came with what was there, or everything when nobody is named, once for all who asked."""
    at, contest = now(), db.session.get_one(Contest, payload["contest_id"])
    if payload["entry_ids"] is not None:
        compare_newcomers(contest=contest, entry_ids=payload["entry_ids"], at=at)
        return
    last = last_comparison(contest.id)
    if last is None or last.compared_at <= datetime.fromisoformat(payload["asked_at"]):
        compare_contest(contest=contest, at=at)


@handles(RENEW, lease=timedelta(hours=2))
def renew(payload: Mapping[str, Any]) -> None:
    """Judges' copies of entries on paper follow the contest's identity corner."""
    renew_blind_copies(contest_id=payload["contest_id"], at=now())


@names_blobs("blind copies")
def named_by_blind_copies() -> Iterator[str]:
    """Digests of the page pictures that judges see."""
    for pages in db.session.scalars(select(BlindCopy.pages)):
        yield from (str(page["digest"]) for page in pages)
