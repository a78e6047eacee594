"""Questions about what the machine saw of entries at its last look."""

from collections.abc import Collection

from sqlalchemy import Select, func, select

from contest.db import db, one_of
from contest.entries.models import Entry
from contest.screening.models import EntryLook, EntryWarning


def entries_not_looked_at(*, limit: int | None = None, contest_id: int | None = None) -> list[int]:
    """Ids of entries that were not looked at since they or their contest's rules changed, oldest first."""
    question = select(Entry.id).where(~select(EntryLook).where(EntryLook.entry_id == Entry.id).exists())
    if contest_id is not None:
        question = question.where(Entry.contest_id == contest_id)
    return list(db.session.scalars(question.order_by(Entry.id).limit(limit)))


def entries_warned(key: str | None = None) -> Select[int]:
    """A selection of entry ids with this warning at the last look, or with any."""
    question = select(EntryWarning.entry_id)
    return question if key is None else question.where(EntryWarning.key == key)


def warning_counts(contest_id: int, among: Select[int] | None = None) -> dict[str, int]:
    """How many entries of the contest, or of those among these, have each warning."""
    question = (
        select(EntryWarning.key, func.count(EntryWarning.entry_id))
        .join(Entry, Entry.id == EntryWarning.entry_id)
        .where(Entry.contest_id == contest_id)
        .group_by(EntryWarning.key)
    )
    if among is not None:
        question = question.where(Entry.id.in_(among))
    counts: dict[str, int] = dict(db.session.execute(question).all())
    return counts


def looks_at(entry_ids: Collection[int]) -> dict[int, EntryLook]:
    """The last look at each of these entries."""
    question = select(EntryLook).where(one_of(EntryLook.entry_id, entry_ids))
    return {look.entry_id: look for look in db.session.scalars(question)}
