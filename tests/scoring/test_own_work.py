"""A judge's own statistics, conflicts and reports; and questions that do not grow with the round."""

from decimal import Decimal

import pytest
from sqlalchemy import event, select

from contest.assignment.models import Conflict, Recusal
from contest.db import db, transaction
from contest.errors import NotFound
from contest.errors.assignment import ConflictTooLate
from contest.errors.scoring import NoteMissing
from contest.scoring.models import SuspicionKind
from contest.scoring.queries import own_statistics, standings, suspicions
from contest.scoring.service import decline_assignment, report_suspicion
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


def test_a_suspicion_reaches_the_office_with_judge_and_code(jury):
    mine = jury.assignments("judge_a")[0]
    with transaction():
        report_suspicion(assignment=mine, kind=SuspicionKind.NAMED, note="Đoạn cuối ký tên", at=LATER)

    told = suspicions(jury.round_id)[0]
    assert (told.kind, told.assignment.judge.name) == (SuspicionKind.NAMED, "Lương Văn An")
    assert told.assignment.blind_code.code == mine.blind_code.code
    with pytest.raises(NoteMissing), transaction():
        report_suspicion(assignment=mine, kind=SuspicionKind.COPIED, note=" ", at=LATER)


def test_where_a_round_stands_is_asked_in_three_questions_however_large_it_is(cast, house):
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

    assert questions() == none == 3
