"""Keeping the checklist in step with what comparing finds and people rule, without looking at all else again."""

from collections.abc import Collection, Mapping

from sqlalchemy import delete, insert, select

from contest.db import db
from contest.entries.models import Entry, Manuscript
from contest.screening.models import EntryWarning
from contest.screening.queries.looks import entries_warned, looks_at
from contest.screening.queries.resemblances import (
    compared_manuscripts,
    likenesses_of,
    newest_manuscripts,
)
from contest.screening.rules import Check, Level
from contest.screening.rules.likeness import COPIES, UNCOMPARED, likeness_check, percent

BATCH = 500

Text = tuple[int, bool]
"""A manuscript's id, and whether it has any text."""


def likeness_checks(contest_id: int, texts: Mapping[int, Text]) -> dict[int, Check]:
    """The checklist's line on likeness for each of these entries, in a fixed number of queries."""
    likenesses = likenesses_of(contest_id, texts) if texts else {}
    compared = compared_manuscripts([manuscript_id for manuscript_id, _ in texts.values()])
    lines = {}
    for entry_id, (manuscript_id, has_text) in texts.items():
        beside = likenesses.get(entry_id, [])
        unsettled = [one for one in beside if one.unsettled]
        lines[entry_id] = likeness_check(
            has_text=has_text,
            compared=manuscript_id in compared,
            unsettled=len(unsettled),
            settled=len(beside) - len(unsettled),
            strongest=percent(max((one.strongest for one in unsettled), default=0)),
        )
    return lines


def heed(contest_id: int, entry_ids: Collection[int]) -> None:
    """Bring the kept warnings of these entries up to date, as far as they have been looked at."""
    ids = sorted(set(entry_ids))
    for place in range(0, len(ids), BATCH):
        _heed(contest_id, ids[place : place + BATCH])


def entries_uncompared(contest_id: int) -> list[int]:
    """The entries of the contest of which the last look said that they were not compared."""
    question = select(Entry.id).where(
        Entry.contest_id == contest_id, Entry.id.in_(entries_warned(UNCOMPARED))
    )
    return list(db.session.scalars(question))


def _heed(contest_id: int, entry_ids: Collection[int]) -> None:
    own = select(Entry.id).where(Entry.contest_id == contest_id, Entry.id.in_(entry_ids))
    looked = looks_at(list(db.session.scalars(own)))
    newest = select(Manuscript.entry_id, Manuscript.id, Manuscript.words).where(
        Manuscript.id.in_(newest_manuscripts(contest_id, list(looked)))
    )
    texts = {
        entry_id: (manuscript_id, words > 0) for entry_id, manuscript_id, words in db.session.execute(newest)
    }
    stale = delete(EntryWarning).where(
        EntryWarning.entry_id.in_(looked), EntryWarning.key.in_((COPIES, UNCOMPARED))
    )
    db.session.execute(stale.execution_options(synchronize_session=False))
    rows = [
        {"entry_id": entry_id, "key": line.key}
        for entry_id, line in likeness_checks(contest_id, texts).items()
        if line.level != Level.OK
    ]
    if rows:
        db.session.execute(insert(EntryWarning), rows)
