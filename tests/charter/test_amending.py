"""Once announced, the charter changes only with a notice."""

from datetime import timedelta

import pytest

from contest.charter.models import Contest
from contest.charter.queries import amendments_of
from contest.charter.service import amend_contest, announce_contest
from contest.db import db, transaction
from contest.errors.charter import CalendarBackwards, NoticeMissing, ValueUnfit
from contest.plumbing.audit import SYSTEM, events_of
from tests.conftest import NOON

WHO = {"actor": SYSTEM, "at": NOON}


@pytest.fixture
def contest(cast, house):
    return db.session.get_one(Contest, cast.contest_id)


def amend(contest, notice="", **changes):
    with transaction():
        return amend_contest(contest=contest, changes=changes, notice=notice, **WHO)


def test_an_announced_contest_keeps_the_old_value_with_its_notice(contest):
    before = contest.closes_at
    later = before + timedelta(days=10)

    amend(contest, notice="Gia hạn đến hết tháng.", closes_at=later)

    (amendment,) = amendments_of(contest.id)
    assert amendment.notice == "Gia hạn đến hết tháng."
    assert amendment.changes == {"closes_at": [before.isoformat(), later.isoformat()]}
    assert contest.closes_at == later


def test_without_a_notice_nothing_changes(contest):
    with pytest.raises(NoticeMissing):
        amend(contest, words_max=3000)

    db.session.expire_all()
    assert contest.words_max == 2500
    assert amendments_of(contest.id) == []


def test_before_the_announcement_no_notice_is_needed(contest):
    with transaction():
        contest.announced_at = None

    assert amend(contest, theme="Người thật, việc thật.") is None
    assert contest.theme == "Người thật, việc thật."


def test_the_quota_upwards_is_the_offices_own_and_needs_no_notice(contest):
    assert amend(contest, quota_up=20) is None
    assert contest.quota_up == 20
    assert amendments_of(contest.id) == []


def test_saving_what_stands_changes_and_records_nothing(contest):
    assert amend(contest, title=contest.title, words_min=800) is None
    assert events_of(contest.id) == []


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"words_min": 3000}, ValueUnfit),
        ({"receipt_prefix": "cl"}, ValueUnfit),
        ({"title": ""}, ValueUnfit),
        ({"closes_at": NOON - timedelta(days=60)}, CalendarBackwards),
    ],
)
def test_a_value_that_cannot_be_is_refused(contest, changes, refusal):
    with pytest.raises(refusal):
        amend(contest, notice="Sửa.", **changes)


def test_announcing_twice_changes_nothing(contest):
    with transaction():
        contest.announced_at = None
    with transaction():
        announce_contest(contest=contest, **WHO)
        announce_contest(contest=contest, actor=SYSTEM, at=NOON + timedelta(days=1))

    assert contest.announced_at == NOON
    assert [event.verb for event in events_of(contest.id)] == ["contest.announced"]
