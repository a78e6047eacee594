"""Questions about second looks."""

from dataclasses import dataclass

from sqlalchemy import Select, func, select

from contest.db import db
from contest.errors import NotFound
from contest.scoring.models import Recheck, RecheckDraw, RecheckResult
from contest.scoring.rules import RecheckReason
from contest.screening.models import BlindCode


@dataclass(frozen=True, slots=True)
class RecheckRow:
    """One entry drawn for a second look, by its blind code, and what the look came to once it was taken."""

    recheck: Recheck
    code: str
    result: RecheckResult | None


def rechecks_of(round_id: int) -> list[RecheckRow]:
    """The round's second looks by blind code, so that their order tells nothing; one question."""
    return [RecheckRow(*row) for row in db.session.execute(_rows(round_id).order_by(BlindCode.code))]


def recheck_of(round_id: int, code: str) -> RecheckRow:
    """One second look by the entry's code. Raises NotFound."""
    found = db.session.execute(_rows(round_id).where(BlindCode.code == code)).one_or_none()
    if found is None:
        raise NotFound
    return RecheckRow(*found)


def recheck_result_of(round_id: int, entry_id: int) -> RecheckResult | None:
    """What the second look at an entry came to."""
    question = (
        select(RecheckResult)
        .join(Recheck, Recheck.id == RecheckResult.recheck_id)
        .where(Recheck.round_id == round_id, Recheck.entry_id == entry_id)
    )
    return db.session.scalar(question)


def recheck_draws_of(round_id: int) -> list[RecheckDraw]:
    """The drawings of a round, oldest first."""
    question = select(RecheckDraw).where(RecheckDraw.round_id == round_id).order_by(RecheckDraw.id)
    return list(db.session.scalars(question))


def drawn_at_random(round_id: int) -> int:
    """How many entries of a round were drawn by lot."""
    question = select(func.count(Recheck.id)).where(
        Recheck.round_id == round_id, Recheck.reason == RecheckReason.RANDOM
    )
    return db.session.scalar(question) or 0


def _rows(round_id: int) -> Select[Recheck, str, RecheckResult]:
    return (
        select(Recheck, BlindCode.code, RecheckResult)
        .join(BlindCode, (BlindCode.round_id == Recheck.round_id) & (BlindCode.entry_id == Recheck.entry_id))
        .outerjoin(RecheckResult, RecheckResult.recheck_id == Recheck.id)
        .where(Recheck.round_id == round_id)
    )
