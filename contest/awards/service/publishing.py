"""Making a decision on prizes public."""

from datetime import datetime

from contest.awards.models import AwardDecision, AwardPublication
from contest.awards.queries import award_publications, standing_decision
from contest.charter.models import Contest
from contest.db import db
from contest.entries.service import lock_register
from contest.errors.awards import DecisionSuperseded
from contest.plumbing.audit import Actor, record


def publish_awards(
    *, contest: Contest, decision: AwardDecision, actor: Actor, at: datetime
) -> AwardPublication:
    """Show a decision that stands to everybody: prize, name, unit, title; a second time changes nothing.

    Raises  DecisionSuperseded
    """
    lock_register(contest.id)
    public = award_publications([decision.id]).get(decision.id)
    if public is not None:
        return public
    standing = standing_decision(contest.id, decision.kind)
    if standing is None or standing.id != decision.id:
        raise DecisionSuperseded
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
