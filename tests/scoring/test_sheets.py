"""A judge's sheet: saved in parts, handed in whole, taken back with a reason, every version kept."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from contest.db import db, transaction
from contest.errors import NotFound, Stale
from contest.errors.scoring import (
    AlreadyHandedIn,
    NotHandedIn,
    PointsIncomplete,
    PointsUnfit,
    ReasonMissing,
    RemarkTooLong,
    RoundClosed,
    RoundLocked,
    RoundNotOpen,
)
from contest.plumbing.audit import AuditEvent
from contest.scoring.models import RoundLock, SheetState, SheetVersion
from contest.scoring.queries import sheet_of, versions_of
from contest.scoring.service import decline_assignment, hand_in_sheet, save_sheet, take_back_sheet
from contest.scoring.service.writing import Content, write
from tests.conftest import NOON
from tests.jury import LATER, points_of


def save(assignment, points, *, version=None, remark="", at=LATER):
    with transaction():
        return save_sheet(
            assignment=assignment,
            points=points,
            remark=remark,
            version=version,
            actor=assignment.judge.actor(),
            at=at,
        )


def hand_in(assignment, points, *, version=None, remark="", at=LATER):
    with transaction():
        return hand_in_sheet(
            assignment=assignment,
            points=points,
            remark=remark,
            version=version,
            actor=assignment.judge.actor(),
            at=at,
        )


def take_back(assignment, reason="gõ nhầm", at=LATER):
    with transaction():
        return take_back_sheet(assignment=assignment, reason=reason, actor=assignment.judge.actor(), at=at)


@pytest.fixture
def mine(jury):
    """One assignment of judge A."""
    return jury.assignments("judge_a")[0]


def test_a_sheet_is_saved_in_parts_and_has_no_total_before_it_is_whole(mine):
    sheet = save(mine, {"c1": "13", "c2": "17,5", "c3": ""}, remark="Dẫn chứng cụ thể")

    assert sheet.points == {"c1": "13.00", "c2": "17.50"}
    assert (sheet.version, sheet.state, sheet.total) == (1, SheetState.SAVED, None)


@pytest.mark.parametrize(
    ("points", "key"),
    [
        ({"c1": "15,5"}, "c1"),
        ({"c1": "-1"}, "c1"),
        ({"c2": "17,3"}, "c2"),
        ({"c2": "mười"}, "c2"),
        ({"c2": "1.234"}, "c2"),
        ({"c9": "5"}, "c9"),
    ],
    ids=["above", "below", "off the step", "words", "a thousand", "unknown criterion"],
)
def test_points_off_the_rubric_are_refused_by_name_and_nothing_is_kept(mine, points, key):
    with pytest.raises(PointsUnfit) as refused:
        save(mine, points)

    assert [fault.key for fault in refused.value.faults] == [key]
    assert sheet_of(mine.id) is None


def test_an_incomplete_sheet_is_not_handed_in_and_says_what_is_missing(mine):
    with pytest.raises(PointsIncomplete) as refused:
        hand_in(mine, {"c1": "13"})

    assert [fault.key for fault in refused.value.faults] == ["c2", "c3", "c4", "c5", "c6"]


def test_zero_is_a_mark_and_not_a_blank(mine):
    assert hand_in(mine, dict.fromkeys(("c1", "c2", "c3", "c4", "c5", "c6"), "0")).total == 0


def test_a_remark_nobody_would_read_is_refused(mine):
    with pytest.raises(RemarkTooLong):
        save(mine, {}, remark="a" * 10_001)


def test_each_saving_is_a_version_and_the_same_content_is_not_saved_twice(mine):
    first = save(mine, {"c1": "13"})
    again = save(mine, {"c1": "13,0"}, version=None)
    second = save(mine, {"c1": "14"}, version=1)

    assert first is again is second
    assert [(v.number, v.points) for v in versions_of(second.id)] == [
        (2, {"c1": "14.00"}),
        (1, {"c1": "13.00"}),
    ]


@pytest.mark.parametrize("seen", [None, 1, 3], ids=["never saw one", "an older one", "one of the future"])
def test_a_save_over_a_version_the_judge_did_not_see_is_refused(mine, seen):
    save(mine, {"c1": "13"})
    save(mine, {"c1": "14"}, version=1)

    with pytest.raises(Stale):
        save(mine, {"c1": "15"}, version=seen)

    assert sheet_of(mine.id).points == {"c1": "14.00"}


def test_handing_in_twice_is_handing_in_once(mine):
    first = hand_in(mine, points_of("85.5"), remark="Tốt ")
    number = first.version

    assert hand_in(mine, points_of("85.5"), remark="Tốt").version == number
    assert len(versions_of(first.id)) == 1


def test_a_repeated_hand_in_answers_even_after_the_round_has_closed(mine, jury):
    sheet = hand_in(mine, points_of("85.5"))

    assert hand_in(mine, points_of("85.5"), at=jury.round.closes_at + timedelta(days=1)) is sheet


def test_a_handed_in_sheet_is_not_changed_by_saving_or_handing_in_again(mine):
    hand_in(mine, points_of("85.5"))

    with pytest.raises(AlreadyHandedIn):
        save(mine, points_of("90"), version=1)
    with pytest.raises(AlreadyHandedIn):
        hand_in(mine, points_of("90"), version=1)


def test_a_hand_in_of_what_is_already_saved_needs_no_version(mine):
    save(mine, points_of("80"))

    assert hand_in(mine, points_of("80"), version=None).state == SheetState.HANDED_IN


def test_a_taken_back_sheet_keeps_what_was_handed_in_and_its_reason(mine):
    hand_in(mine, points_of("85.5"))
    sheet = take_back(mine, "nhầm ô")

    assert (sheet.state, sheet.handed_in_at) == (SheetState.TAKEN_BACK, None)
    hand_in(mine, points_of("80"), version=2)
    kept = versions_of(sheet.id)
    assert [v.state for v in kept] == [SheetState.HANDED_IN, SheetState.TAKEN_BACK, SheetState.HANDED_IN]
    assert [str(v.total) for v in kept] == ["80.00", "85.50", "85.50"]
    assert kept[1].reason == "nhầm ô"


def test_taking_back_needs_a_hand_in_and_a_reason(mine):
    with pytest.raises(NotHandedIn):
        take_back(mine)
    hand_in(mine, points_of("85.5"))
    with pytest.raises(ReasonMissing):
        take_back(mine, "  ")


@pytest.mark.parametrize(
    ("hours", "refusal"),
    [(-25, RoundNotOpen), (30 * 24 + 1, RoundClosed)],
    ids=["before the round", "after it"],
)
def test_the_servers_clock_decides_the_window(mine, hours, refusal):
    at = NOON + timedelta(hours=hours)

    with pytest.raises(refusal):
        save(mine, {"c1": "13"}, at=at)
    with pytest.raises(refusal):
        hand_in(mine, points_of("80"), at=at)
    hand_in(mine, points_of("80"))
    with pytest.raises(refusal):
        take_back(mine, at=at)


def test_the_closing_moment_itself_is_still_open(mine, jury):
    assert save(mine, {"c1": "13"}, at=jury.round.closes_at).version == 1


def test_a_locked_round_takes_nothing(mine, jury):
    hand_in(mine, points_of("80"))
    other = jury.assignments("judge_b")[0]
    with transaction():
        db.session.add(RoundLock(round_id=jury.round_id, locked_at=LATER, locked_by="thử"))

    for change in (
        lambda: save(other, {"c1": "1"}),
        lambda: hand_in(other, points_of("80")),
        lambda: take_back(mine),
        lambda: decline(other, jury.judge("judge_b")),
    ):
        with pytest.raises(RoundLocked):
            change()


def decline(assignment, judge):
    with transaction():
        decline_assignment(
            assignment=assignment, judge=judge, reason="người nhà", actor=judge.actor(), at=LATER
        )


def test_an_ended_assignment_takes_no_sheet(mine, jury):
    decline(mine, jury.judge("judge_a"))

    with pytest.raises(NotFound):
        save(mine, {"c1": "13"})


def test_every_change_is_in_the_log_and_a_repetition_is_not(mine):
    save(mine, {"c1": "13"})
    save(mine, {"c1": "13"}, version=1)
    hand_in(mine, points_of("80"), version=1)
    take_back(mine)

    said = db.session.scalars(
        select(AuditEvent.verb).where(AuditEvent.verb.like("score_sheet.%")).order_by(AuditEvent.id)
    )
    assert list(said) == ["score_sheet.saved", "score_sheet.handed_in", "score_sheet.taken_back"]


def test_a_refused_save_leaves_no_version(mine):
    with pytest.raises(PointsUnfit):
        save(mine, {"c1": "99"})

    assert db.session.scalar(select(func.count(SheetVersion.id))) == 0


def test_of_two_first_saves_at_once_the_second_is_told_of_the_first(mine):
    save(mine, {"c1": "13"})
    content = Content({"c1": "9.00"}, "", None)

    with pytest.raises(Stale), transaction():
        write(
            None,
            mine,
            content,
            state=SheetState.SAVED,
            actor=mine.judge.actor(),
            door="web",
            at=LATER,
        )
    assert sheet_of(mine.id).points == {"c1": "13.00"}
