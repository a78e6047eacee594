"""The level of a contest, and who may send it how many works, go along with its copy; keys are made known anew."""

from sqlalchemy import select

from contest.charter.service import Copy, copies_along, values_of
from contest.db import db
from contest.nominations.models import ContestLevel, SendingUnit


@copies_along
def copy_level(copy: Copy) -> None:
    """The level and its quotas: the senders that may still send, without the keys they were known by."""
    for level in db.session.scalars(select(ContestLevel).where(ContestLevel.contest_id == copy.earlier)):
        db.session.add(ContestLevel(contest_id=copy.fresh, **values_of(level, "contest_id")))
    standing = select(SendingUnit).where(
        SendingUnit.contest_id == copy.earlier, SendingUnit.ended_at.is_(None)
    )
    for sender in db.session.scalars(standing):
        db.session.add(SendingUnit(contest_id=copy.fresh, **values_of(sender, "contest_id", "ended_at")))
    db.session.flush()
