"""What everybody may read of the prizes once they are published: name, unit, title, prize; nothing else."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from contest.authors.models import Author, Envelope
from contest.authors.rules.checks import ADULT_AT
from contest.awards.models import Award, AwardDecision, AwardPublication
from contest.awards.queries.awarded import entry_names
from contest.awards.queries.standing import award_publications, decisions_of
from contest.awards.queries.structure import terms_of
from contest.awards.rules import PrizeKind
from contest.charter.models import Contest
from contest.charter.rules import AuthorshipKind
from contest.db import db, one_of
from contest.plumbing.clock import local
from contest.plumbing.vietnamese import PartialDate
from contest.units.queries import names_of_units


@dataclass(frozen=True, slots=True)
class PublishedAward:
    """One prize as everybody reads it; authors is empty for a unit's."""

    prize: str
    authors: tuple[str, ...]
    unit: str
    title: str


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A published prize that was taken back since: when, which, and of what; without a name or a reason."""

    at: datetime
    prize: str
    of: str


@dataclass(frozen=True, slots=True)
class PublishedAwards:
    """The prizes that are public: personal and special ones, those of units, and what was taken back.

    complaints_until  the last day on which the charter takes complaints; None where it says nothing
    """

    published_at: datetime
    personal: tuple[PublishedAward, ...]
    collective: tuple[PublishedAward, ...]
    taken_back: tuple[TakenBack, ...]
    complaints_until: date | None


def published_awards(contest: Contest) -> PublishedAwards | None:
    """The contest's published prizes, as the newest published decisions say; None while none is public.

    What was taken back is gone at once, also when the decision that gives others its place is not published yet.
    """
    decisions = decisions_of(contest.id)
    public = award_publications([decision.id for decision in decisions])
    if not public:
        return None
    shown = [decision for decision in decisions if decision.id in public]
    awards = [award for decision in decisions for award in decision.awards]
    names = entry_names([award.entry_id for award in awards if award.entry_id is not None])
    units = names_of_units(award.unit_id for award in awards if award.unit_id is not None)
    newest = {decision.kind: decision for decision in shown}
    listed = {kind: _listed(decision, decisions) for kind, decision in newest.items()}
    once_public = {_key(award): award.prize.name for decision in shown for award in decision.awards}
    days = terms_of(contest.id).complaint_days
    first = local(min(row.published_at for row in public.values()), contest.zone).date()
    return PublishedAwards(
        published_at=max(row.published_at for row in public.values()),
        personal=tuple(
            PublishedAward(award.prize.name, one.authors, one.unit, one.title)
            for award in listed.get(PrizeKind.PERSONAL, ())
            if (one := names.get(award.entry_id or 0)) is not None
        ),
        collective=tuple(
            PublishedAward(award.prize.name, (), units[award.unit_id], "")
            for award in listed.get(PrizeKind.COLLECTIVE, ())
            if award.unit_id is not None
        ),
        taken_back=tuple(
            TakenBack(
                award.revocation.revoked_at,
                once_public[_key(award)],
                names[award.entry_id].title if award.entry_id is not None else units[award.unit_id or 0],
            )
            for award in awards
            if award.revocation is not None and _key(award) in once_public
        ),
        complaints_until=first + timedelta(days=days) if days is not None else None,
    )


def _listed(shown: AwardDecision, decisions: Sequence[AwardDecision]) -> list[Award]:
    """The awards of a published decision less those that were taken back since, in it or in a later one."""
    gone = {
        _key(award)
        for decision in decisions
        if decision.kind == shown.kind and decision.number >= shown.number
        for award in decision.awards
        if award.revocation is not None
    }
    return [award for award in shown.awards if _key(award) not in gone]


def _key(award: Award) -> tuple[int | None, int | None]:
    return award.entry_id, award.unit_id


def children_named(entry_ids: Collection[int], *, on: date) -> int:
    """How many whose names these entries would make public may still be children; a collective names nobody."""
    question = (
        select(Author.birth_year, Author.birth_month, Author.birth_day)
        .join(Envelope, Envelope.id == Author.envelope_id)
        .where(one_of(Envelope.entry_id, entry_ids), Envelope.kind != AuthorshipKind.COLLECTIVE)
        .where(Author.birth_year.is_not(None))
    )
    born = (PartialDate(year, month, day) for year, month, day in db.session.execute(question) if year)
    return sum(one.least_age(on) < ADULT_AT for one in born)


def contests_with_awards() -> set[int]:
    """Ids of the contests that have published prizes."""
    question = select(AwardDecision.contest_id).join(
        AwardPublication, AwardPublication.decision_id == AwardDecision.id
    )
    return set(db.session.scalars(question))


def has_published_awards(contest_id: int) -> bool:
    """Whether the contest has published prizes."""
    question = (
        select(AwardPublication.id)
        .join(AwardDecision, AwardDecision.id == AwardPublication.decision_id)
        .where(AwardDecision.contest_id == contest_id)
    )
    return bool(db.session.scalar(select(question.exists())))
