"""Questions about meetings."""

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from contest.charter.models import Contest, Round
from contest.db import db
from contest.errors import NotFound
from contest.shortlist.models import Meeting
from contest.shortlist.rules.voting import MeetingKind


def meetings_of(contest: Contest, *, kind: MeetingKind | None = None) -> list[Meeting]:
    """The contest's meetings with their rounds, attendances, motions and supplements, newest first; four questions."""
    question = _of_contest(contest.id).order_by(Meeting.held_at.desc(), Meeting.id.desc())
    if kind is not None:
        question = question.where(Meeting.kind == kind)
    return list(db.session.scalars(question))


def meeting_of(contest: Contest, meeting_id: int) -> Meeting:
    """One meeting of the contest with all that belongs to it. Raises NotFound."""
    found = db.session.scalar(_of_contest(contest.id).where(Meeting.id == meeting_id))
    if found is None:
        raise NotFound
    return found


def meetings_of_round(round_id: int) -> list[Meeting]:
    """The meetings about one round, newest first."""
    question = select(Meeting).join(Meeting.round).options(contains_eager(Meeting.round))
    rows = question.where(Meeting.round_id == round_id).order_by(Meeting.number.desc())
    return list(db.session.scalars(rows))


def _of_contest(contest_id: int) -> Select[Meeting]:
    question = select(Meeting).join(Meeting.round).options(contains_eager(Meeting.round))
    return question.where(Round.contest_id == contest_id)
