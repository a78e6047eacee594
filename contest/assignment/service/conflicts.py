"""Conflicts of interest."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from contest.assignment.models import Assignment, Conflict, Draw, Recusal
from contest.db import db
from contest.entries.models import Entry
from contest.people.models import Account
from contest.plumbing.audit import Actor, record
from contest.plumbing.vietnamese import clean


def declare_conflict(
    *,
    judge: Account,
    entry_id: int,
    reason: str,
    actor: Actor,
    at: datetime,
    kept: Collection[int] = (),
) -> Conflict:
    """Keep a judge and an entry apart in every draw to come; what the judge was given of it ends at once.

    Declared twice, the first row stands; only the judge's own word takes the place of another's.
    A draw that waits is asked again before it is published.

    kept  ids of assignments that stand all the same, as finished work does
    """
    entry = db.session.get_one(Entry, entry_id)
    said = clean(reason).strip()
    conflict = db.session.scalar(
        select(Conflict).where(Conflict.judge_id == judge.id, Conflict.entry_id == entry_id)
    )
    if conflict is None:
        conflict = Conflict(
            judge_id=judge.id,
            entry_id=entry_id,
            reason=said,
            declared_at=at,
            declared_by=actor.name,
            declared_by_id=actor.id,
        )
        db.session.add(conflict)
    elif actor.id == judge.id != conflict.declared_by_id:
        conflict.declared_by, conflict.declared_by_id = actor.name, actor.id
        conflict.reason = said or conflict.reason
    together = (
        select(Assignment)
        .join(Assignment.draw)
        .outerjoin(Assignment.recusal)
        .where(
            Assignment.judge_id == judge.id,
            Assignment.entry_id == entry_id,
            Draw.published_at.is_not(None),
            Recusal.id.is_(None),
        )
    )
    for assignment in db.session.scalars(together).unique():
        if assignment.id in kept:
            continue
        db.session.add(Recusal(assignment_id=assignment.id, at=at, by=actor.name, reason=said))
    db.session.flush()
    record(
        "conflict.declared", actor=actor, at=at, contest_id=entry.contest_id, subject=conflict, judge=judge.id
    )
    return conflict
