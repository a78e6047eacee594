"""The prizes of a contest as data: set, changed with a notice, kept once somebody holds them."""

from dataclasses import replace
from decimal import Decimal

import pytest

from contest.awards.queries import awards_of, prizes_of, said_of, terms_of
from contest.awards.rules import DISTRICT, PRESS, PrizeKind, PrizeSaid, Terms, prizes_unfit
from contest.awards.service import set_award_terms, set_prizes
from contest.charter.queries import amendments_of
from contest.db import transaction
from contest.errors.awards import AwardReasonMissing, PrizeInUse, PrizeUnfit
from contest.errors.charter import NoticeMissing
from tests.awards.stage import FIRST, PRIZES, as_proposed, awarding, contest_of, decide, with_prizes
from tests.conftest import NOON
from tests.shortlist.stage import CLERK


def setting(cast, prizes, notice="Điều chỉnh cơ cấu giải."):
    with transaction():
        set_prizes(contest=contest_of(cast), prizes=prizes, notice=notice, actor=CLERK, at=NOON)


def terms(cast, notice="Điều chỉnh cách xét giải.", **changes):
    with transaction():
        set_award_terms(
            contest=contest_of(cast), terms=replace(Terms(), **changes), notice=notice, actor=CLERK, at=NOON
        )


@pytest.mark.parametrize("ready", [DISTRICT, PRESS])
def test_the_ready_made_sets_can_be_used_as_they_are(house, cast, ready) -> None:
    assert prizes_unfit(ready) is None
    setting(cast, ready)
    assert [said_of(prize) for prize in prizes_of(cast.contest_id)] == list(ready)


def test_prizes_are_kept_by_their_key_and_told_in_order_of_kind(house, cast) -> None:
    setting(cast, PRIZES)
    first = prizes_of(cast.contest_id)[0].id
    dearer = (replace(PRIZES[1], name="Giải Hai"), replace(PRIZES[0], money=7_000_000), *PRIZES[2:])
    setting(cast, dearer)
    found = prizes_of(cast.contest_id, PrizeKind.PERSONAL)
    assert [(prize.name, prize.money) for prize in found[:2]] == [
        ("Giải Hai", 3_000_000),
        ("Giải Nhất", 7_000_000),
    ]
    assert found[1].id == first


def test_a_new_prize_gets_a_key_of_its_own(house, cast) -> None:
    setting(
        cast,
        (PrizeSaid("", "Giải Nhất", PrizeKind.PERSONAL, 1), PrizeSaid("", "Giải Nhì", PrizeKind.PERSONAL, 2)),
    )
    assert len({prize.key for prize in prizes_of(cast.contest_id)}) == 2


def test_an_announced_contest_changes_its_prizes_with_a_notice_for_all(house, cast) -> None:
    with pytest.raises(NoticeMissing):
        setting(cast, PRIZES, notice=" ")
    assert prizes_of(cast.contest_id) == []
    setting(cast, PRIZES, notice="Công bố cơ cấu giải.")
    assert amendments_of(cast.contest_id)[0].notice == "Công bố cơ cấu giải."


def test_saving_what_stands_asks_for_nothing(house, cast) -> None:
    setting(cast, PRIZES)
    setting(cast, PRIZES, notice="")
    assert len(amendments_of(cast.contest_id)) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        replace(PRIZES[0], name=" "),
        replace(PRIZES[0], places=-1),
        replace(PRIZES[0], money=-5),
        replace(PRIZES[0], least_mark=Decimal(-1)),
    ],
)
def test_what_no_prize_can_be_is_refused(house, cast, wrong) -> None:
    with pytest.raises(PrizeUnfit):
        setting(cast, (wrong, *PRIZES[1:]))


def test_two_prizes_of_one_name_are_refused(house, cast) -> None:
    with pytest.raises(PrizeUnfit):
        setting(cast, (*PRIZES, PrizeSaid("", "giải nhất", PrizeKind.PERSONAL, 1)))


def test_a_prize_that_somebody_holds_is_not_dropped_and_keeps_its_kind(house, cast) -> None:
    entries = awarding(cast)
    decide(cast, as_proposed(entries))
    with pytest.raises(PrizeInUse):
        setting(cast, PRIZES[1:])
    with pytest.raises(PrizeInUse):
        setting(cast, (replace(PRIZES[0], kind=PrizeKind.COLLECTIVE), *PRIZES[1:]))
    setting(cast, (replace(PRIZES[0], places=0), *PRIZES[1:]))


def test_after_a_decision_a_change_needs_a_reason_also_while_nobody_was_told_of_the_contest(
    house, cast
) -> None:
    entries = awarding(cast)
    with transaction():
        contest_of(cast).announced_at = None
    terms(cast, notice="", most_per_author=2)
    decide(cast, as_proposed(entries))
    with pytest.raises(AwardReasonMissing):
        terms(cast, notice="", most_per_author=1)
    terms(cast, notice="Họp ngày 5.", most_per_author=1)
    assert terms_of(cast.contest_id).most_per_author == 1


def test_the_default_terms_stand_until_they_are_set(house, cast) -> None:
    assert terms_of(cast.contest_id) == Terms()
    terms(cast, weight_rate=50, weight_quality=30, complaint_days=None)
    assert terms_of(cast.contest_id) == replace(
        Terms(), weight_rate=50, weight_quality=30, complaint_days=None
    )


@pytest.mark.parametrize(
    "wrong", [{"weight_rate": 50}, {"most_per_author": 0}, {"best_entries": 0}, {"complaint_days": 0}]
)
def test_terms_that_contradict_themselves_are_refused(house, cast, wrong) -> None:
    with pytest.raises(PrizeUnfit):
        terms(cast, **wrong)


def test_what_was_decided_keeps_the_money_of_its_day(house, cast) -> None:
    entries = awarding(cast)
    decide(cast, as_proposed(entries))
    with_prizes(cast, (replace(PRIZES[0], money=1), *PRIZES[1:]))
    first = awards_of(contest_of(cast))[0]
    assert (first.prize_key, first.money) == (FIRST, 5_000_000)
