"""A contest begins from the template, or as a copy of an earlier one."""

from datetime import timedelta

import pytest

from contest.charter.models import Contest
from contest.charter.queries import barred_of, rejection_codes_of
from contest.charter.rules import BarredSaid, template
from contest.charter.service import bar, copy_contest, create_contest, freeze_round_rules
from contest.db import db, transaction
from contest.errors.charter import CalendarBackwards, SlugTaken, ValueUnfit
from contest.plumbing.audit import SYSTEM, events_of
from tests.conftest import NOON

WHO = {"actor": SYSTEM, "at": NOON}
NEW = {
    "slug": "moi-2027",
    "year": 2027,
    "receipt_prefix": "CL27",
    "opens_at": NOON,
    "closes_at": NOON + timedelta(days=60),
    **WHO,
}


def found(**changes):
    with transaction():
        return create_contest(**{"title": "", **NEW, **changes})


def test_the_template_makes_a_whole_contest_nobody_sees_yet(house):
    contest = found()

    assert contest.announced_at is None
    assert contest.title == template.TITLE
    assert [sum(c.maximum for c in r.criteria) for r in contest.rounds] == [100, 100]
    assert [c.code for c in rejection_codes_of(contest.id)] == [code for code, _ in template.REJECTION_CODES]
    assert len(contest.statements) == len(template.STATEMENTS)
    assert [event.verb for event in events_of(contest.id)] == ["contest.created"]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"receipt_prefix": "ABCDE"}, ValueUnfit),
        ({"receipt_prefix": "cl27"}, ValueUnfit),
        ({"slug": "Có dấu"}, ValueUnfit),
        ({"slug": "new"}, ValueUnfit),
        ({"closes_at": NOON}, CalendarBackwards),
    ],
)
def test_what_cannot_be_is_refused(house, changes, refusal):
    with pytest.raises(refusal):
        found(**changes)


def test_an_address_is_given_once(house):
    found()
    with pytest.raises(SlugTaken):
        found()


def test_a_copy_takes_the_charter_and_shifts_the_rounds(cast, house):
    earlier = db.session.get_one(Contest, cast.contest_id)
    with transaction():
        bar(contest=earlier, said=BarredSaid("Vi Văn Đồng", 1970), **WHO)
        freeze_round_rules(round_=earlier.rounds[0], **WHO)
    with transaction():
        copy = copy_contest(earlier=earlier, title="Năm sau", **NEW)

    shift = copy.closes_at - earlier.closes_at
    assert copy.title == "Năm sau"
    assert copy.area == earlier.area
    assert copy.rounds[0].closes_at - earlier.rounds[0].closes_at == shift
    assert copy.rounds[0].rules_frozen_at is None
    assert [c.key for c in copy.rounds[0].criteria] == [c.key for c in earlier.rounds[0].criteria]
    assert [b.name for b in barred_of(copy.id)] == ["Vi Văn Đồng"]
    assert copy.announced_at is None
    assert [event.verb for event in events_of(copy.id)] == ["contest.copied"]
