"""Making cover sheets, and laying them on entries."""

from collections.abc import Sequence
from datetime import datetime
from random import Random
from secrets import SystemRandom
from typing import Final

from sqlalchemy import func, select

from contest.charter.models import Contest
from contest.db import db
from contest.entries.models import Entry
from contest.entries.service import lock_register
from contest.errors.scanning import NoSheetsWanted, SheetTaken, SheetUnknown, TooManySheets
from contest.plumbing.audit import Actor, record
from contest.plumbing.codes import draw_token
from contest.scanning.models import CoverSheet
from contest.scanning.queries import sheet_numbered, sheets_numbered, sheets_of_entries

DICE: Final = SystemRandom()
AT_ONCE: Final = 500


def sheets_for(
    *, contest: Contest, entries: Sequence[Entry], actor: Actor, at: datetime, rng: Random = DICE
) -> list[CoverSheet]:
    """The sheets of these entries to print, in their order; an entry that has one keeps it.

    Raises  NoSheetsWanted, TooManySheets
    """
    _check(len(entries))
    lock_register(contest.id)
    standing = sheets_of_entries([entry.id for entry in entries])
    bare = [entry for entry in entries if entry.id not in standing]
    for sheet, entry in zip(_new(contest, len(bare), actor, at, rng), bare, strict=True):
        sheet.entry, sheet.bound_at, sheet.bound_by = entry, at, actor.name
        standing[entry.id] = sheet
    db.session.flush()
    _printed(contest, len(entries), len(bare), actor, at)
    return [standing[entry.id] for entry in entries]


def blank_sheets(
    *, contest: Contest, count: int, actor: Actor, at: datetime, rng: Random = DICE
) -> list[CoverSheet]:
    """New sheets that lie on no entry yet. Raises NoSheetsWanted, TooManySheets."""
    _check(count)
    lock_register(contest.id)
    made = _new(contest, count, actor, at, rng)
    _printed(contest, count, count, actor, at)
    return made


def sheets_again(*, contest: Contest, first: int, last: int, actor: Actor, at: datetime) -> list[CoverSheet]:
    """Sheets made before, by their numbers, to print again. Raises NoSheetsWanted, TooManySheets."""
    found = sheets_numbered(contest.id, first, last)
    _check(len(found))
    _printed(contest, len(found), 0, actor, at)
    return found


def free_sheet(contest: Contest, number: int) -> CoverSheet:
    """The contest's sheet of that number that lies on no entry. Raises SheetUnknown, SheetTaken."""
    sheet = sheet_numbered(contest.id, number)
    if sheet is None:
        raise SheetUnknown(number=number)
    if sheet.entry is not None:
        raise SheetTaken(number=number, entry=sheet.entry.register_number)
    return sheet


def lay_sheet(*, sheet: CoverSheet, entry: Entry, actor: Actor, at: datetime) -> None:
    """Lay a sheet on an entry for good; the caller holds the register. Raises SheetTaken."""
    held = db.session.scalars(
        select(CoverSheet).where(CoverSheet.id == sheet.id).execution_options(populate_existing=True)
    ).one()
    if held.entry_id == entry.id:
        return
    if held.entry_id is not None:
        other = db.session.get_one(Entry, held.entry_id)
        raise SheetTaken(number=held.number, entry=other.register_number)
    held.entry_id, held.bound_at, held.bound_by = entry.id, at, actor.name
    db.session.flush()
    record(
        "cover_sheet.laid", actor=actor, at=at, contest_id=entry.contest_id, subject=entry, sheet=held.number
    )


def _new(contest: Contest, count: int, actor: Actor, at: datetime, rng: Random) -> list[CoverSheet]:
    last = db.session.scalar(select(func.max(CoverSheet.number)).where(CoverSheet.contest_id == contest.id))
    made = [
        CoverSheet(
            contest_id=contest.id,
            number=(last or 0) + place,
            token=draw_token(rng=rng),
            made_at=at,
            made_by=actor.name,
            entry=None,
        )
        for place in range(1, count + 1)
    ]
    db.session.add_all(made)
    db.session.flush()
    return made


def _check(count: int) -> None:
    if count < 1:
        raise NoSheetsWanted
    if count > AT_ONCE:
        raise TooManySheets(limit=AT_ONCE, count=count)


def _printed(contest: Contest, count: int, fresh: int, actor: Actor, at: datetime) -> None:
    record("cover_sheets.printed", actor=actor, at=at, contest_id=contest.id, count=count, added=fresh)
