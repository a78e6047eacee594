"""Who declared a conflict or ended a reading, and which entries still wait for another reader."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, select

from contest.assignment.models import Assignment, Conflict, Draw, Recusal
from contest.assignment.queries import readers_wanted, standing
from contest.charter.models import Round
from contest.db import db
from contest.entries.models import Entry
from contest.entries.queries import categories_of_entries
from contest.people.models import Account
from contest.screening.models import BlindCode

MOST_TOLD = 200


@dataclass(frozen=True, slots=True)
class Parting:
    """One judge kept from one entry: declared ahead, or ended after it was given.

    lacks  whether the entry has fewer readers than it should
    """

    entry_id: int
    judge: str
    reason: str
    by: str
    at: datetime
    lacks: bool


def recusals_of(round_: Round) -> list[Parting]:
    """Readings of the round's published draws that ended, newest first, the last 200."""
    question = (
        select(Assignment.entry_id, Account.name, Recusal.reason, Recusal.by, Recusal.at)
        .join(Recusal, Recusal.assignment_id == Assignment.id)
        .join(Draw, Draw.id == Assignment.draw_id)
        .join(Account, Account.id == Assignment.judge_id)
        .where(Assignment.round_id == round_.id, Draw.published_at.is_not(None))
        .order_by(Recusal.at.desc(), Recusal.id.desc())
        .limit(MOST_TOLD)
    )
    return _told(round_, db.session.execute(question).all())


def conflicts_declared(round_: Round) -> list[Parting]:
    """Conflicts declared in the contest, newest first, the last 200; told with what the round's entries lack."""
    question = (
        select(Conflict.entry_id, Account.name, Conflict.reason, Conflict.declared_by, Conflict.declared_at)
        .join(Entry, Entry.id == Conflict.entry_id)
        .join(Account, Account.id == Conflict.judge_id)
        .where(Entry.contest_id == round_.contest_id)
        .order_by(Conflict.declared_at.desc(), Conflict.id.desc())
        .limit(MOST_TOLD)
    )
    return _told(round_, db.session.execute(question).all())


def _told(round_: Round, rows: Sequence[Row[int, str, str, str, datetime]]) -> list[Parting]:
    lacking = entries_lacking(round_, {row[0] for row in rows})
    return [Parting(entry, judge, reason, by, at, entry in lacking) for entry, judge, reason, by, at in rows]


def entries_lacking(round_: Round, among: set[int]) -> set[int]:
    """Which of these entries were given to judges of the round, and have too few of them now."""
    if not among:
        return set()
    coded = select(BlindCode.entry_id).where(BlindCode.round_id == round_.id, BlindCode.entry_id.in_(among))
    dealt = (
        select(Assignment.entry_id)
        .join(Assignment.draw)
        .where(
            Assignment.round_id == round_.id, Draw.published_at.is_not(None), Assignment.entry_id.in_(coded)
        )
    )
    given = set(db.session.scalars(dealt.distinct()))
    read = (
        standing(round_.id)
        .with_only_columns(Assignment.entry_id)
        .where(Assignment.entry_id.in_(given), Assignment.is_third.is_(False))
    )
    count, wanted = Counter(db.session.scalars(read)), readers_wanted(round_)
    categories = categories_of_entries(given) if wanted.by_category else {}
    return {entry for entry in given if count[entry] < wanted.of(entry, categories.get(entry))}
