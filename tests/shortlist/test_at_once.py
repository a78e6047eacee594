"""Two of the office at the same moment: meetings, votes, lists, keys, publications."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from contest.authors.queries import names_known
from contest.charter.models import Contest
from contest.db import db
from contest.plumbing.audit import AuditEvent
from contest.shortlist.models import Meeting, Publication, Shortlist
from contest.shortlist.queries import frozen, head_decisions, meeting_of
from contest.shortlist.rules import Cut
from contest.shortlist.rules.voting import MeetingKind, Votes
from contest.shortlist.service import (
    decide_tie,
    freeze,
    open_meeting,
    publish,
    record_votes,
    set_meeting,
    unseal,
)
from tests.conftest import NOON
from tests.shortlist.meetings import CHAIR, SECRETARY, a_meeting, again, put
from tests.shortlist.stage import CLERK, account, freeze_top, judged, open_seal, the_round

BY = {"actor": CLERK, "at": NOON}


@pytest.fixture
def ranked(house, cast):
    """Three entries, two of them equal, locked; ids."""
    return judged(cast, ["90", "80", "80"])


def logged(verb):
    return len(db.session.scalars(select(AuditEvent.id).where(AuditEvent.verb == verb)).all())


def test_two_meetings_opened_at_once_have_two_numbers(cast, ranked, at_once) -> None:
    def opening():
        open_meeting(
            round_=the_round(cast),
            kind=MeetingKind.LIST,
            title="Họp chọn bài",
            place="",
            held_at=NOON,
            chair=CHAIR,
            secretary=SECRETARY,
            **BY,
        )

    assert at_once(opening, opening) == []
    assert sorted(db.session.scalars(select(Meeting.number))) == [1, 2]


def test_of_two_counts_of_one_motion_the_second_is_told(cast, ranked, at_once) -> None:
    meeting = a_meeting(cast)
    motion = put(meeting)
    seen, meeting_id, motion_id = again(cast, meeting).motions[0].seen, meeting.id, motion.id

    def counting(in_favour, against):
        return lambda: record_votes(
            meeting=meeting_of(db.session.get_one(Contest, cast.contest_id), meeting_id),
            motion_id=motion_id,
            votes=Votes(in_favour, against, 0),
            reason="Đã bàn",
            seen=seen,
            **BY,
        )

    assert at_once(counting(4, 0), counting(0, 4)) == ["stale"]
    assert logged("motion.voted") == 1


def test_of_two_who_write_what_was_said_the_second_is_told(cast, ranked, at_once) -> None:
    meeting = a_meeting(cast)
    seen, meeting_id = again(cast, meeting).seen, meeting.id

    def writing(opinions):
        return lambda: set_meeting(
            meeting=meeting_of(db.session.get_one(Contest, cast.contest_id), meeting_id),
            changes={"opinions": opinions},
            seen=seen,
            **BY,
        )

    assert at_once(writing("Ông An xin đọc lại."), writing("Bà Bình không có ý kiến.")) == ["stale"]
    assert logged("meeting.set") == 1


def test_two_words_on_equals_never_weigh_the_same(cast, ranked, at_once) -> None:
    _first, one, two = ranked

    def placing(entry_id):
        return lambda: decide_tie(round_=the_round(cast), entry_id=entry_id, reason="Đọc lại", **BY)

    assert at_once(placing(one), placing(two)) == []
    assert sorted(row.weight for row in head_decisions(cast.round_id).values()) == [999, 1000]


def test_of_two_who_freeze_one_list_first_the_second_owes_a_reason(cast, ranked, at_once) -> None:
    def freezing(top):
        return lambda: freeze(round_=the_round(cast), cut=Cut(top=top), **BY)

    assert at_once(freezing(1), freezing(3)) == ["reason_missing"]
    assert list(db.session.scalars(select(Shortlist.number))) == [1]


def test_two_who_freeze_anew_leave_two_lists_in_a_row(cast, ranked, at_once) -> None:
    freeze_top(cast, 1)

    def freezing(top):
        return lambda: freeze(round_=the_round(cast), cut=Cut(top=top), reason="Họp lại", **BY)

    assert at_once(freezing(2), freezing(3)) == []
    assert sorted(db.session.scalars(select(Shortlist.number))) == [1, 2, 3]


def test_two_keys_turned_at_once_open_the_seal_once(cast, ranked, at_once) -> None:
    freeze_top(cast, 1)

    def turning(who):
        return lambda: unseal(round_=the_round(cast), account=account(cast, who), at=NOON)

    assert at_once(turning("organizer"), turning("secretary")) == []
    assert names_known(cast.round_id)
    assert (logged("seal.key_turned"), logged("seal.opened")) == (2, 1)


def test_one_hand_on_both_keys_at_once_turns_one(cast, ranked, at_once) -> None:
    freeze_top(cast, 1)

    def turning():
        unseal(round_=the_round(cast), account=account(cast, "organizer"), at=NOON)

    assert at_once(turning, turning) == ["same_hand"]
    assert not names_known(cast.round_id)


def test_a_list_published_twice_at_once_is_public_once(cast, ranked, at_once) -> None:
    freeze_top(cast, 1)
    open_seal(cast)

    def publishing(minutes):
        at = NOON + timedelta(hours=1, minutes=minutes)
        return lambda: publish(shortlist=frozen(cast.round_id), actor=CLERK, at=at)

    assert at_once(publishing(0), publishing(1)) == []
    assert len(db.session.scalars(select(Publication.id)).all()) == 1
    assert logged("shortlist.published") == 1
