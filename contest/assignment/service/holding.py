"""The round held while its draws change, so that of two people at once the second sees what the first did."""

from sqlalchemy import select

from contest.assignment.models import Draw
from contest.charter.models import Round
from contest.db import db


def hold_for_draws(round_id: int) -> Round:
    """The round as it stands now, held alone until the transaction ends."""
    question = select(Round).where(Round.id == round_id).with_for_update(of=Round)
    return db.session.scalars(question.execution_options(populate_existing=True)).one()


def hold_draw(draw: Draw) -> Draw | None:
    """The draw as it stands now, its round held; None when somebody threw it away meanwhile."""
    draw_id, round_id = draw.id, draw.round_id
    hold_for_draws(round_id)
    question = select(Draw).where(Draw.id == draw_id).execution_options(populate_existing=True)
    return db.session.scalars(question).one_or_none()
