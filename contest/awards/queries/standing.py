"""Which decision stands, and which of its awards."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from contest.awards.models import Award, AwardDecision, AwardPublication, AwardRevocation, PrizeDeparture
from contest.awards.rules import PrizeKind
from contest.db import db
from contest.errors.awards import AwardUnknown

KINDS = (PrizeKind.PERSONAL, PrizeKind.COLLECTIVE)
WHOLE = (
    selectinload(AwardDecision.awards).options(selectinload(Award.prize), selectinload(Award.revocation)),
    selectinload(AwardDecision.departures).selectinload(PrizeDeparture.prize),
    selectinload(AwardDecision.omissions),
)


def decisions_of(contest_id: int, *kinds: PrizeKind) -> list[AwardDecision]:
    """Every decision on prizes of these kinds, or of all, oldest first, each with its awards."""
    question = select(AwardDecision).where(AwardDecision.contest_id == contest_id).options(*WHOLE)
    found = db.session.scalars(
        question.order_by(AwardDecision.id), execution_options={"populate_existing": True}
    )
    return [decision for decision in found if not kinds or decision.kind in kinds]


def standing_decision(contest_id: int, kind: PrizeKind = PrizeKind.PERSONAL) -> AwardDecision | None:
    """The decision that counts: the newest of its kind, with its awards, those revoked too."""
    question = (
        select(AwardDecision)
        .where(AwardDecision.contest_id == contest_id, AwardDecision.kind == kind)
        .options(*WHOLE)
        .order_by(AwardDecision.number.desc())
        .limit(1)
    )
    return db.session.scalar(question, execution_options={"populate_existing": True})


def said_by(decision: AwardDecision | None) -> str:
    """A word for how a decision stands, which changes with a newer one and with each award taken back."""
    if decision is None:
        return "0"
    return f"{decision.number}.{len(decision.awards) - len(live_awards(decision))}"


def awards_seen(contest_id: int) -> str:
    """A word for all prizes as they stand: whoever saw the same word saw the same prizes."""
    return ":".join(said_by(standing_decision(contest_id, kind)) for kind in KINDS)


def last_word_at(*decisions: AwardDecision | None) -> datetime | None:
    """When the newest word on these decisions' prizes was said: one taken, or an award of one taken back."""
    said = [one.decided_at for one in decisions if one is not None]
    said += [
        award.revocation.revoked_at
        for one in decisions
        for award in (one.awards if one is not None else ())
        if award.revocation is not None
    ]
    return max(said, default=None)


def prizes_at(contest_id: int, moment: datetime | None = None) -> dict[int, str]:
    """Entry id -> name of the personal or special prize it had at a moment, or has now."""
    decisions = [
        one
        for one in decisions_of(contest_id, PrizeKind.PERSONAL)
        if moment is None or one.decided_at <= moment
    ]
    return {
        award.entry_id: award.prize.name
        for award in (decisions[-1].awards if decisions else ())
        if award.entry_id is not None
        and (award.revocation is None or (moment is not None and award.revocation.revoked_at > moment))
    }


def live_awards(decision: AwardDecision | None) -> list[Award]:
    """The awards of a decision that were not revoked, in its order."""
    return [award for award in decision.awards if award.revocation is None] if decision else []


def award_in(contest_id: int, award_id: int) -> Award:
    """One award of the contest with its prize, decision and revocation. Raises AwardUnknown."""
    question = (
        select(Award)
        .join(AwardDecision)
        .where(Award.id == award_id, AwardDecision.contest_id == contest_id)
        .options(selectinload(Award.prize), selectinload(Award.decision), selectinload(Award.revocation))
    )
    found = db.session.scalar(question)
    if found is None:
        raise AwardUnknown
    return found


def revoked_entries(contest_id: int) -> set[int]:
    """Entries that had an award taken back, whether or not a later decision gave them one."""
    question = (
        select(Award.entry_id)
        .join(AwardDecision)
        .join(AwardRevocation, AwardRevocation.award_id == Award.id)
        .where(AwardDecision.contest_id == contest_id, Award.entry_id.is_not(None))
    )
    return {entry_id for entry_id in db.session.scalars(question) if entry_id is not None}


def revoked_units(contest_id: int) -> set[int]:
    """The same for units."""
    question = (
        select(Award.unit_id)
        .join(AwardDecision)
        .join(AwardRevocation, AwardRevocation.award_id == Award.id)
        .where(AwardDecision.contest_id == contest_id, Award.unit_id.is_not(None))
    )
    return {unit_id for unit_id in db.session.scalars(question) if unit_id is not None}


def award_publications(decision_ids: Collection[int]) -> dict[int, AwardPublication]:
    """When each of these decisions was made public, for those that were."""
    question = select(AwardPublication).where(AwardPublication.decision_id.in_(decision_ids))
    return {row.decision_id: row for row in db.session.scalars(question)}
