"""A judge's own statistics, conflicts and reports; and questions that do not grow with the round."""

from decimal import Decimal

import pytest
from sqlalchemy import event, select

from contest.assignment.models import Conflict, Recusal
from contest.db import db, transaction
from contest.errors import NotFound
from contest.errors.assignment import ConflictTooLate
from contest.errors.scoring import NoteMissing, RoundLocked
from contest.plumbing.audit import SYSTEM
from contest.scoring.models import RoundLock, SuspicionKind
from contest.scoring.queries import own_statistics, standings, suspicions_about
from contest.scoring.service import decline_assignment, keep_apart, report_suspicion
from tests.jury import LATER, a_jury


@pytest.mark.parametrize(
    ("totals", "mean", "spread"),
    [([], None, None), (["80"], "80.00", None), (["80", "90"], "85.00", "7.07")],
    ids=["none", "one has no spread", "two"],
)
def test_own_mean_and_spread(cast, house, totals, mean, spread):
    jury = a_jury(cast, essays=8)
    for assignment, total in zip(jury.assignments("judge_a"), totals, strict=False):
        jury.hand_in(assignment, total)
    for assignment in jury.assignments("judge_b"):
        jury.hand_in(assignment, "10")

    own = own_statistics(cast.accounts["judge_a"], jury.round_id)

    assert (own.count, own.mean, own.spread) == (
        len(totals),
        mean and Decimal(mean),
        spread and Decimal(spread),
    )


def test_declining_keeps_the_conflict_and_ends_the_reading(jury):
    mine = jury.assignments("judge_a")[0]
    judge = jury.judge("judge_a")
    with transaction():
        decline_assignment(assignment=mine, judge=judge, reason="cháu họ", actor=judge.actor(), at=LATER)

    assert db.session.scalars(select(Conflict)).one().reason == "cháu họ"
    assert db.session.scalars(select(Recusal)).one().assignment_id == mine.id
    with pytest.raises(NotFound), transaction():
        decline_assignment(assignment=mine, judge=judge, reason="", actor=judge.actor(), at=LATER)


def test_a_handed_in_sheet_is_taken_back_before_declining(jury):
    mine = jury.assignments("judge_a")[0]
    judge = jury.judge("judge_a")
    jury.hand_in(mine, "80")

    with pytest.raises(ConflictTooLate), transaction():
        decline_assignment(assignment=mine, judge=judge, reason="", actor=judge.actor(), at=LATER)


def apart(jury, who, entry_id):
    with transaction():
        keep_apart(judge=jury.judge(who), entry_id=entry_id, reason="cháu họ", actor=SYSTEM, at=LATER)


def test_kept_apart_a_judge_reads_the_entry_no_more(jury):
    mine = jury.assignments("judge_a")[0]
    apart(jury, "judge_a", mine.entry_id)

    assert db.session.scalars(select(Conflict)).one().reason == "cháu họ"
    assert db.session.scalars(select(Recusal)).one().assignment_id == mine.id


def test_a_sheet_handed_in_stands_against_keeping_apart(jury):
    mine = jury.assignments("judge_a")[0]
    jury.hand_in(mine, "80")

    with pytest.raises(ConflictTooLate):
        apart(jury, "judge_a", mine.entry_id)
    assert not db.session.scalars(select(Conflict)).all()
    assert not db.session.scalars(select(Recusal)).all()


def test_a_locked_round_stands_against_keeping_apart_those_who_read_in_it_and_nobody_else(jury):
    mine = jury.assignments("judge_a")[0]
    free = next(entry for entry in jury.entries() if not jury.assignments("judge_a", entry_id=entry))
    with transaction():
        db.session.add(RoundLock(round_id=jury.round_id, locked_at=LATER, locked_by="Ban Tổ chức"))

    with pytest.raises(RoundLocked):
        apart(jury, "judge_a", mine.entry_id)
    apart(jury, "judge_a", free)
    assert db.session.scalars(select(Conflict)).one().entry_id == free
    assert not db.session.scalars(select(Recusal)).all()


def test_a_suspicion_is_kept_with_its_judge(jury):
    mine = jury.assignments("judge_a")[0]
    with transaction():
        report_suspicion(assignment=mine, kind=SuspicionKind.NAMED, note="Đoạn cuối ký tên", at=LATER)

    told = suspicions_about(mine.entry_id)[0]
    assert (told.kind, told.assignment.judge.name) == (SuspicionKind.NAMED, "Lương Văn An")
    assert suspicions_about(jury.assignments("judge_a")[1].entry_id) == []
    with pytest.raises(NoteMissing), transaction():
        report_suspicion(assignment=mine, kind=SuspicionKind.COPIED, note=" ", at=LATER)


def test_where_a_round_stands_is_asked_in_seven_questions_however_large_it_is(cast, house):
    def questions() -> int:
        round_, seen = jury.round, list[str]()

        def saw(_c, _cursor, statement, *_rest):
            if statement.startswith("SELECT"):
                seen.append(statement)

        event.listen(db.engine, "before_cursor_execute", saw)
        standings(round_)
        event.remove(db.engine, "before_cursor_execute", saw)
        return len(seen)

    jury = a_jury(cast, essays=6)
    none = questions()
    for entry in jury.entries():
        jury.score(entry, "80", "82")

    assert questions() == none == 7
