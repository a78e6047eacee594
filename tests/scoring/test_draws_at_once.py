"""Two of the office at once: one wins, the other is told, nothing is dealt twice."""

from collections import Counter

from sqlalchemy import select

from contest.assignment.models import Assignment, Draw, Recusal
from contest.assignment.queries import newest_draw, standing_pairs
from contest.assignment.service import preview_draw
from contest.charter.models import Round
from contest.db import db, transaction
from contest.plumbing.audit import SYSTEM, AuditEvent
from contest.scoring.service import publish_change, replace_judge
from tests.conftest import NOON
from tests.jury import LATER, a_jury, hand_in_essays, preview

LOT = {"actor": SYSTEM, "at": LATER}


def drawing(cast, seed):
    return lambda: preview_draw(round_=db.session.get_one(Round, cast.round_id), seed=seed, **LOT)


def publishing(draw):
    id_, mark = draw.id, draw.mark

    def act():
        found = db.session.get(Draw, id_)
        if found is not None:
            publish_change(draw=found, seen=mark, **LOT)

    return act


def readers(cast):
    return Counter(Counter(entry for entry, _judge in standing_pairs(cast.round_id)).values())


def test_two_who_draw_leave_one_draw_that_waits(cast, house, at_once):
    hand_in_essays(cast, 4)
    assert at_once(drawing(cast, 1), drawing(cast, 2)) == []

    (draw,) = db.session.scalars(select(Draw)).all()
    dealt = db.session.execute(select(Assignment.draw_id, Assignment.entry_id)).all()
    assert {row.draw_id for row in dealt} == {draw.id}
    assert set(Counter(row.entry_id for row in dealt).values()) == {2}


def test_two_who_publish_tell_the_judges_once(cast, house, at_once):
    hand_in_essays(cast, 4)
    draw = preview(cast)
    assert at_once(publishing(draw), publishing(draw)) == []

    assert readers(cast) == {2: 4}
    told = db.session.scalars(select(AuditEvent.verb).where(AuditEvent.verb == "draw.published")).all()
    assert len(told) == 1


def test_of_who_draws_and_who_publishes_one_is_refused_or_finds_nothing_left(cast, house, at_once):
    hand_in_essays(cast, 4)
    draw = preview(cast)
    told = at_once(drawing(cast, 99), publishing(draw))

    waiting = newest_draw(cast.round_id)
    if draw.id in set(db.session.scalars(select(Draw.id).where(Draw.published_at.is_not(None)))):
        assert readers(cast) == {2: 4}
        assert waiting.seed == draw.seed or not sum(waiting.recipe["gained"].values())
    else:
        assert waiting.seed == 99
        assert standing_pairs(cast.round_id) == set()
        assert set(told) <= {"not_found", "stale"}


def test_two_changes_at_once_take_back_once(cast, house, at_once):
    jury = a_jury(cast, essays=4)
    with transaction():
        draw = replace_judge(
            round_=jury.round,
            judge=jury.judge("judge_a"),
            successor=None,
            begun_too=True,
            reason="ốm",
            seed=5,
            actor=SYSTEM,
            at=NOON,
        )
    assert at_once(publishing(draw), publishing(draw)) == []

    assert readers(cast) == {2: 4}
    ended = db.session.scalars(select(Recusal.assignment_id)).all()
    assert len(ended) == len(set(ended)) == sum(draw.recipe["lost"].values())
