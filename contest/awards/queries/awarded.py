"""What stands: every prize with whom it goes to, as papers, packages and pages need it."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from contest.awards.models import Award, AwardDecision
from contest.awards.queries.candidates import Written, written_of
from contest.awards.queries.standing import live_awards, standing_decision
from contest.awards.rules import PrizeKind
from contest.charter.models import Contest
from contest.db import db, one_of
from contest.shortlist.models import Place
from contest.units.queries import names_of_units


@dataclass(frozen=True, slots=True)
class AwardRow:
    """One personal or special prize that stands.

    position  among all of them, from 1, the best first
    money     whole đồng, None while not said
    reason    why it departs from the proposal; empty where it does not
    """

    award_id: int
    position: int
    prize_key: str
    prize: str
    kind: PrizeKind
    money: int | None
    entry_id: int
    receipt: str
    blind_code: str
    title: str
    category: str
    mark: Decimal
    rank: int
    authors: tuple[str, ...]
    unit: str
    unit_id: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class CollectiveRow:
    """One collective prize that stands; score in points out of 100, None where it was given without one."""

    award_id: int
    position: int
    prize_key: str
    prize: str
    money: int | None
    unit_id: int
    unit: str
    score: Decimal | None
    reason: str


@dataclass(frozen=True, slots=True)
class DepartureRow:
    """One prize given more or fewer times than the structure has places, and why."""

    prize: str
    kind: PrizeKind
    places: int
    given: int
    reason: str


def awards_of(contest: Contest, *, as_decided: bool = False) -> tuple[AwardRow, ...]:
    """The personal and special prizes that stand, the best first; empty while nothing is decided.

    A decision is only made once both keys are turned, so whoever may see it may see the names.

    as_decided  with those that were taken back since: what the decision itself said
    """
    decision = standing_decision(contest.id)
    live = _shown(decision, as_decided=as_decided)
    if decision is None or not live:
        return ()
    ids = [award.entry_id for award in live if award.entry_id is not None]
    written, places = written_of(ids), _places(decision, ids)
    rows: list[AwardRow] = []
    for award in live:
        if award.entry_id is None:
            continue
        one, place = written[award.entry_id], places[award.entry_id]
        rows.append(
            AwardRow(
                award.id,
                len(rows) + 1,
                award.prize.key,
                award.prize.name,
                award.prize.kind,
                award.money,
                one.entry_id,
                one.receipt,
                place.blind_code,
                one.title,
                one.category,
                place.mark,
                place.rank,
                one.authors,
                one.unit,
                one.unit_id,
                award.reason,
            )
        )
    return tuple(rows)


def collective_awards_of(contest: Contest, *, as_decided: bool = False) -> tuple[CollectiveRow, ...]:
    """The collective prizes that stand, the best first; empty while nothing is decided.

    as_decided  with those that were taken back since
    """
    live = _shown(standing_decision(contest.id, PrizeKind.COLLECTIVE), as_decided=as_decided)
    names = names_of_units(award.unit_id for award in live if award.unit_id is not None)
    return tuple(
        CollectiveRow(
            award.id,
            position,
            award.prize.key,
            award.prize.name,
            award.money,
            award.unit_id,
            names[award.unit_id],
            award.score,
            award.reason,
        )
        for position, award in enumerate(live, start=1)
        if award.unit_id is not None
    )


def _shown(decision: AwardDecision | None, *, as_decided: bool) -> list[Award]:
    return list(decision.awards) if as_decided and decision is not None else live_awards(decision)


def departures_of(contest: Contest) -> tuple[DepartureRow, ...]:
    """Prizes of the standing decisions that stay empty or were given more often, with the reasons."""
    found = [standing_decision(contest.id, kind) for kind in (PrizeKind.PERSONAL, PrizeKind.COLLECTIVE)]
    return tuple(
        DepartureRow(row.prize.name, row.prize.kind, row.places, row.given, row.reason)
        for decision in found
        if decision is not None
        for row in sorted(decision.departures, key=lambda row: (row.prize.kind, row.prize.position))
    )


def entry_names(entry_ids: list[int]) -> dict[int, Written]:
    """How these entries are named, by id; for whoever may know the names."""
    return written_of(entry_ids) if entry_ids else {}


def _places(decision: AwardDecision, entry_ids: list[int]) -> dict[int, Place]:
    question = select(Place).where(
        Place.shortlist_id == decision.shortlist_id, one_of(Place.entry_id, entry_ids)
    )
    return {place.entry_id: place for place in db.session.scalars(question)}
