"""Questions about packages that were made."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from contest.db import db, one_of
from contest.entries.models import Entry, Manuscript
from contest.errors.nominations import PackageUnknown
from contest.nominations.models import Nomination, Package

WHOLE = selectinload(Package.nominations).selectinload(Nomination.entry)


def packages_of(contest_id: int) -> list[Package]:
    """The contest's packages with what they hold, the newest first."""
    question = (
        select(Package).where(Package.contest_id == contest_id).options(selectinload(Package.nominations))
    )
    return list(db.session.scalars(question.order_by(Package.number.desc())))


def package_of(contest_id: int, package_id: int) -> Package:
    """One package with its entries. Raises PackageUnknown, also for one of another contest."""
    entries = WHOLE.options(
        selectinload(Entry.manuscripts).selectinload(Manuscript.category), selectinload(Entry.figure)
    )
    question = select(Package).where(Package.id == package_id, Package.contest_id == contest_id)
    found = db.session.scalar(question.options(entries))
    if found is None:
        raise PackageUnknown
    return found


def package_of_content(contest_id: int, content_digest: str) -> Package | None:
    """The package that says just this, if it was made already."""
    question = select(Package).where(
        Package.contest_id == contest_id, Package.content_digest == content_digest
    )
    return db.session.scalar(question)


def packages_holding(entry_ids: Collection[int]) -> dict[int, int]:
    """In how many packages each of these entries went up."""
    question = (
        select(Nomination.entry_id, func.count(Nomination.id))
        .where(one_of(Nomination.entry_id, entry_ids))
        .group_by(Nomination.entry_id)
    )
    counts: dict[int, int] = dict(db.session.execute(question).all())
    return counts
