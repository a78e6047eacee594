"""Sheets typed from paper by two people: what counts, what waits, what is refused, and that nothing is lost."""

from random import Random

import pytest
from sqlalchemy import select

from contest.assignment.models import Recusal
from contest.db import db, transaction
from contest.errors import NotFound, Stale
from contest.errors.paper import (
    CorrectionReasonMissing,
    NothingToPrint,
    OwnTyping,
    ReadingOver,
    TooManyToPrint,
    TypistReads,
)
from contest.errors.scoring import PointsIncomplete, PointsUnfit, RoundLocked
from contest.plumbing.audit import SYSTEM, AuditEvent
from contest.scoring.models import SheetState, TypedSheet, TypingEnd
from contest.scoring.queries import (
    TypingState,
    assignment_on_paper,
    readings_on_paper,
    settlements,
    sheet_of,
    typing_of,
    typings_waiting,
    versions_of,
)
from contest.scoring.service import (
    drop_typing,
    hand_in_sheet,
    lock_round,
    print_sheets,
    settle_round,
    settle_typing,
    take_back_sheet,
    take_paper,
    type_sheet,
)
from contest.scoring.service import paper as printing
from tests.jury import LATER, points_of


@pytest.fixture
def mine(jury):
    return jury.assignments("judge_a")[0]


def typed(jury, mine, who, total="80", *, points=None, remark=""):
    with transaction():
        return type_sheet(
            assignment=mine,
            points=points or points_of(total),
            remark=remark,
            typist=jury.judge(who),
            at=LATER,
        )


def settled(jury, mine, who, total):
    with transaction():
        return settle_typing(
            assignment=mine, points=points_of(total), remark="", person=jury.judge(who), at=LATER
        )


def taken(jury, mine, who, *, version, reason="Giám khảo bấm nhầm."):
    with transaction():
        return take_paper(assignment=mine, version=version, reason=reason, person=jury.judge(who), at=LATER)


def last_event():
    return db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()


# ---- what two people say ----


def test_what_one_person_typed_waits_and_is_not_the_judges_sheet(jury, mine):
    assert typed(jury, mine, "secretary") == TypingState.FIRST

    assert sheet_of(mine.id) is None
    assert [t.first.typed_by for t in typings_waiting(jury.round_id)] == [jury.judge("secretary").name]


def test_the_same_from_another_person_hands_the_sheet_in_with_both_names(jury, mine):
    typed(jury, mine, "secretary", remark="Bài hay.")
    assert typed(jury, mine, "organizer") == TypingState.NONE

    sheet = sheet_of(mine.id)
    (version,) = versions_of(sheet.id)
    event = last_event()
    first, second = (jury.judge(who) for who in ("secretary", "organizer"))
    assert (sheet.state, str(sheet.total), sheet.remark) == (SheetState.HANDED_IN, "80.00", "Bài hay.")
    assert (version.door, version.saved_by, version.confirmed_by) == ("paper", first.name, second.name)
    assert (event.verb, event.actor_name) == ("score_sheet.confirmed", second.name)
    assert (event.details["typed_by"], event.details["confirmed_by"]) == (first.name, second.name)
    assert typings_waiting(jury.round_id) == []


def test_the_same_person_twice_is_a_correction_and_never_a_confirmation(jury, mine):
    typed(jury, mine, "secretary", "80")
    assert typed(jury, mine, "secretary", "80") == TypingState.FIRST
    assert typed(jury, mine, "secretary", "82") == TypingState.FIRST

    assert sheet_of(mine.id) is None
    kept = db.session.scalars(select(TypedSheet).order_by(TypedSheet.id)).all()
    assert [str(row.total) for row in kept] == ["80.00", "80.00", "82.00"]
    assert [row.end for row in kept] == [TypingEnd.REPLACED, TypingEnd.REPLACED, None]


def test_points_that_differ_are_shown_and_nothing_counts_yet(jury, mine):
    typed(jury, mine, "secretary", "80")
    assert typed(jury, mine, "organizer", "82") == TypingState.DIFFERS

    found = typing_of(mine)
    assert list(found.differing) == [
        key for key in points_of("80") if points_of("80")[key] != points_of("82")[key]
    ]
    assert sheet_of(mine.id) is None


def test_the_second_person_settles_by_the_paper(jury, mine):
    typed(jury, mine, "secretary", "80")
    typed(jury, mine, "organizer", "82")
    assert settled(jury, mine, "organizer", "80") == TypingState.NONE

    (version,) = versions_of(sheet_of(mine.id).id)
    assert (str(version.total), version.confirmed_by) == ("80.00", jury.judge("organizer").name)


def test_points_that_neither_had_read_wait_for_one_more_person(jury, mine):
    typed(jury, mine, "secretary", "80")
    typed(jury, mine, "organizer", "82")
    assert settled(jury, mine, "organizer", "84") == TypingState.FIRST
    assert sheet_of(mine.id) is None

    assert typed(jury, mine, "secretary", "84") == TypingState.NONE
    assert str(sheet_of(mine.id).total) == "84.00"


def test_who_typed_first_neither_settles_nor_types_again_once_another_has(jury, mine):
    typed(jury, mine, "secretary", "80")
    typed(jury, mine, "organizer", "82")

    with pytest.raises(OwnTyping):
        settled(jury, mine, "secretary", "82")
    with pytest.raises(OwnTyping):
        typed(jury, mine, "secretary", "82")


def test_two_typists_at_once_are_the_two_people(jury, mine):
    """Both opened an empty page; whoever is later is the second, whether they knew it or not."""
    typed(jury, mine, "organizer", "79.5")
    assert typed(jury, mine, "secretary", "79.5") == TypingState.NONE


def test_settling_what_was_settled_meanwhile_is_stale(jury, mine):
    typed(jury, mine, "secretary", "80")
    typed(jury, mine, "organizer", "82")
    settled(jury, mine, "organizer", "82")

    with pytest.raises(Stale):
        settled(jury, mine, "observer", "80")


# ---- beside what the judge does online ----


def online(jury, mine, total, *, version=None):
    with transaction():
        return hand_in_sheet(
            assignment=mine,
            points=points_of(total),
            remark="",
            version=version,
            actor=jury.judge("judge_a").actor(),
            at=LATER,
        )


def test_a_sheet_handed_in_online_stands_until_somebody_takes_the_paper_for_a_reason(jury, mine):
    online(jury, mine, "70")
    typed(jury, mine, "secretary", "80")
    assert typed(jury, mine, "organizer", "80") == TypingState.AGREED
    assert str(sheet_of(mine.id).total) == "70.00"
    assert typing_of(mine).clashing

    with pytest.raises(CorrectionReasonMissing):
        taken(jury, mine, "organizer", version=1, reason=" ")
    with pytest.raises(OwnTyping):
        taken(jury, mine, "secretary", version=1)
    assert taken(jury, mine, "organizer", version=1) == TypingState.NONE

    kept = versions_of(sheet_of(mine.id).id)
    assert [(v.door, str(v.total), v.reason) for v in kept] == [
        ("paper", "80.00", "Giám khảo bấm nhầm."),
        ("web", "70.00", ""),
    ]


def test_paper_that_says_what_stands_changes_nothing(jury, mine):
    online(jury, mine, "80")
    typed(jury, mine, "secretary", "80")
    assert typed(jury, mine, "organizer", "80") == TypingState.NONE

    assert [v.door for v in versions_of(sheet_of(mine.id).id)] == ["web"]
    assert last_event().details["done"] == "same"


def test_a_judge_who_hands_in_between_the_two_is_not_overwritten(jury, mine):
    typed(jury, mine, "secretary", "80")
    online(jury, mine, "70")
    assert typed(jury, mine, "organizer", "80") == TypingState.AGREED
    assert str(sheet_of(mine.id).total) == "70.00"


def test_another_version_than_the_one_beside_it_is_stale(jury, mine):
    online(jury, mine, "70")
    typed(jury, mine, "secretary", "80")
    typed(jury, mine, "organizer", "80")
    actor = jury.judge("judge_a").actor()
    with transaction():
        take_back_sheet(assignment=mine, reason="nhầm", actor=actor, at=LATER)
    online(jury, mine, "71", version=2)

    with pytest.raises(Stale):
        taken(jury, mine, "organizer", version=1)
    assert str(sheet_of(mine.id).total) == "71.00"


def test_a_sheet_taken_back_leaves_the_way_to_the_paper(jury, mine):
    online(jury, mine, "70")
    typed(jury, mine, "secretary", "80")
    typed(jury, mine, "organizer", "80")
    with transaction():
        take_back_sheet(assignment=mine, reason="nhầm", actor=jury.judge("judge_a").actor(), at=LATER)

    assert taken(jury, mine, "organizer", version=2, reason="") == TypingState.NONE
    assert str(sheet_of(mine.id).total) == "80.00"


def test_a_later_paper_corrects_as_a_further_version_and_the_mark_is_settled_anew(jury, mine):
    jury.score(mine.entry_id, "80", "80")
    with transaction():
        settle_round(round_=jury.round, seed=1, actor=SYSTEM, at=LATER)
    typed(jury, mine, "secretary", "82")
    typed(jury, mine, "organizer", "82")
    taken(jury, mine, "organizer", version=1)

    assert [v.number for v in versions_of(sheet_of(mine.id).id)] == [2, 1]
    assert mine.entry_id not in settlements(jury.round_id)


def test_what_was_typed_can_be_dropped_and_stays_on_record(jury, mine):
    typed(jury, mine, "secretary")
    with transaction():
        drop_typing(assignment=mine, person=jury.judge("organizer"), at=LATER)

    (row,) = db.session.scalars(select(TypedSheet)).all()
    assert row.end == TypingEnd.DROPPED
    assert last_event().verb == "score_sheet.typing_dropped"
    with pytest.raises(Stale), transaction():
        drop_typing(assignment=mine, person=jury.judge("organizer"), at=LATER)


# ---- refused ----


@pytest.mark.parametrize(
    ("points", "refusal"),
    [({"c1": "3"}, PointsIncomplete), ({**points_of("80"), "c1": "99"}, PointsUnfit)],
)
def test_points_that_cannot_stand_are_refused_at_the_first_typing(jury, mine, points, refusal):
    with pytest.raises(refusal):
        typed(jury, mine, "secretary", points=points)


def test_an_assignment_that_ended_takes_no_paper(jury, mine):
    with transaction():
        db.session.add(Recusal(assignment_id=mine.id, at=LATER, by="Ban Tổ chức", reason="ốm"))
    with pytest.raises(ReadingOver):
        typed(jury, mine, "secretary")


def test_a_locked_round_takes_no_paper_and_keeps_what_waited(jury, mine):
    typed(jury, mine, "secretary")
    for entry in jury.entries():
        jury.score(entry, "80", "80")
    with transaction():
        lock_round(round_=jury.round, actor=SYSTEM, at=LATER)

    with pytest.raises(RoundLocked):
        typed(jury, mine, "organizer")
    with pytest.raises(RoundLocked), transaction():
        drop_typing(assignment=mine, person=jury.judge("organizer"), at=LATER)
    assert typing_of(mine).state == TypingState.FIRST


def test_a_reader_of_the_entry_types_settles_takes_and_drops_nothing_of_anothers(jury, mine):
    other = next(a for a in jury.assignments(entry_id=mine.entry_id) if a.id != mine.id)
    who = next(name for name, key in jury.cast.accounts.items() if key == other.judge_id)
    typed(jury, mine, "secretary", "80")

    for handed_in in (False, True):
        if handed_in:
            jury.hand_in(other, "77")
        with pytest.raises(TypistReads):
            typed(jury, mine, who)
        with pytest.raises(TypistReads):
            settled(jury, mine, who, "80")
        with pytest.raises(TypistReads):
            taken(jury, mine, who, version=1)
        with pytest.raises(TypistReads), transaction():
            drop_typing(assignment=mine, person=jury.judge(who), at=LATER)

    (kept,) = db.session.scalars(select(TypedSheet)).all()
    assert kept.end is None
    assert typed(jury, mine, "organizer", "80") == TypingState.NONE


# ---- printing ----


def test_a_sheet_keeps_its_token_however_often_it_is_printed(jury, mine):
    asked = readings_on_paper(jury.round_id)
    with transaction():
        one = print_sheets(round_=jury.round, assignments=asked[:2], actor=SYSTEM, at=LATER, rng=Random(1))
    with transaction():
        two = print_sheets(round_=jury.round, assignments=asked, actor=SYSTEM, at=LATER, rng=Random(2))

    assert one.items() <= two.items()
    assert len(set(two.values())) == len(asked)
    assert all(assignment_on_paper(jury.cast.contest_id, token) == key for key, token in two.items())
    assert (last_event().details["count"], last_event().details["added"]) == (len(asked), len(asked) - 2)


def test_a_token_of_one_contest_opens_nothing_in_another(jury):
    asked = readings_on_paper(jury.round_id)[:1]
    with transaction():
        (token,) = print_sheets(round_=jury.round, assignments=asked, actor=SYSTEM, at=LATER).values()
    with pytest.raises(NotFound):
        assignment_on_paper(jury.cast.other_contest_id, token)


def test_nothing_and_too_much_are_refused(jury, monkeypatch):
    monkeypatch.setattr(printing, "AT_ONCE", 1)
    with pytest.raises(NothingToPrint), transaction():
        print_sheets(round_=jury.round, assignments=[], actor=SYSTEM, at=LATER)
    with pytest.raises(TooManyToPrint), transaction():
        print_sheets(round_=jury.round, assignments=readings_on_paper(jury.round_id), actor=SYSTEM, at=LATER)


def test_sheets_handed_in_are_left_out_where_only_those_owed_are_asked_for(jury, mine):
    jury.hand_in(mine, "80")
    owed = {a.id for a in readings_on_paper(jury.round_id, owed=True)}
    assert mine.id not in owed
    assert len(owed) == len(readings_on_paper(jury.round_id)) - 1
