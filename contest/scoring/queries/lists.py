"""Questions about lists of scores that were sent."""

from sqlalchemy import select

from contest.db import db
from contest.errors import NotFound
from contest.scoring.models import SentScores


def sent_list(round_id: int, list_id: int, *, judge_id: int | None) -> SentScores:
    """One list of the round: a judge's own, or the office's. Raises NotFound."""
    question = select(SentScores).where(
        SentScores.id == list_id, SentScores.round_id == round_id, SentScores.judge_id == judge_id
    )
    found = db.session.scalar(question.execution_options(populate_existing=True))
    if found is None:
        raise NotFound
    return found


def sent_lists(round_id: int, *, judge_id: int | None, limit: int = 20) -> list[SentScores]:
    """The newest lists of the round: a judge's own, or the office's."""
    question = select(SentScores).where(SentScores.round_id == round_id, SentScores.judge_id == judge_id)
    return list(db.session.scalars(question.order_by(SentScores.id.desc()).limit(limit)))
