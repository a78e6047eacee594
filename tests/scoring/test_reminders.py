"""Letters to judges: who gets one, how often, and what stays on record."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from contest.charter.models import Contest
from contest.db import db, transaction
from contest.errors.scoring import NobodyToRemind, NoteTooLong, RoundLocked
from contest.plumbing.audit import AuditEvent
from contest.plumbing.jobs.outbox import OutboxItem
from contest.scoring.models import Reminder, RoundLock
from contest.scoring.queries import progress, sheets_by_moment
from contest.scoring.service import remind_judges
from tests.conftest import NOON
from tests.jury import LATER, Jury


def remind(jury: Jury, *who: str, note: str = "", at=LATER):
    with transaction():
        return remind_judges(
            contest=db.session.get_one(Contest, jury.cast.contest_id),
            round_=jury.round,
            judge_ids=[jury.cast.accounts[name] for name in who],
            note=note,
            actor=jury.judge("organizer").actor(),
            at=at,
        )


def letters() -> list[dict]:
    items = db.session.scalars(
        select(OutboxItem).where(OutboxItem.kind == "mail.send").order_by(OutboxItem.id)
    )
    return [item.payload for item in items if item.payload.get("template") == "reminder"]


def test_a_judge_is_told_what_is_left_and_until_when(jury):
    done = jury.assignments("judge_a")[0]
    jury.hand_in(done, "80")
    left = len(jury.assignments("judge_a")) - 1

    assert remind(jury, "judge_a", note="  Xin xong trước thứ Sáu. ").sent == 1

    (letter,) = letters()
    assert letter["to"] == "judge_a@thu-nghiem.example.vn"
    assert letter["values"]["left"] == left
    assert letter["values"]["note"] == "Xin xong trước thứ Sáu."
    assert letter["values"]["closes_at"] == "12:00, 23/12/2026"
    row = db.session.scalars(select(Reminder)).one()
    assert (row.left_to_read, row.sent_by, row.sent_at) == (left, "Hoàng Thị Bích", LATER)
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.verb == "judges.reminded")).one()
    assert event.details == {"judges": [jury.cast.accounts["judge_a"]], "count": 1}


def test_pressed_twice_it_writes_once_a_day(jury):
    remind(jury, "judge_a")

    again = remind(jury, "judge_a", "judge_b", at=LATER + timedelta(hours=1))
    assert (again.sent, again.rested) == (1, 1)
    assert remind(jury, "judge_a", at=LATER + timedelta(hours=20)).sent == 1
    assert len(letters()) == 3


def test_who_is_done_gets_no_letter(jury):
    for assignment in jury.assignments("judge_a"):
        jury.hand_in(assignment, "80")

    with pytest.raises(NobodyToRemind):
        remind(jury, "judge_a")
    assert remind(jury, "judge_a", "judge_b").sent == 1
    assert [letter["to"] for letter in letters()] == ["judge_b@thu-nghiem.example.vn"]


@pytest.mark.parametrize("who", [(), ("organizer",), ("other_organizer",)])
def test_only_judges_of_the_round_are_written_to(jury, who):
    with pytest.raises(NobodyToRemind):
        remind(jury, *who)
    assert letters() == []


def test_a_long_note_is_refused_and_nothing_is_sent(jury):
    with pytest.raises(NoteTooLong):
        remind(jury, "judge_a", note="a" * 601)
    assert letters() == []


def test_nobody_is_reminded_of_a_locked_round(jury):
    with transaction():
        db.session.add(RoundLock(round_id=jury.round_id, locked_at=NOON, locked_by="Hoàng Thị Bích"))

    with pytest.raises(RoundLocked):
        remind(jury, "judge_a")


def test_progress_knows_the_last_letter_of_this_round(jury):
    remind(jury, "judge_a")
    remind(jury, "judge_a", at=LATER + timedelta(days=2))

    told = {row.judge.id: row.reminded_at for row in progress(jury.round)}
    assert told[jury.cast.accounts["judge_a"]] == LATER + timedelta(days=2)
    assert told[jury.cast.accounts["judge_b"]] is None


def test_sheets_are_told_by_the_moment_they_came(jury):
    first, second = jury.assignments("judge_a")[:2]
    jury.hand_in(second, "70", at=LATER + timedelta(hours=2))
    jury.hand_in(first, "80")

    assert sheets_by_moment(jury.round_id) == [LATER, LATER + timedelta(hours=2)]
