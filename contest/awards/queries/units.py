"""The units beside each other, for collective prizes."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from contest.authors.models import Envelope
from contest.awards.queries.candidates import Basis
from contest.awards.queries.standing import awards_seen, live_awards, revoked_units, standing_decision
from contest.awards.queries.structure import prizes_of, terms_of
from contest.awards.rules import (
    PassedBy,
    Places,
    PrizeKind,
    Proposal,
    Standing,
    Terms,
    UnitFacts,
    UnitScore,
    propose,
    unit_scores,
)
from contest.charter.models import Contest, Round
from contest.db import db, one_of
from contest.errors.awards import NotDecided
from contest.errors.shortlist import NotFrozen
from contest.plumbing.clock import local
from contest.plumbing.vietnamese import sort_key
from contest.screening.queries import Standing as Ruled
from contest.screening.queries import eligible_entry_ids, likenesses_in
from contest.shortlist.queries import frozen
from contest.units.models import Unit
from contest.units.queries import names_of_units, units_as_they_became


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit of the table.

    joined  names of the units merged into it whose entries count for it
    """

    name: str
    joined: tuple[str, ...]
    facts: UnitFacts
    score: UnitScore


@dataclass(frozen=True, slots=True)
class UnitTable:
    """Every unit that sent a valid entry, the best first.

    marks_of   the round whose marks make the quality: every valid entry was read in it
    scale      the most points of that round
    unitless   valid entries that belong to no unit of the directory, and so to nobody here
    copied     entries that do not count because they were ruled copies
    seen       a word for what it was made of: another list, decision or revocation makes another
    revoked    units whose prize was taken back
    """

    rows: tuple[UnitRow, ...]
    terms: Terms
    marks_of: Round
    scale: Decimal
    unitless: int
    copied: int
    seen: str
    revoked: frozenset[int]


def day_of_units(contest: Contest) -> date:
    """The day whose units count: when the personal prizes that stand were decided; until then the contest's closing."""
    decision = standing_decision(contest.id)
    return local(decision.decided_at if decision else contest.closes_at, contest.zone).date()


def unit_table(contest: Contest, basis: Basis) -> UnitTable:
    """What the charter's formula makes of the units; a fixed number of queries.

    Who is in the final: every entry that the last round ranked; in a contest of one round, those its list takes in.

    Units are those of ``day_of_units``: what was sent by one that had been merged by then counts for what it became,
    with the headcount of that.

    Raises  NotDecided while no personal prizes are decided, NotFrozen while the first round has no list
    """
    decision = standing_decision(contest.id)
    if decision is None:
        raise NotDecided
    first = min(contest.rounds, key=lambda round_: round_.number)
    ranked = basis.shortlist if first.id == basis.round.id else frozen(first.id)
    if ranked is None:
        raise NotFrozen
    marks = {place.entry_id: place.mark for place in ranked.places}
    eligible, copied = set(eligible_entry_ids(contest.id)), copied_entries(contest.id)
    valid = eligible - copied
    became, _ = units_as_they_became(on=day_of_units(contest))
    senders = _units_of(valid)
    units = {entry: became[unit].id for entry, unit in senders.items()}
    final = [p for p in basis.shortlist.places if p.taken or basis.round.id != first.id]
    finalists = Counter(units.get(place.entry_id) for place in final)
    winners = Counter(units.get(award.entry_id or 0) for award in live_awards(decision))
    directory = {became[unit].id: became[unit] for unit in senders.values()}
    sent: dict[int, list[int]] = {}
    for entry, unit_id in units.items():
        sent.setdefault(unit_id, []).append(entry)
    facts = [
        UnitFacts(
            unit=unit.id,
            headcount=unit.headcount,
            valid=len(sent[unit.id]),
            marks=tuple(marks[entry] for entry in sent[unit.id] if entry in marks),
            finalists=finalists[unit.id],
            winners=winners[unit.id],
        )
        for unit in directory.values()
    ]
    joined = _joined(became, set(senders.values()))
    terms, by_unit, scale = terms_of(contest.id), {one.unit: one for one in facts}, _most_of(first)
    rows = [
        UnitRow(directory[one.unit].name, joined.get(one.unit, ()), by_unit[one.unit], one)
        for one in unit_scores(facts, terms, scale=scale)
    ]
    return UnitTable(
        tuple(rows),
        terms,
        first,
        scale,
        len(valid) - len(units),
        len(eligible & copied),
        f"{basis.shortlist.id}:{awards_seen(contest.id)}",
        frozenset(became[unit].id for unit in revoked_units(contest.id)),
    )


def _joined(became: Mapping[int, Unit], senders: Collection[int]) -> dict[int, tuple[str, ...]]:
    """By unit the names of the others that became it, of those that sent something."""
    names, found = names_of_units(senders), dict[int, list[str]]()
    for unit in senders:
        if unit != became[unit].id:
            found.setdefault(became[unit].id, []).append(names[unit])
    return {unit: tuple(sorted(joined, key=sort_key)) for unit, joined in found.items()}


def proposed_units(contest: Contest, table: UnitTable) -> Proposal:
    """Which units the table proposes for the collective prizes; those whose prize was taken back are passed over."""
    standings = [
        Standing(
            row.score.unit,
            row.score.rank,
            row.score.score,
            barred=PassedBy.REVOKED if row.score.unit in table.revoked else None,
        )
        for row in table.rows
        if row.score.rank is not None and row.score.score is not None
    ]
    prizes = [
        Places(one.key, one.places, one.least_mark) for one in prizes_of(contest.id, PrizeKind.COLLECTIVE)
    ]
    return propose(standings, prizes, most_per_author=1, ties_share=table.terms.ties_share)


def copied_entries(contest_id: int) -> set[int]:
    """Entries that people ruled copied from another; the one they were copied from is not among them."""
    found: set[int] = set()
    for likeness in likenesses_in(contest_id):
        if likeness.standing != Ruled.COPIED or likeness.ruling is None:
            continue
        own = {likeness.found.entry_id}
        if likeness.other_contest_id == contest_id and likeness.found.other_entry_id is not None:
            own.add(likeness.found.other_entry_id)
        found |= own - {likeness.ruling.original_entry_id}
    return found


def _most_of(round_: Round) -> Decimal:
    """The most points an entry can get in a round; where sheets are added up, from all its readers together."""
    one = sum((line.maximum * line.weight for line in round_.criteria), Decimal(0))
    return one * round_.readers if round_.method == "sum" else one


def _units_of(entry_ids: Collection[int]) -> dict[int, int]:
    """The unit that each of these entries was handed in for; those without one are absent."""
    question = select(Envelope.entry_id, Envelope.unit_id).where(
        one_of(Envelope.entry_id, entry_ids), Envelope.unit_id.is_not(None)
    )
    return {entry_id: unit_id for entry_id, unit_id in db.session.execute(question) if unit_id is not None}
