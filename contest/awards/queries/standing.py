"""Which decision stands, and which of its awards."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from contest.awards.models import Award, AwardDecision, AwardPublication, AwardRevocation, PrizeDeparture
from contest.awards.rules import PrizeKind
from contest.db import db
from contest.errors.awards import AwardUnknown

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
