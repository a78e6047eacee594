"""Rounds and rubrics can be set until judges read by them."""

from datetime import timedelta
from decimal import Decimal

import pytest

from contest.charter.models import Round
from contest.charter.rules import CriterionSaid
from contest.charter.service import freeze_round_rules, set_criteria, set_round
from contest.db import db, transaction
from contest.errors.charter import CalendarBackwards, RulesFrozen, ValueUnfit
from contest.plumbing.audit import SYSTEM, events_of
from tests.conftest import NOON

WHO = {"actor": SYSTEM, "at": NOON}


@pytest.fixture
def round_(cast, house):
    return db.session.get_one(Round, cast.round_id)


def said(round_):
    return [CriterionSaid(c.key, c.name, c.description, c.maximum, c.step, c.weight) for c in round_.criteria]


def change(round_, **changes):
    with transaction():
        set_round(round_=round_, changes=changes, notice="Sửa vòng.", **WHO)


def rubric(round_, lines):
    with transaction():
        set_criteria(round_=round_, criteria=lines, notice="Sửa tiêu chí.", **WHO)


def freeze(round_):
    with transaction():
        freeze_round_rules(round_=round_, **WHO)


def test_a_round_takes_its_settings_and_the_log_says_which(round_):
    change(round_, readers=3, method="median", name="  Vòng một ")

    assert (round_.readers, round_.method, round_.name) == (3, "median", "Vòng một")
    assert set(events_of(round_.contest_id)[0].details["changes"]) == {"readers", "method", "name"}


def test_a_round_cannot_close_before_it_opens(round_):
    with pytest.raises(CalendarBackwards):
        change(round_, closes_at=round_.opens_at - timedelta(days=1))


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"readers": 3}, True),
        ({"band_agree": Decimal(5)}, True),
        ({"method": "median"}, True),
        ({"tie_breaks": [{"head": True}]}, True),
        ({"name": "Vòng một"}, False),
        ({"closes_at": NOON + timedelta(days=90)}, False),
        ({"cut_top": 30}, False),
        ({"ties_in": False}, False),
    ],
)
def test_a_frozen_round_keeps_its_reckoning_but_not_its_window(round_, changes, refused):
    freeze(round_)

    if refused:
        with pytest.raises(RulesFrozen):
            change(round_, **changes)
    else:
        change(round_, **changes)


def test_saving_a_frozen_round_unchanged_is_no_refusal(round_):
    freeze(round_)
    change(round_, readers=round_.readers, method=round_.method)


def test_freezing_twice_keeps_the_first_moment(round_):
    freeze(round_)
    with transaction():
        freeze_round_rules(round_=round_, actor=SYSTEM, at=NOON + timedelta(days=1))

    assert round_.rules_frozen_at == NOON
    assert [event.verb for event in events_of(round_.contest_id)] == ["round.rules_frozen"]


def test_criteria_are_renamed_reordered_added_and_dropped(round_):
    _first, *rest = said(round_)
    fresh = CriterionSaid("", "Sức lan tỏa", "Nơi khác làm được.", Decimal(20), Decimal("0.5"), Decimal(1))

    rubric(round_, [fresh, *rest])

    db.session.expire_all()
    assert [c.key for c in round_.criteria] == ["suc-lan-toa", "c2", "c3", "c4", "c5", "c6"]
    assert [c.position for c in round_.criteria] == [1, 2, 3, 4, 5, 6]


def test_a_criterion_that_parts_ties_is_not_dropped(round_):
    with pytest.raises(ValueUnfit):
        rubric(round_, [line for line in said(round_) if line.key != "c3"])

    db.session.expire_all()
    assert len(round_.criteria) == 6


def test_an_empty_rubric_is_refused(round_):
    with pytest.raises(ValueUnfit):
        rubric(round_, [])


def test_two_new_lines_of_one_name_get_two_keys(round_):
    twin = CriterionSaid("", "Mới", "", Decimal(5), Decimal(1), Decimal(1))
    rubric(round_, [*said(round_), twin, twin])

    assert [c.key for c in round_.criteria][-2:] == ["moi", "moi-2"]


def test_a_frozen_rubric_is_refused(round_):
    freeze(round_)
    with pytest.raises(RulesFrozen):
        rubric(round_, said(round_))
