"""What everybody reads of the prizes: name, unit, title, prize; and that something was taken back, and when."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest

from contest.awards.queries import (
    PublishedAward,
    award_basis,
    awards_seen,
    contests_with_awards,
    has_published_awards,
    proposed_awards,
    published_awards,
    standing_decision,
)
from contest.awards.rules import Terms
from contest.awards.service import LetterSaid, note_answer, publish_awards, set_award_terms
from contest.db import transaction
from contest.errors import Stale
from contest.errors.awards import DecisionSuperseded, FigureUnconfirmed
from tests.awards.stage import FIRST, as_proposed, awarding, contest_of, decide, later, revoke
from tests.conftest import NOON
from tests.shortlist.stage import AUTHORS, CLERK, UNIT


@pytest.fixture
def entries(house, cast):
    found = awarding(cast)
    decide(cast, as_proposed(found))
    return found


def publish(cast, *, minutes=3):
    with transaction():
        return publish_awards(
            contest=contest_of(cast),
            decision=standing_decision(cast.contest_id),
            actor=CLERK,
            at=later(minutes),
        )


def public(cast):
    return published_awards(contest_of(cast))


def moved_up(cast, *, minutes):
    contest = contest_of(cast)
    decide(cast, proposed_awards(contest, award_basis(contest)).by_entry, reason="Đôn lên.", minutes=minutes)


def test_a_decision_is_not_public_by_itself(entries, cast) -> None:
    assert public(cast) is None
    assert not has_published_awards(cast.contest_id)


def test_what_is_public_are_these_four_things(entries, cast) -> None:
    publish(cast)
    assert public(cast).personal[0] == PublishedAward("Giải Nhất", (AUTHORS[0],), UNIT, "Na trên đá")
    assert [field.name for field in fields(PublishedAward)] == ["prize", "authors", "unit", "title"]
    assert contests_with_awards() == {cast.contest_id}


def test_publishing_twice_is_publishing_once(entries, cast) -> None:
    assert publish(cast).id == publish(cast, minutes=4).id


def test_a_superseded_decision_is_not_published(entries, cast) -> None:
    old = standing_decision(cast.contest_id)
    decide(cast, as_proposed(entries), reason="Họp lại.", minutes=1)
    with pytest.raises(DecisionSuperseded), transaction():
        publish_awards(contest=contest_of(cast), decision=old, actor=CLERK, at=later(2))


def test_what_is_taken_back_vanishes_at_once_and_a_dated_notice_stands_in_its_place(entries, cast) -> None:
    publish(cast)
    revoke(cast, entries[0], minutes=6)
    found = public(cast)
    assert [row.prize for row in found.personal] == ["Giải Nhì", "Giải Ba", "Giải Ba"]
    notice = found.taken_back[0]
    assert (notice.at, notice.prize, notice.of) == (later(6), "Giải Nhất", "Na trên đá")
    assert [field.name for field in fields(notice)] == ["at", "prize", "of"], "neither a name nor the reason"


def test_who_moved_up_is_public_when_that_decision_is_published(entries, cast) -> None:
    publish(cast)
    revoke(cast, entries[0], minutes=6)
    moved_up(cast, minutes=7)
    assert public(cast).personal[0].title == "Con suối"
    assert public(cast).personal[0].prize == "Giải Nhì"
    publish(cast, minutes=8)
    assert public(cast).personal[0].prize == "Giải Nhất"
    assert len(public(cast).taken_back) == 1


def test_what_is_taken_back_from_a_further_decision_vanishes_from_the_public_one_too(entries, cast) -> None:
    publish(cast)
    decide(cast, as_proposed(entries), reason="Họp lại.", minutes=5)
    revoke(cast, entries[0], minutes=6)
    assert [row.prize for row in public(cast).personal] == ["Giải Nhì", "Giải Ba", "Giải Ba"]


def test_what_is_taken_back_is_told_by_the_prize_that_was_public(entries, cast) -> None:
    publish(cast)
    decide(cast, {entries[1]: FIRST}, reason="Đổi giải.", minutes=5)
    revoke(cast, entries[1], minutes=6)
    assert [(one.prize, one.of) for one in public(cast).taken_back] == [("Giải Nhì", "Con suối")]


def test_a_page_from_before_another_word_publishes_nothing(entries, cast) -> None:
    contest, seen = contest_of(cast), awards_seen(cast.contest_id)
    revoke(cast, entries[0], minutes=1)
    with pytest.raises(Stale), transaction():
        publish_awards(
            contest=contest,
            decision=standing_decision(contest.id),
            seen=seen,
            actor=CLERK,
            at=later(2),
        )
    assert public(cast) is None


def test_where_the_charter_asks_for_it_no_prize_is_published_that_a_locality_has_since_denied(
    house, cast
) -> None:
    entries = awarding(cast)
    answered(cast, entries, confirmed=True, minutes=-9)
    with transaction():
        terms = replace(Terms(), verification_required=True)
        set_award_terms(contest=contest_of(cast), terms=terms, notice="Nêu rõ.", actor=CLERK, at=NOON)
    decide(cast, as_proposed(entries))
    answered(cast, entries[2:3], confirmed=False, minutes=1)
    with pytest.raises(FigureUnconfirmed, match="Bến nước"):
        publish(cast)
    revoke(cast, entries[2], minutes=2)
    publish(cast)
    assert [row.title for row in public(cast).personal] == ["Na trên đá", "Con suối", "Lũng xa"]


def answered(cast, entries, *, confirmed: bool, minutes: int) -> None:
    with transaction():
        note_answer(
            contest=contest_of(cast),
            entry_ids=entries,
            confirmed=confirmed,
            letter=LetterSaid("12-CV/ĐU", NOON.date(), "Đảng ủy xã Nhân Lý"),
            actor=CLERK,
            at=later(minutes),
        )


def test_what_was_taken_back_before_anybody_knew_is_not_told(entries, cast) -> None:
    revoke(cast, entries[0], minutes=1)
    moved_up(cast, minutes=2)
    publish(cast)
    assert public(cast).taken_back == ()
    assert public(cast).personal[0].title == "Con suối"


@pytest.mark.parametrize(("days", "until"), [(10, 10), (None, None)])
def test_complaints_are_taken_for_as_long_as_the_charter_says(entries, cast, days, until) -> None:
    with transaction():
        terms = replace(Terms(), complaint_days=days)
        set_award_terms(contest=contest_of(cast), terms=terms, notice="Nêu rõ.", actor=CLERK, at=NOON)
    publish(cast)
    expected = None if until is None else NOON.date() + timedelta(days=until)
    assert public(cast).complaints_until == expected
