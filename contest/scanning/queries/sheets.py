"""Questions about cover sheets and the entries they lie on."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import selectinload

from contest.db import db, one_of
from contest.entries.models import Channel, Entry, Manuscript, ManuscriptFile, ManuscriptPage, Withdrawal
from contest.entries.rules import FileRole
from contest.scanning.models import CoverSheet
from contest.scanning.rules import EntryFacts
from contest.screening.models import VerdictKind
from contest.screening.queries import standing_decisions

ON_PAPER = (Channel.HAND, Channel.POST, Channel.UNIT)
"""The ways by which sheets of paper come."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries to print sheets for: by channel, by register number, only those without any page yet.

    among  a selection of entry ids to keep to, or None
    """

    channel: Channel | None = None
    first: int | None = None
    last: int | None = None
    unscanned: bool = True
    among: Select[int] | Collection[int] | None = None


def entries_for_sheets(contest_id: int, wanted: Wanted) -> list[Entry]:
    """The entries on paper that fit, by register number, withdrawn ones left out."""
    question = select(Entry).where(
        Entry.contest_id == contest_id,
        Entry.channel.in_(ON_PAPER) if wanted.channel is None else Entry.channel == wanted.channel,
        ~select(Withdrawal.id).where(Withdrawal.entry_id == Entry.id).exists(),
    )
    if wanted.first is not None:
        question = question.where(Entry.register_number >= wanted.first)
    if wanted.last is not None:
        question = question.where(Entry.register_number <= wanted.last)
    if wanted.among is not None:
        question = question.where(Entry.id.in_(wanted.among))
    if wanted.unscanned:
        question = question.where(~_in_newest(ManuscriptPage), ~_in_newest(ManuscriptFile))
    return list(db.session.scalars(question.order_by(Entry.register_number)))


def _in_newest(rows: type[ManuscriptPage] | type[ManuscriptFile]) -> ColumnElement[bool]:
    """Whether the newest version has such a row of the essay."""
    newest = (
        select(func.max(Manuscript.version))
        .where(Manuscript.entry_id == Entry.id)
        .correlate(Entry)
        .scalar_subquery()
    )
    found = select(rows.id).join(Manuscript, Manuscript.id == rows.manuscript_id)
    return (
        found.where(Manuscript.entry_id == Entry.id, Manuscript.version == newest)
        .where(rows.role == FileRole.ESSAY)
        .correlate(Entry)
        .exists()
    )


def sheets_of_entries(entry_ids: Collection[int]) -> dict[int, CoverSheet]:
    """The sheet of each of these entries that has one; the newest of several."""
    question = select(CoverSheet).where(one_of(CoverSheet.entry_id, entry_ids)).order_by(CoverSheet.id)
    return {sheet.entry_id: sheet for sheet in db.session.scalars(question) if sheet.entry_id is not None}


def sheets_numbered(contest_id: int, first: int, last: int) -> list[CoverSheet]:
    """The contest's sheets of these numbers with their entries, in order."""
    question = select(CoverSheet).where(
        CoverSheet.contest_id == contest_id, CoverSheet.number >= first, CoverSheet.number <= last
    )
    return list(db.session.scalars(question.order_by(CoverSheet.number).options(_WITH_ENTRY)))


def sheet_numbered(contest_id: int, number: int) -> CoverSheet | None:
    """The contest's sheet of that number, with its entry."""
    return next(iter(sheets_numbered(contest_id, number, number)), None)


def sheets_of_tokens(tokens: Collection[str]) -> dict[str, CoverSheet]:
    """The sheets of these tokens, of whatever contest, with their entries."""
    question = select(CoverSheet).where(CoverSheet.token.in_(tokens)).options(_WITH_ENTRY)
    return {sheet.token: sheet for sheet in db.session.scalars(question)}


_WITH_ENTRY = selectinload(CoverSheet.entry)


def sheet_counts(contest_id: int) -> tuple[int, int]:
    """How many sheets the contest has, and how many of them lie on no entry yet."""
    question = select(func.count(CoverSheet.id), func.count(case((CoverSheet.entry_id.is_(None), 1)))).where(
        CoverSheet.contest_id == contest_id
    )
    every, loose = db.session.execute(question).one()
    return every, loose


def entry_facts(entries: Collection[Entry]) -> dict[int, EntryFacts]:
    """What matters of these entries when pages are to go to them, in a few queries."""
    ids = {entry.id for entry in entries}
    decisions = standing_decisions(ids)
    gone = set(db.session.scalars(select(Withdrawal.entry_id).where(one_of(Withdrawal.entry_id, ids))))
    newest = (
        select(Manuscript.entry_id, func.max(Manuscript.version).label("version"))
        .where(one_of(Manuscript.entry_id, ids))
        .group_by(Manuscript.entry_id)
        .subquery()
    )
    pages = and_(ManuscriptPage.manuscript_id == Manuscript.id, ManuscriptPage.role == FileRole.ESSAY)
    question = (
        select(Manuscript.entry_id, Manuscript.page_count, func.count(ManuscriptPage.id))
        .join(newest, and_(newest.c.entry_id == Manuscript.entry_id, newest.c.version == Manuscript.version))
        .outerjoin(ManuscriptPage, pages)
        .group_by(Manuscript.entry_id, Manuscript.page_count)
    )
    facts = {}
    for entry_id, declared, count in db.session.execute(question):
        verdict = decisions[entry_id].verdict if entry_id in decisions else None
        facts[entry_id] = EntryFacts(
            withdrawn=entry_id in gone,
            accepted=verdict == VerdictKind.ELIGIBLE,
            rejected=verdict == VerdictKind.REJECTED,
            pages=count,
            declared=declared,
        )
    return facts
