"""The prizes of a contest and what its charter says about them."""

from dataclasses import fields

from sqlalchemy import select

from contest.awards.models import AwardTerms, Prize
from contest.awards.rules import PrizeKind, PrizeSaid, Terms
from contest.db import db


def prizes_of(contest_id: int, *kinds: PrizeKind) -> list[Prize]:
    """The contest's prizes of these kinds, or all, the best first within each kind, personal ones first."""
    question = select(Prize).where(Prize.contest_id == contest_id)
    found = [prize for prize in db.session.scalars(question) if not kinds or prize.kind in kinds]
    order = list(PrizeKind)
    return sorted(found, key=lambda prize: (order.index(prize.kind), prize.position))


def terms_of(contest_id: int) -> Terms:
    """What the contest's charter says about awards; the default while nobody has set it."""
    row = db.session.scalar(select(AwardTerms).where(AwardTerms.contest_id == contest_id))
    return Terms(**{f.name: getattr(row, f.name) for f in fields(Terms)}) if row is not None else Terms()


def said_of(prize: Prize) -> PrizeSaid:
    """A prize of the structure in plain values."""
    return PrizeSaid(prize.key, prize.name, prize.kind, prize.places, prize.money, prize.least_mark)
