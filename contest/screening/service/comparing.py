"""Comparing: everything of a contest with everything, and what came since with what was there.

Nothing here runs inside a transaction, for comparing is slow; each result is written in one of its own.
The index for quick look-up is a file that can be made anew at any time.
"""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
from sqlalchemy import func, select

from contest.charter.models import Contest
from contest.db import db, one_of, transaction
from contest.entries.models import Entry, Manuscript
from contest.plumbing.audit import SYSTEM, Actor, record
from contest.plumbing.derived import derived_folder
from contest.screening.models import Comparison, TextPrint
from contest.screening.queries.resemblances import last_comparison, newest_manuscripts
from contest.screening.rules.resemblance import VERSION, Common, Index, OtherVersion, Print
from contest.screening.service.found import Found, replace_all, replace_of_entry
from contest.screening.service.prints import earlier_contest_ids, make_prints, prints_of, release

GROWTH, MOST_SINCE = 10, 1000
"""Percent of new entries, and how many of them, after which everything is compared anew: what became common
falls out then, and the index holds nearly all."""

OVERLAP = timedelta(minutes=10)
"""How far back from the last comparing a print may have been made that it did not see."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What a comparing anew came to: the contest's texts, the texts they were compared with, and the pairs."""

    texts: int
    others: int
    pairs: int


def compare_contest(*, contest: Contest, actor: Actor = SYSTEM, at: datetime) -> Compared:
    """Compare every entry of the contest with every other, with earlier contests' and with its references.

    Opens transactions of its own. What was found before is replaced; what people ruled stands.

    actor  a person who asked for it is named in the log
    """
    registered = _registered(contest)
    for contest_id in (*earlier_contest_ids(contest), contest.id):
        make_prints(contest_id=contest_id, at=at)
    own = _own_manuscripts(contest)
    index = Index.build(prints_of(contest))
    release()
    common = index.common(of=own)
    found = [
        Found(pair.a, pair.b, pair.shared, pair.share_of_a, pair.share_of_b, pair.longest)
        for pair in index.pairs(common=common, of=own)
    ]
    _save(index, _path(contest, at))
    with transaction():
        replace_all(contest=contest, found=found, compared=set(index.ids.tolist()))
        _note(contest, at, entries=registered, common=common)
        if actor != SYSTEM:
            record("resemblances.compared", actor=actor, at=at, contest_id=contest.id, count=len(found))
    _drop_old_files(contest, at)
    return Compared(len(own), len(index) - len(own), len(found))


def compare_newcomers(*, contest: Contest, entry_ids: Collection[int], at: datetime) -> int:
    """Compare entries that came or changed with all that is there; returns how many pairs were found.

    When the contest has grown much since everything was compared, everything is compared anew.
    Opens transactions of its own.
    """
    last = last_comparison(contest.id)
    if last is None or last.engine != VERSION or _has_grown(contest, last):
        return compare_contest(contest=contest, at=at).pairs
    make_prints(contest_id=contest.id, at=at, among=entry_ids)
    common = Common.from_bytes(last.common)
    index = _opened(contest, last)
    since = Index.build(
        (number, print_)
        for number, print_ in prints_of(contest, since=last.compared_at - OVERLAP)
        if not _holds(index, number)
    )
    count = 0
    for entry_id, versions in _versions_of(entry_ids).items():
        if _holds(index, versions[-1]):
            continue
        kept = db.session.scalar(select(TextPrint.data).where(TextPrint.manuscript_id == versions[-1]))
        release()
        hits = index.near(Print.from_bytes(kept), common=common, also=since, but=versions) if kept else []
        found = [
            Found(versions[-1], hit.id, hit.shared, hit.share_of_print, hit.share_of_other, hit.longest)
            for hit in hits
        ]
        with transaction():
            count += replace_of_entry(contest=contest, entry_id=entry_id, found=found)
    return count


def _own_manuscripts(contest: Contest) -> list[int]:
    """The contest's entries that were printed, by their manuscripts."""
    question = select(TextPrint.manuscript_id).where(
        TextPrint.manuscript_id.in_(newest_manuscripts(contest.id)), TextPrint.engine == VERSION
    )
    return [found for found in db.session.scalars(question) if found is not None]


def _versions_of(entry_ids: Collection[int]) -> dict[int, list[int]]:
    """The manuscripts of each of these entries, oldest first."""
    question = select(Manuscript.entry_id, Manuscript.id).where(one_of(Manuscript.entry_id, entry_ids))
    versions: dict[int, list[int]] = {}
    for entry_id, manuscript_id in db.session.execute(question.order_by(Manuscript.id)):
        versions.setdefault(entry_id, []).append(manuscript_id)
    return versions


def _has_grown(contest: Contest, last: Comparison) -> bool:
    """Whether so many more entries are in the register than were then."""
    fresh = _registered(contest) - last.entries
    return fresh * 100 > last.entries * GROWTH or fresh > MOST_SINCE


def _registered(contest: Contest) -> int:
    return db.session.scalar(select(func.count(Entry.id)).where(Entry.contest_id == contest.id)) or 0


def _note(contest: Contest, at: datetime, *, entries: int, common: Common) -> None:
    standing = last_comparison(contest.id)
    if standing is None:
        standing = Comparison(contest_id=contest.id)
        db.session.add(standing)
    standing.compared_at, standing.engine = at, VERSION
    standing.entries, standing.common = entries, common.to_bytes()
    db.session.flush()


def _path(contest: Contest, at: datetime) -> Path:
    return derived_folder("resemblances") / f"{contest.id}-{at:%Y%m%d%H%M%S%f}.index"


def _opened(contest: Contest, last: Comparison) -> Index:
    """The index of the last comparing; made anew when its file is gone or not ours."""
    path = _path(contest, last.compared_at)
    try:
        return Index.open(path)
    except (OtherVersion, FileNotFoundError):
        index = Index.build(prints_of(contest, until=last.compared_at))
        release()
        _save(index, path)
        return index


def _save(index: Index, path: Path) -> None:
    """Keep the index if the disk lets us; without it the next look-up makes it anew."""
    with suppress(OSError):
        index.save(path)


def _drop_old_files(contest: Contest, at: datetime) -> None:
    current = _path(contest, at)
    for path in current.parent.glob(f"{contest.id}-*.index*"):
        if path != current:
            with suppress(OSError):
                path.unlink()


def _holds(index: Index, number: int) -> bool:
    place = int(np.searchsorted(index.ids, number))
    return place < len(index) and int(index.ids[place]) == number
