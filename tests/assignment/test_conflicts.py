"""A conflict ends a reading at once and keeps the two apart in every later draw."""

import pytest
from sqlalchemy import select

from contest.assignment.models import Conflict, Recusal
from contest.assignment.queries import assignment_of, loads, problem_for
from contest.assignment.rules.terms import JudgeTerms
from contest.assignment.service import declare_conflict, set_judges_terms
from contest.db import db, transaction
from contest.errors import NotFound
from contest.errors.assignment import LimitsUnfit
from contest.plumbing.audit import SYSTEM, AuditEvent
from tests.conftest import NOON
from tests.jury import Jury, a_jury, hand_in_essays, preview


@pytest.fixture
def jury(cast, house):
    return a_jury(cast, essays=4)


def declare(judge, entry_id, reason="người nhà"):
    with transaction():
        return declare_conflict(judge=judge, entry_id=entry_id, reason=reason, actor=judge.actor(), at=NOON)


def test_a_declared_conflict_ends_the_reading_at_once(jury):
    mine = jury.assignments("judge_a")[0]
    declare(mine.judge, mine.entry_id)

    assert mine.id not in {a.id for a in jury.assignments()}
    with pytest.raises(NotFound):
        assignment_of(mine.judge_id, mine.id)
    assert db.session.scalars(select(Recusal)).one().reason == "người nhà"


def test_declared_before_the_draw_it_keeps_the_two_apart(cast, house):
    hand_in_essays(cast, 4)
    jury = Jury(cast, cast.round_id)
    judge = jury.judge("judge_a")
    for entry in jury.entries():
        declare(judge, entry)

    draw = preview(cast)

    assert cast.accounts["judge_a"] not in {judge.id for judge, _count in loads(draw.id)}
    assert len(problem_for(jury.round).excluded) == 4


def test_declared_twice_the_first_row_stands(jury):
    mine = jury.assignments("judge_a")[0]
    first, second = declare(mine.judge, mine.entry_id, "cháu họ"), declare(mine.judge, mine.entry_id, "khác")

    assert first.id == second.id
    assert db.session.scalars(select(Conflict)).one().reason == "cháu họ"
    assert len(db.session.scalars(select(Recusal)).all()) == 1


def test_a_judge_need_not_say_why(jury):
    mine = jury.assignments("judge_a")[0]

    assert declare(mine.judge, mine.entry_id, "").reason == ""


def test_the_log_keeps_no_reason(jury):
    mine = jury.assignments("judge_a")[0]
    declare(mine.judge, mine.entry_id, "cháu họ")

    told = db.session.scalars(select(AuditEvent).where(AuditEvent.verb == "conflict.declared")).one()
    assert "cháu họ" not in str(told.details)


def test_another_judges_reading_is_not_touched(jury):
    mine = jury.assignments("judge_a")[0]
    others = {a.id for a in jury.assignments(entry_id=mine.entry_id)} - {mine.id}
    declare(mine.judge, mine.entry_id)

    assert {a.id for a in jury.assignments(entry_id=mine.entry_id)} == others


@pytest.mark.parametrize(("least", "most"), [(-1, None), (3, 2)])
def test_limits_out_of_order_are_refused(jury, least, most):
    terms = {jury.cast.accounts["judge_a"]: JudgeTerms(least, most)}
    with pytest.raises(LimitsUnfit), transaction():
        set_judges_terms(round_=jury.round, terms=terms, actor=SYSTEM, at=NOON)
