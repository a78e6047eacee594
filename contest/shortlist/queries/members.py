"""Who was put on the list, or off it, by decision."""

from sqlalchemy import func, select

from contest.db import db
from contest.shortlist.models import MemberDecision, MemberVerdict


def member_decisions(round_id: int) -> dict[int, MemberDecision]:
    """The decisions that stand, by entry id; entries left to the cut again are not among them."""
    newest = (
        select(func.max(MemberDecision.id))
        .where(MemberDecision.round_id == round_id)
        .group_by(MemberDecision.entry_id)
    )
    question = select(MemberDecision).where(
        MemberDecision.id.in_(newest), MemberDecision.verdict != MemberVerdict.BY_CUT
    )
    return {row.entry_id: row for row in db.session.scalars(question.order_by(MemberDecision.id))}
