"""Writing down what comparing found, in the caller's transaction."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.orm import aliased

from contest.charter.models import Contest
from contest.db import db
from contest.entries.models import Entry, Manuscript
from contest.entries.service import lock_register
from contest.screening.models import Resemblance
from contest.screening.queries.resemblances import Key, newest_manuscripts
from contest.screening.rules.resemblance import VERSION
from contest.screening.service.likeness import entries_uncompared, heed
from contest.screening.service.one_work import works

BATCH = 500

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """A pair as the engine found it; a and b are manuscripts, or references below zero."""

    a: int
    b: int
    shared: int
    share_of_a: float
    share_of_b: float
    longest: int

    def turned(self) -> "Found":
        """The same pair the other way round."""
        return Found(self.b, self.a, self.shared, self.share_of_b, self.share_of_a, self.longest)


def replace_all(*, contest: Contest, found: Iterable[Found], compared: Collection[int]) -> None:
    """Put these pairs in the place of all that was found before, but for texts that came meanwhile.

    compared  what was compared: manuscripts, and references below zero
    """
    lock_register(contest.id)
    standing = list(db.session.scalars(select(Resemblance).where(Resemblance.contest_id == contest.id)))
    newest = set(db.session.scalars(newest_manuscripts(contest.id)))
    fresh = newest - set(compared)
    kept = {
        (row.entry_id, row.other) for row in standing if {row.manuscript_id, row.other_manuscript_id} & fresh
    }
    doomed = [row for row in standing if (row.entry_id, row.other) not in kept]
    rows = [row for row in _rows(contest, found) if _key(row) not in kept]
    touched = _replace(doomed, rows)
    heed(contest.id, touched | set(entries_uncompared(contest.id)))


def replace_of_entry(*, contest: Contest, entry_id: int, found: Sequence[Found]) -> int:
    """Put these pairs in the place of all that was found of one entry; returns how many."""
    lock_register(contest.id)
    beside = select(Resemblance).where(
        Resemblance.contest_id == contest.id,
        or_(Resemblance.entry_id == entry_id, Resemblance.other_entry_id == entry_id),
    )
    rows = _rows(contest, found)
    touched = _replace(list(db.session.scalars(beside)), rows)
    heed(contest.id, touched | {entry_id})
    return len(rows)


def _replace(doomed: Sequence[Resemblance], rows: Sequence[Row]) -> set[int]:
    """Delete and insert what differs; the entries whose pairs change."""
    before = {(row.entry_id, row.other): row for row in doomed}
    after = {_key(row): row for row in rows}
    gone = [old.id for key, old in before.items() if key not in after or not _same(old, after[key])]
    new = [row for key, row in after.items() if key not in before or not _same(before[key], row)]
    for place in range(0, len(gone), BATCH):
        outdated = delete(Resemblance).where(Resemblance.id.in_(gone[place : place + BATCH]))
        db.session.execute(outdated.execution_options(synchronize_session=False))
    if new:
        db.session.execute(insert(Resemblance), new)
    departed = set(gone)
    touched = {key for key, old in before.items() if old.id in departed} | {_key(row) for row in new}
    return {entry_id for key in touched for entry_id in key if entry_id > 0}


def _rows(contest: Contest, found: Iterable[Found]) -> list[Row]:
    """The rows of these pairs: the contest's own entry first, of two the older one. One work is no pair."""
    pairs, work = list(found), works()
    owners = _owners({number for pair in pairs for number in (pair.a, pair.b) if number > 0})
    rows = {}
    for pair in pairs:
        row = _row(contest, pair, owners)
        if row is None or work.get(row["entry_id"], -1) == work.get(row["other_entry_id"]):
            continue
        rows[_key(row)] = row
    return list(rows.values())


def _row(contest: Contest, pair: Found, owners: dict[int, tuple[int, int]]) -> Row | None:
    ours = [number for number in (pair.a, pair.b) if owners.get(number, (0, 0))[1] == contest.id]
    if not ours:
        return None
    first = min(ours, key=lambda number: owners[number][0])
    pair = pair if pair.a == first else pair.turned()
    other = owners.get(pair.b)
    if other is None and pair.b > 0:
        return None
    return {
        "contest_id": contest.id,
        "entry_id": owners[pair.a][0],
        "manuscript_id": pair.a,
        "other_entry_id": other[0] if other else None,
        "other_manuscript_id": pair.b if other else None,
        "reference_id": -pair.b if pair.b < 0 else None,
        "shared": pair.shared,
        "share": round(pair.share_of_a * 1000),
        "other_share": round(pair.share_of_b * 1000),
        "longest": pair.longest,
        "engine": VERSION,
    }


def _owners(manuscript_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """The entry and the contest of each of these manuscripts that is still the newest version."""
    later = aliased(Manuscript)
    superseded = select(later.id).where(later.entry_id == Manuscript.entry_id, later.id > Manuscript.id)
    ids, owners = sorted(manuscript_ids), {}
    for place in range(0, len(ids), BATCH):
        question = (
            select(Manuscript.id, Manuscript.entry_id, Entry.contest_id)
            .join(Entry, Entry.id == Manuscript.entry_id)
            .where(Manuscript.id.in_(ids[place : place + BATCH]), ~superseded.exists())
        )
        for manuscript_id, entry_id, contest_id in db.session.execute(question):
            owners[manuscript_id] = (entry_id, contest_id)
    return owners


def _key(row: Row) -> Key:
    return row["entry_id"], row["other_entry_id"] or -row["reference_id"]


def _same(old: Resemblance, row: Row) -> bool:
    return all(getattr(old, name) == value for name, value in row.items())
