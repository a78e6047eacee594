"""Sheets on paper: the code that each assignment's sheet carries."""

from collections.abc import Sequence
from datetime import datetime
from random import Random
from secrets import SystemRandom
from typing import Final

from sqlalchemy import select

from contest.assignment.models import Assignment
from contest.charter.models import Round
from contest.db import db
from contest.errors.paper import NothingToPrint, TooManyToPrint
from contest.plumbing.audit import Actor, record
from contest.plumbing.codes import draw_token
from contest.scoring.models import PaperSheet
from contest.scoring.queries import tokens_of

DICE: Final = SystemRandom()
AT_ONCE: Final = 1000


def print_sheets(
    *, round_: Round, assignments: Sequence[Assignment], actor: Actor, at: datetime, rng: Random = DICE
) -> dict[int, str]:
    """The tokens of these assignments' sheets, by assignment id; one printed before keeps its own.

    Raises  NothingToPrint, TooManyToPrint
    """
    if not assignments:
        raise NothingToPrint
    if len(assignments) > AT_ONCE:
        raise TooManyToPrint(limit=AT_ONCE, count=len(assignments))
    db.session.execute(select(Round.id).where(Round.id == round_.id).with_for_update())
    wanted = [assignment.id for assignment in assignments]
    tokens = tokens_of(wanted)
    fresh = {assignment: draw_token(rng=rng) for assignment in wanted if assignment not in tokens}
    db.session.add_all(
        PaperSheet(assignment_id=assignment, token=token, made_at=at, made_by=actor.name)
        for assignment, token in fresh.items()
    )
    db.session.flush()
    record(
        "score_sheets.printed",
        actor=actor,
        at=at,
        contest_id=round_.contest_id,
        subject=round_,
        count=len(wanted),
        added=len(fresh),
    )
    return tokens | fresh
