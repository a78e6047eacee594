"""Questions about entries; none of them leads to an author."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from contest.db import about, db, one_of
from contest.entries.models import Entry, Figure, Manuscript, ManuscriptFile, Withdrawal
from contest.entries.rules import normal_receipt
from contest.errors.entries import EntryUnknown

WHOLE = (
    selectinload(Entry.manuscripts).options(
        selectinload(Manuscript.files), selectinload(Manuscript.pages), selectinload(Manuscript.category)
    ),
    selectinload(Entry.figure),
    selectinload(Entry.withdrawal),
)
IN_A_LIST = (
    selectinload(Entry.manuscripts).selectinload(Manuscript.category),
    selectinload(Entry.figure),
    selectinload(Entry.withdrawal),
)


_STANDS = ~select(Withdrawal.id).where(Withdrawal.entry_id == Entry.id).exists()


def entry_of(contest_id: int, entry_id: int) -> Entry:
    """One entry of the contest with every version, file and page, its figure and withdrawal.

    Raises  EntryUnknown, also for an entry of another contest
    """
    question = select(Entry).where(Entry.id == entry_id, Entry.contest_id == contest_id).options(*WHOLE)
    found = db.session.scalar(question)
    if found is None:
        raise EntryUnknown
    return found


def entries_whole(contest_id: int, entry_ids: Collection[int], *, afresh: bool = False) -> list[Entry]:
    """The same for each of these entries of the contest, in order of id.

    afresh  read again what the session knows already
    """
    question = (
        select(Entry).where(Entry.contest_id == contest_id, one_of(Entry.id, entry_ids)).options(*WHOLE)
    )
    question = question.order_by(Entry.id).execution_options(populate_existing=afresh)
    return list(db.session.scalars(question))


def receipts_of(entry_ids: Collection[int]) -> dict[int, str]:
    """The receipt of each of these entries, of whatever contest."""
    return dict(db.session.execute(select(Entry.id, Entry.receipt).where(one_of(Entry.id, entry_ids))).all())


def names_of_figures(entry_ids: Collection[int]) -> dict[int, str]:
    """Whom each of these entries is about, by the entry's id."""
    question = select(Figure.entry_id, Figure.name).where(one_of(Figure.entry_id, entry_ids))
    names: dict[int, str] = dict(db.session.execute(question).all())
    return names


def entry_by_receipt(receipt: str) -> Entry | None:
    """The entry of that receipt, as issued or as typed, with its versions."""
    issued = normal_receipt(receipt)
    if issued is None:
        return None
    return db.session.scalar(select(Entry).where(Entry.receipt == issued).options(*WHOLE))


def entry_by_key(key: str) -> Entry | None:
    """The entry that a hand-in under that key made, with its versions."""
    return db.session.scalar(select(Entry).where(Entry.hand_in_key == key).options(*WHOLE))


def entries_in(contest_id: int, *, withdrawn: bool = False) -> list[Entry]:
    """All entries of the contest by register number; withdrawn ones only when asked for."""
    found = select(Entry).where(Entry.contest_id == contest_id).order_by(Entry.register_number)
    if not withdrawn:
        found = found.where(_STANDS)
    return list(db.session.scalars(found.options(*IN_A_LIST)))


def entry_counts(contest_id: int) -> tuple[int, int]:
    """How many entries came, and how many of them were withdrawn."""
    came = db.session.scalar(select(func.count(Entry.id)).where(Entry.contest_id == contest_id))
    gone = db.session.scalar(
        select(func.count(Withdrawal.id))
        .join(Entry, Entry.id == Withdrawal.entry_id)
        .where(Entry.contest_id == contest_id)
    )
    return came or 0, gone or 0


def is_withdrawn(entry_id: int) -> bool:
    """Whether the entry was taken back."""
    return bool(
        db.session.scalar(select(select(Withdrawal.id).where(Withdrawal.entry_id == entry_id).exists()))
    )


def categories_of_entries(entry_ids: Collection[int]) -> dict[int, int]:
    """The category of each of these entries, by its newest manuscript."""
    wanted = set(entry_ids)
    rows = db.session.execute(
        select(Manuscript.entry_id, Manuscript.category_id)
        .where(about(Manuscript.entry_id, wanted))
        .order_by(Manuscript.entry_id, Manuscript.version)
    )
    return {entry_id: category_id for entry_id, category_id in rows if entry_id in wanted}


def entries_about(contest_id: int, names: Collection[str]) -> dict[str, int]:
    """How many entries of the contest, withdrawn ones left out, are about a figure of each of these search keys."""
    question = (
        select(Figure.search_key, func.count(Figure.id))
        .join(Entry, Entry.id == Figure.entry_id)
        .where(Entry.contest_id == contest_id, Figure.search_key.in_(names), _STANDS)
        .group_by(Figure.search_key)
    )
    counts: dict[str, int] = dict(db.session.execute(question).all())
    return counts


def entries_with_files(contest_id: int, digests: Collection[str]) -> dict[str, list[tuple[int, str]]]:
    """(entry id, receipt) of the contest's entries, withdrawn ones left out, that came with each of these files."""
    question = (
        select(ManuscriptFile.digest, Entry.id, Entry.receipt)
        .join(Manuscript, Manuscript.id == ManuscriptFile.manuscript_id)
        .join(Entry, Entry.id == Manuscript.entry_id)
        .where(Entry.contest_id == contest_id, ManuscriptFile.digest.in_(digests), _STANDS)
        .distinct()
    )
    found: dict[str, list[tuple[int, str]]] = {}
    for digest, entry_id, receipt in db.session.execute(question):
        found.setdefault(digest, []).append((entry_id, receipt))
    return found
