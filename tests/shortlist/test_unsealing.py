"""Two people bring names and codes together, and only after the list is frozen."""

import json

import pytest
from sqlalchemy import select

from contest.authors.queries import names_known, seal_keys_of
from contest.db import db, transaction
from contest.errors import Forbidden
from contest.errors.authors import AlreadyTurned, SameHand
from contest.errors.shortlist import NotFrozen
from contest.plumbing.audit import AuditEvent
from contest.shortlist.service import unseal
from tests.conftest import NOON
from tests.shortlist.stage import AUTHORS, account, freeze_top, judged, the_round


def turn(cast, who):
    with transaction():
        return unseal(round_=the_round(cast), account=account(cast, who), at=NOON)


@pytest.fixture
def frozen_round(house, cast):
    judged(cast, ["90", "80"])
    freeze_top(cast, 1)
    return cast


def test_nothing_is_opened_before_a_list_is_frozen(house, cast) -> None:
    judged(cast, ["90"])
    with pytest.raises(NotFrozen):
        turn(cast, "organizer")


@pytest.mark.parametrize(
    ("first", "second"),
    [("organizer", "secretary"), ("secretary", "organizer"), ("organizer", "second_organizer")],
)
def test_two_different_people_open_the_seal(frozen_round, first, second) -> None:
    cast = frozen_round
    assert turn(cast, first) is False
    assert not names_known(cast.round_id)
    assert turn(cast, second) is True
    assert names_known(cast.round_id)


def test_one_person_cannot_turn_both_keys(frozen_round) -> None:
    turn(frozen_round, "organizer")
    with pytest.raises(SameHand):
        turn(frozen_round, "organizer")
    assert not names_known(frozen_round.round_id)


def test_there_is_no_third_key(frozen_round) -> None:
    turn(frozen_round, "organizer")
    turn(frozen_round, "secretary")
    with pytest.raises(AlreadyTurned):
        turn(frozen_round, "second_organizer")


@pytest.mark.parametrize("who", ["judge_a", "head_judge", "observer", "other_organizer"])
def test_nobody_else_holds_a_key(frozen_round, who) -> None:
    with pytest.raises(Forbidden):
        turn(frozen_round, who)
    assert seal_keys_of(frozen_round.round_id) == []


def test_the_log_keeps_the_minutes_of_the_opening_without_any_authors_name(frozen_round) -> None:
    turn(frozen_round, "organizer")
    turn(frozen_round, "secretary")
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.verb == "seal.opened")).one()
    assert [key[1] for key in event.details["keys"]] == ["Hoàng Thị Bích", "Nông Văn Cường"]
    assert (event.details["shortlist"], event.details["codes"], event.details["taken"]) == (1, 2, 1)
    said = json.dumps(event.details, ensure_ascii=False)
    assert not any(name in said for name in AUTHORS)
