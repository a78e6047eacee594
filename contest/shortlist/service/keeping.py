"""Figures of large rounds, computed once in the background and kept."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from sqlalchemy import select

from contest.charter.models import Round
from contest.db import db, transaction
from contest.plumbing import clock
from contest.plumbing.following import follows
from contest.plumbing.jobs import enqueue
from contest.scoring.queries import round_lock
from contest.shortlist.models import KeptFigures
from contest.shortlist.queries.certainty import QUICK, basis_of
from contest.shortlist.queries.figures import figures_of

FIGURES: Final = "shortlist.figures"


@follows("round_lock")
def compute_what_was_locked(round_ids: Collection[int]) -> None:
    """Promise the figures of large rounds as soon as their scores are locked."""
    for round_ in db.session.scalars(select(Round).where(Round.id.in_(round_ids))):
        ask_for_figures(round_=round_, at=clock.now())


def ask_for_figures(*, round_: Round, at: datetime) -> bool:
    """Promise a round's figures where they take long and are not at hand; returns whether that was needed."""
    basis = basis_of(round_)
    if round_lock(round_.id) is None or basis.sheets <= QUICK:
        return False
    kept = db.session.scalar(select(KeptFigures.digest).where(KeptFigures.round_id == round_.id))
    if kept == basis.digest:
        return False
    enqueue(FIGURES, {"round": round_.id}, at=at)
    return True


def keep_figures(*, round_id: int, at: datetime) -> None:
    """Compute a round's figures and keep them in the place of older ones; a second time changes nothing."""
    round_ = db.session.get_one(Round, round_id)
    basis = basis_of(round_)
    question = select(KeptFigures).where(KeptFigures.round_id == round_id)
    kept = db.session.scalar(question)
    if kept is not None and kept.digest == basis.digest:
        return
    found = figures_of(round_)
    with transaction():
        kept = db.session.scalar(question) or KeptFigures(round_id=round_id)
        kept.digest, kept.figures, kept.computed_at = basis.digest, found, at
        db.session.add(kept)
