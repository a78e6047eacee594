"""Asking localities about the figures of entries, and noting what they say."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from contest.awards.models import FigureAnswer, FigureInquiry
from contest.awards.queries import award_basis
from contest.awards.service.scans import NO_SCAN, KeptLetter
from contest.charter.models import Contest
from contest.db import db
from contest.entries.service import lock_register
from contest.errors.awards import EntryNotOnList, LetterUnfit
from contest.plumbing.audit import Actor, record
from contest.plumbing.vietnamese import clean


@dataclass(frozen=True, slots=True)
class LetterSaid:
    """A letter in plain values: its number, its day, whom it goes to or comes from."""

    number: str
    day: date
    party: str


def ask_locality(
    *, contest: Contest, entry_ids: Collection[int], letter: LetterSaid, actor: Actor, at: datetime
) -> list[FigureInquiry]:
    """Note that a letter asks about the figures of these entries of the list.

    Raises  LetterUnfit, EntryNotOnList, NotFrozen, RoundStillOpen
    """
    said = _checked(contest, entry_ids, letter)
    rows = [
        FigureInquiry(
            entry_id=entry_id,
            letter_number=said.number,
            letter_date=said.day,
            addressee=said.party,
            asked_at=at,
            asked_by=actor.name,
        )
        for entry_id in sorted(set(entry_ids))
    ]
    db.session.add_all(rows)
    db.session.flush()
    record(
        "figures.asked",
        actor=actor,
        at=at,
        contest_id=contest.id,
        subject=contest,
        letter=said.number,
        count=len(rows),
    )
    return rows


def note_answer(
    *,
    contest: Contest,
    entry_ids: Collection[int],
    confirmed: bool,
    letter: LetterSaid,
    remark: str = "",
    scan: KeptLetter = NO_SCAN,
    actor: Actor,
    at: datetime,
) -> list[FigureAnswer]:
    """Note what a locality's letter says about the figures of these entries; an earlier word stays, the newest counts.

    Raises  LetterUnfit, EntryNotOnList, NotFrozen, RoundStillOpen
    """
    said = _checked(contest, entry_ids, letter)
    rows = [
        FigureAnswer(
            entry_id=entry_id,
            confirmed=confirmed,
            letter_number=said.number,
            letter_date=said.day,
            sender=said.party,
            remark=clean(remark).strip(),
            scan_digest=scan.digest,
            scan_size=scan.size,
            scan_kind=scan.kind,
            noted_at=at,
            noted_by=actor.name,
        )
        for entry_id in sorted(set(entry_ids))
    ]
    db.session.add_all(rows)
    db.session.flush()
    record(
        "figures.answered",
        actor=actor,
        at=at,
        contest_id=contest.id,
        subject=contest,
        letter=said.number,
        confirmed=confirmed,
        count=len(rows),
    )
    return rows


def _checked(contest: Contest, entry_ids: Collection[int], letter: LetterSaid) -> LetterSaid:
    """The letter as it is kept, once it and its entries hold; the register stays locked meanwhile."""
    lock_register(contest.id)
    number, party = clean(letter.number).strip(), clean(letter.party).strip()
    if not 1 <= len(number) <= 60 or not 1 <= len(party) <= 200:
        raise LetterUnfit
    if not entry_ids:
        raise LetterUnfit
    basis = award_basis(contest, sealed=True)
    if not set(entry_ids) <= {place.entry_id for place in basis.shortlist.places}:
        raise EntryNotOnList
    return LetterSaid(number, letter.day, party)
