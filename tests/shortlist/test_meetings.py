"""Meetings: who may sit where, what is voted on, what the counts must come to, and that closed minutes stand."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from contest.charter.models import Contest
from contest.db import db, transaction
from contest.errors import NotFound
from contest.errors.meetings import (
    ChairMustRule,
    CodeUnknown,
    DissentMissing,
    MeetingClosed,
    MeetingOpen,
    MeetingUnfit,
    MotionDecided,
    MotionsOpen,
    MotionTextMissing,
    ReasonOwed,
    VotesUnfit,
    VotesUnfitAbsent,
)
from contest.errors.shortlist import NamesAlreadyKnown, RoundNotLocked
from contest.plumbing.audit import AuditEvent
from contest.shortlist.queries import (
    meeting_of,
    meetings_of,
    meetings_of_round,
    member_decisions,
    ranking,
)
from contest.shortlist.rules.voting import Majority, MeetingKind, MotionKind, MotionOutcome, Part, PersonSaid
from contest.shortlist.service import (
    add_attendances,
    close_meeting,
    note_dissent,
    note_presence,
    remove_attendance,
    remove_dissent,
    set_meeting,
    supplement_meeting,
    withdraw_motion,
)
from tests.conftest import NOON
from tests.office import selects
from tests.shortlist.meetings import CHAIR, GUEST, MEMBERS, a_meeting, again, put, vote
from tests.shortlist.stage import CLERK, codes, freeze_top, handed_in, judged, open_seal, the_round

END = NOON + timedelta(hours=2)


def close(meeting, ended_at=END):
    with transaction():
        return close_meeting(meeting=meeting, ended_at=ended_at, actor=CLERK, at=END)


@pytest.fixture
def ranked(house, cast):
    """Two entries with marks, locked; their codes by rank."""
    entries = judged(cast, ["90", "80"])
    return cast, [codes(cast)[entry] for entry in entries]


def test_a_meeting_on_marks_waits_for_the_lock_and_one_on_other_things_does_not(house, cast) -> None:
    handed_in(cast, ["Một"])
    with pytest.raises(RoundNotLocked):
        a_meeting(cast)
    assert a_meeting(cast, kind=MeetingKind.OTHER).number == 1


def test_who_presides_and_who_writes_sit_first_and_the_others_after_them(ranked) -> None:
    cast, _codes = ranked
    meeting = again(cast, a_meeting(cast))
    assert (meeting.chair, meeting.secretary, meeting.is_open) == ("Vi Thị Hạnh", "Nông Văn Cường", True)
    assert [seat.position for seat in meeting.attendances] == [1, 2, 3, 4, 5]
    assert (meeting.voters, meeting.entitled) == (4, 4)
    assert [seat.part for seat in meeting.attendances[:3]] == [Part.CHAIR, Part.SECRETARY, Part.MEMBER]


def test_meetings_of_a_round_are_numbered_and_told_newest_first(ranked) -> None:
    cast, _codes = ranked
    for _ in range(2):
        a_meeting(cast)
    contest = db.session.get_one(Contest, cast.contest_id)
    assert [meeting.number for meeting in meetings_of(contest)] == [2, 1]
    assert [meeting.number for meeting in meetings_of_round(cast.round_id)] == [2, 1]
    assert meetings_of(contest, kind=MeetingKind.AWARDS) == []


def test_another_contest_has_none_of_them(ranked) -> None:
    cast, _codes = ranked
    meeting = a_meeting(cast)
    other = db.session.get_one(Contest, cast.other_contest_id)
    assert meetings_of(other) == []
    with pytest.raises(NotFound):
        meeting_of(other, meeting.id)


@pytest.mark.parametrize(
    "people", [[PersonSaid(" ")], [PersonSaid("X", part=Part.CHAIR)], [PersonSaid("X" * 101)]]
)
def test_nobody_sits_without_a_name_and_nobody_presides_twice(ranked, people) -> None:
    cast, _codes = ranked
    meeting = a_meeting(cast)
    with pytest.raises(MeetingUnfit), transaction():
        add_attendances(meeting=meeting, people=people, actor=CLERK, at=NOON)
    assert len(again(cast, meeting).attendances) == 5


def test_who_is_called_twice_sits_once_and_a_guest_does_not_vote(ranked) -> None:
    cast, _codes = ranked
    known = PersonSaid("Lương Văn An", account_id=cast.accounts["judge_a"])
    meeting = a_meeting(cast, members=[known])
    with transaction():
        add_attendances(meeting=meeting, people=[known, GUEST], actor=CLERK, at=NOON)
    meeting = again(cast, meeting)
    assert [seat.name for seat in meeting.attendances[2:]] == ["Lương Văn An", "Lô Thị Mai"]
    assert meeting.voters == 2


def test_who_leaves_is_no_longer_counted_and_who_was_called_in_error_goes(ranked) -> None:
    cast, _codes = ranked
    meeting = again(cast, a_meeting(cast))
    ids = [seat.id for seat in meeting.attendances]
    with transaction():
        note_presence(meeting=meeting, present=ids[:4], voting=[ids[0], *ids[2:]], actor=CLERK, at=NOON)
        remove_attendance(meeting=meeting, attendance_id=ids[3], actor=CLERK, at=NOON)
    meeting = again(cast, meeting)
    assert (len(meeting.attendances), meeting.voters, meeting.entitled) == (4, 2, 3)


def test_the_chair_stays_and_a_seat_elsewhere_is_unknown(ranked) -> None:
    cast, _codes = ranked
    meeting, other = again(cast, a_meeting(cast)), again(cast, a_meeting(cast))
    with pytest.raises(MeetingUnfit), transaction():
        remove_attendance(meeting=meeting, attendance_id=meeting.attendances[0].id, actor=CLERK, at=NOON)
    strange = [other.attendances[0].id]
    with pytest.raises(NotFound), transaction():
        note_presence(meeting=meeting, present=strange, voting=[], actor=CLERK, at=NOON)


def test_a_vote_is_counted_decided_and_kept_with_its_reason(ranked) -> None:
    cast, (_best, second) = ranked
    meeting = a_meeting(cast)
    motion = vote(meeting, put(meeting, kind=MotionKind.TAKE_IN, code=second), 3, 1, reason="Gương mới.")
    motion = again(cast, meeting).motions[0]
    assert (motion.outcome, motion.by_chair, motion.voters) == (MotionOutcome.CARRIED, False, 4)
    assert (motion.blind_code, motion.reason, motion.counted.total) == (second, "Gương mới.", 4)
    said = db.session.scalars(select(AuditEvent).where(AuditEvent.verb == "motion.voted")).one().details
    assert (said["votes"], said["outcome"], said["code"]) == ([3, 1, 0], "carried", second)


@pytest.mark.parametrize("typed", ["lower", "spaced"])
def test_a_code_is_read_however_it_is_typed(ranked, typed) -> None:
    cast, (best, _second) = ranked
    code = best.lower() if typed == "lower" else best.replace("-", " ")
    assert put(a_meeting(cast), kind=MotionKind.TAKE_IN, code=code).blind_code == best


@pytest.mark.parametrize("code", ["", "ZZZZ-Z", "không mã"])
def test_a_motion_on_the_list_names_an_entry_of_the_ranking(ranked, code) -> None:
    cast, _codes = ranked
    meeting = a_meeting(cast)
    with pytest.raises(CodeUnknown):
        put(meeting, kind=MotionKind.LEAVE_OUT, code=code)


def test_what_is_put_is_written_out(ranked) -> None:
    cast, _codes = ranked
    with pytest.raises(MotionTextMissing):
        put(a_meeting(cast), "   ")


def test_who_knows_the_names_no_longer_votes_on_the_list_but_may_on_awards(ranked) -> None:
    cast, (best, _second) = ranked
    freeze_top(cast, 1)
    open_seal(cast)
    meeting = a_meeting(cast, kind=MeetingKind.AWARDS)
    with pytest.raises(NamesAlreadyKnown):
        put(meeting, kind=MotionKind.TAKE_IN, code=best)
    assert put(meeting, kind=MotionKind.AWARD, code=best).blind_code == best


@pytest.mark.parametrize("counts", [(3, 0, 0), (3, 1, 1), (0, 0, 0)])
def test_the_counts_are_those_of_the_people_there(ranked, counts) -> None:
    cast, _codes = ranked
    meeting = a_meeting(cast)
    motion = put(meeting)
    with pytest.raises(VotesUnfit):
        vote(meeting, motion, *counts)
    assert again(cast, meeting).motions[0].outcome is None


def test_written_votes_of_the_absent_count_where_the_meeting_says_so(ranked) -> None:
    cast, _codes = ranked
    meeting = again(cast, a_meeting(cast, absent_votes=True))
    ids = [seat.id for seat in meeting.attendances]
    with transaction():
        note_presence(meeting=meeting, present=ids[:4], voting=[ids[0], *ids[2:]], actor=CLERK, at=NOON)
    motion = put(meeting)
    assert vote(meeting, motion, 2, 2, 0, chair=True).voters == 4
    with pytest.raises(VotesUnfitAbsent):
        vote(meeting, motion, 4, 1, 0)


def test_equal_votes_wait_for_the_chair_whose_ruling_is_told(ranked) -> None:
    cast, _codes = ranked
    meeting = a_meeting(cast)
    motion = put(meeting)
    with pytest.raises(ChairMustRule):
        vote(meeting, motion, 2, 2)
    with pytest.raises(ReasonOwed):
        vote(meeting, motion, 2, 2, chair=False, reason=" ")
    motion = vote(meeting, motion, 2, 2, chair=False)
    assert (motion.outcome, motion.by_chair) == (MotionOutcome.LOST, True)


def test_what_is_decided_about_an_entry_has_a_reason(ranked) -> None:
    cast, (best, _second) = ranked
    meeting = a_meeting(cast)
    motion = put(meeting, kind=MotionKind.LEAVE_OUT, code=best)
    with pytest.raises(ReasonOwed):
        vote(meeting, motion, 4, 0, reason="")


@pytest.mark.parametrize("back", ["counted again", "withdrawn"])
def test_a_carried_motion_decides_on_the_member_until_it_no_longer_stands(ranked, back) -> None:
    cast, (best, second) = ranked
    with transaction():
        the_round(cast).cut_top = 1

    def members():
        db.session.expire_all()
        return [row.blind_code for row in ranking(the_round(cast)).rows if row.taken]

    assert members() == [best]
    meeting = a_meeting(cast)
    motions = [
        put(meeting, kind=MotionKind.LEAVE_OUT, code=best),
        put(meeting, kind=MotionKind.TAKE_IN, code=second),
    ]
    for motion in motions:
        vote(meeting, motion, 3, 1, reason="Số liệu chưa đủ")
    assert members() == [second]
    decision = member_decisions(cast.round_id)[motions[0].entry_id]
    assert decision.reason == "Số liệu chưa đủ (Họp chọn bài vào chung khảo, lần 1, nội dung 1)"
    for motion in motions:
        if back == "withdrawn":
            with transaction():
                withdraw_motion(meeting=meeting, motion_id=motion.id, reason="Bàn lại", actor=CLERK, at=NOON)
        else:
            vote(meeting, motion, 1, 3, reason="Đếm lại")
    assert members() == [best]
    assert member_decisions(cast.round_id) == {}


def test_a_lost_motion_decides_nothing(ranked) -> None:
    cast, (best, _second) = ranked
    meeting = a_meeting(cast)
    vote(meeting, put(meeting, kind=MotionKind.LEAVE_OUT, code=best), 1, 3)
    assert member_decisions(cast.round_id) == {}


def test_a_count_is_corrected_while_the_meeting_is_open(ranked) -> None:
    cast, _codes = ranked
    meeting = a_meeting(cast, majority=Majority.CAST)
    motion = put(meeting)
    vote(meeting, motion, 2, 1, 1)
    vote(meeting, motion, 1, 2, 1)
    assert again(cast, meeting).motions[0].outcome is MotionOutcome.LOST
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.verb == "motion.voted")).all()
    assert [event.details["votes"] for event in events] == [[2, 1, 1], [1, 2, 1]]


def test_what_is_withdrawn_is_not_voted_on(ranked) -> None:
    cast, _codes = ranked
    meeting = a_meeting(cast)
    motion = put(meeting)
    with pytest.raises(ReasonOwed), transaction():
        withdraw_motion(meeting=meeting, motion_id=motion.id, reason="", actor=CLERK, at=NOON)
    with transaction():
        withdraw_motion(meeting=meeting, motion_id=motion.id, reason="Trùng", actor=CLERK, at=NOON)
    with pytest.raises(MotionDecided):
        vote(meeting, motion, 4, 0)
    assert again(cast, meeting).motions[0].outcome is MotionOutcome.WITHDRAWN


def test_who_thinks_otherwise_is_in_the_minutes_by_name_if_they_wish(ranked) -> None:
    cast, _codes = ranked
    meeting = a_meeting(cast)
    motion = put(meeting, "Chấm lẻ 0,5")
    seat = again(cast, meeting).attendances[2]
    with transaction():
        note_dissent(
            meeting=meeting,
            motion_id=motion.id,
            text=" Nên chấm lẻ 0,25. ",
            seat_id=seat.id,
            actor=CLERK,
            at=NOON,
        )
        unnamed = note_dissent(
            meeting=meeting, motion_id=motion.id, text="Nên để sang năm.", actor=CLERK, at=NOON
        )
    told = [(one.name, one.text) for one in again(cast, meeting).motions[0].dissents]
    assert told == [(seat.name, "Nên chấm lẻ 0,25."), ("", "Nên để sang năm.")]
    with transaction():
        remove_dissent(meeting=meeting, dissent_id=unnamed.id, actor=CLERK, at=NOON)
    assert [one.name for one in again(cast, meeting).motions[0].dissents] == [seat.name]
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.verb.like("dissent.%"))).all()
    assert [event.verb for event in events] == ["dissent.noted", "dissent.noted", "dissent.removed"]
    assert seat.name not in str([event.details for event in events])


def test_an_opinion_is_written_out_and_belongs_to_a_motion_and_a_seat_of_its_meeting(ranked) -> None:
    cast, _codes = ranked
    meeting, other = a_meeting(cast), a_meeting(cast)
    motion = put(meeting, "Chấm lẻ 0,5")

    def said(text="Khác.", *, to=meeting, about=motion.id, seat=None):
        with transaction():
            return note_dissent(meeting=to, motion_id=about, text=text, seat_id=seat, actor=CLERK, at=NOON)

    for text in ("  ", "x" * 2001):
        with pytest.raises(DissentMissing):
            said(text)
    with pytest.raises(NotFound):
        said(to=other)
    with pytest.raises(NotFound):
        said(seat=again(cast, other).attendances[0].id)
    row = said()
    with pytest.raises(NotFound), transaction():
        remove_dissent(meeting=other, dissent_id=row.id, actor=CLERK, at=NOON)
    vote(meeting, motion, 3, 1)
    close(meeting)
    with pytest.raises(MeetingClosed):
        said()
    with pytest.raises(MeetingClosed), transaction():
        remove_dissent(meeting=meeting, dissent_id=row.id, actor=CLERK, at=NOON)


def test_a_motion_of_another_meeting_is_unknown_here(ranked) -> None:
    cast, _codes = ranked
    motion = put(a_meeting(cast))
    with pytest.raises(NotFound):
        vote(a_meeting(cast), motion, 4, 0)


def test_a_meeting_does_not_end_before_all_is_decided_nor_before_it_began(ranked) -> None:
    cast, _codes = ranked
    meeting = a_meeting(cast)
    motion = put(meeting)
    with pytest.raises(MotionsOpen) as refusal:
        close(meeting)
    assert refusal.value.values == {"count": 1}
    vote(meeting, motion, 4, 0)
    with pytest.raises(MeetingUnfit):
        close(meeting, NOON - timedelta(minutes=1))
    closed = close(meeting)
    assert (closed.ended_at, closed.is_open, close(meeting).closed_at) == (END, False, closed.closed_at)


def test_closed_minutes_stand_and_are_only_supplemented(ranked) -> None:
    cast, _codes = ranked
    meeting = a_meeting(cast)
    motion = put(meeting)
    with pytest.raises(MeetingOpen), transaction():
        supplement_meeting(meeting=meeting, text="Thêm", reason="Sót", actor=CLERK, at=END)
    vote(meeting, motion, 4, 0)
    close(meeting)
    said = {"meeting": meeting, "actor": CLERK, "at": END}
    for act in (
        lambda: set_meeting(changes={"place": "Nơi khác"}, **said),
        lambda: add_attendances(people=[GUEST], **said),
        lambda: note_presence(present=[], voting=[], **said),
        lambda: remove_attendance(attendance_id=meeting.attendances[-1].id, **said),
        lambda: withdraw_motion(motion_id=motion.id, reason="Thôi", **said),
    ):
        with pytest.raises(MeetingClosed), transaction():
            act()
    with pytest.raises(MeetingClosed):
        put(meeting)
    with pytest.raises(MeetingClosed):
        vote(meeting, motion, 0, 4)
    with pytest.raises(ReasonOwed), transaction():
        supplement_meeting(text="Thêm", reason=" ", **said)
    with transaction():
        supplement_meeting(text="Ghi sót một ý kiến.", reason="Chép sót", **said)
    meeting = again(cast, meeting)
    assert [row.text for row in meeting.supplements] == ["Ghi sót một ý kiến."]
    assert (meeting.place, meeting.motions[0].in_favour, len(meeting.attendances)) == (
        "Hội trường huyện",
        4,
        2 + len(MEMBERS),
    )


def test_an_open_meeting_may_be_written_anew_and_unchanged_words_are_no_news(ranked) -> None:
    cast, _codes = ranked
    meeting = a_meeting(cast)
    for _ in range(2):
        with transaction():
            set_meeting(
                meeting=meeting,
                changes={"place": " Phòng họp số 2 ", "opinions": "Không có."},
                actor=CLERK,
                at=NOON,
            )
    meeting = again(cast, meeting)
    assert (meeting.place, meeting.opinions) == ("Phòng họp số 2", "Không có.")
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.verb == "meeting.set")).all()
    assert [event.details["changed"] for event in events] == [["opinions", "place"]]
    with pytest.raises(MeetingUnfit), transaction():
        set_meeting(meeting=meeting, changes={"title": " "}, actor=CLERK, at=NOON)


def test_the_questions_of_a_list_of_meetings_do_not_grow_with_it(ranked, house) -> None:
    cast, _codes = ranked

    def asked() -> int:
        db.session.expire_all()
        contest = db.session.get_one(Contest, cast.contest_id)
        return selects(house, lambda: meetings_of(contest))

    put(a_meeting(cast, members=[]))
    one = asked()
    for _ in range(2):
        put(a_meeting(cast))
    assert asked() == one <= 7


def test_the_chair_is_named_with_an_office(ranked) -> None:
    cast, _codes = ranked
    seat = again(cast, a_meeting(cast)).attendances[0]
    assert (seat.name, seat.office) == (CHAIR.name, CHAIR.office)
