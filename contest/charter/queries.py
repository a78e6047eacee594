"""Questions about contests."""

from sqlalchemy import select

from contest.charter.models import Contest
from contest.db import db


def contest_by_slug(slug: str) -> Contest | None:
    """The contest of that address, with its categories, rounds, criteria and statements."""
    return db.session.scalar(select(Contest).where(Contest.slug == slug))
