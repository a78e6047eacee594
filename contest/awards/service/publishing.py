"""Making a decision on prizes public."""

from datetime import datetime

from contest.awards.models import AwardDecision, AwardPublication
from contest.awards.queries import (
    award_publications,
    awards_seen,
    live_awards,
    standing_decision,
    terms_of,
    verification_states,
)
from contest.awards.queries.candidates import written_of
from contest.awards.rules import Verification
from contest.charter.models import Contest
from contest.db import db
from contest.entries.service import lock_register
from contest.errors import Stale
from contest.errors.awards import DecisionSuperseded, FigureUnconfirmed
from contest.plumbing.audit import Actor, record


def publish_awards(
    *, contest: Contest, decision: AwardDecision, seen: str | None = None, actor: Actor, at: datetime
) -> AwardPublication:
    """Show a decision that stands to everybody: prize, name, unit, title; a second time changes nothing.

    seen    the word for the prizes as whoever publishes saw them; None does not ask
    Raises  Stale, DecisionSuperseded; FigureUnconfirmed where the charter asks for the locality's word and it was
            taken back since
    """
    lock_register(contest.id)
    if seen is not None and seen != awards_seen(contest.id):
        raise Stale
    public = award_publications([decision.id]).get(decision.id)
    if public is not None:
        return public
    standing = standing_decision(contest.id, decision.kind)
    if standing is None or standing.id != decision.id:
        raise DecisionSuperseded
    _check_figures(contest, standing)
    row = AwardPublication(decision_id=decision.id, published_at=at, published_by=actor.name)
    db.session.add(row)
    db.session.flush()
    record(
        "awards.published",
        actor=actor,
        at=at,
        contest_id=contest.id,
        subject=decision,
        kind=decision.kind.value,
        number=decision.number,
    )
    return row


def _check_figures(contest: Contest, decision: AwardDecision) -> None:
    if not terms_of(contest.id).verification_required:
        return
    ids = [award.entry_id for award in live_awards(decision) if award.entry_id is not None]
    for entry_id, state in verification_states(ids).items():
        if state is not Verification.CONFIRMED:
            raise FigureUnconfirmed(title=written_of([entry_id])[entry_id].title)
