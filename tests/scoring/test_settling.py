"""From sheets to marks: what settles itself, what asks for a third reader, for minutes, for a panel."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from contest.assignment.service import declare_conflict
from contest.db import db, transaction
from contest.entries.queries import entry_of
from contest.entries.service import withdraw_entry
from contest.errors.scoring import RoundLocked
from contest.errors.settling import (
    CaseOpened,
    MarkUnfit,
    MinutesMissing,
    NothingToAgree,
    NothingToLock,
    StillOpen,
)
from contest.plumbing.audit import SYSTEM
from contest.scoring.models import Agreement, Settlement
from contest.scoring.queries import (
    discrepancies,
    progress,
    settlements,
    sheets_of_round,
    standings,
)
from contest.scoring.rules import Outcome
from contest.scoring.service import (
    SettleReport,
    agree_mark,
    hand_in_sheet,
    lock_round,
    settle_round,
    take_back_sheet,
)
from tests.jury import LATER, Jury, a_jury, hand_in_essays, points_of


def settle(jury) -> SettleReport:
    with transaction():
        return settle_round(round_=jury.round, seed=3, actor=SYSTEM, at=LATER)


def agree(jury, entry, mark="80", minutes="Hai giám khảo đã trao đổi."):
    with transaction():
        return agree_mark(
            round_=jury.round, entry_id=entry, mark=Decimal(mark), minutes=minutes, actor=SYSTEM, at=LATER
        )


def lock(jury):
    with transaction():
        return lock_round(round_=jury.round, actor=SYSTEM, at=LATER)


@pytest.fixture
def one(cast, house) -> tuple[Jury, int]:
    """A jury of one essay, and that essay."""
    jury = a_jury(cast, essays=1)
    return jury, jury.entries()[0]


@pytest.mark.parametrize(
    ("totals", "mark", "outcome"),
    [
        (["80"], None, Outcome.WAITING),
        (["80", "85.5"], "82.75", Outcome.SETTLED),
        (["80", "89.5"], "84.75", Outcome.SETTLED),
        (["80", "90"], None, Outcome.MINUTES),
        (["80", "95"], None, Outcome.MINUTES),
        (["80", "95.5"], None, Outcome.THIRD),
        (["70", "90", "80"], "80.00", Outcome.SETTLED),
        (["60", "90", "60"], "60.00", Outcome.SETTLED),
        (["50", "80", "70.5"], None, Outcome.PANEL),
    ],
    ids=[
        "one of two",
        "near",
        "just near",
        "edge",
        "last edge",
        "far",
        "mean of three",
        "two equal",
        "panel",
    ],
)
def test_settling_an_entry_by_the_charters_bands(one, totals, mark, outcome):
    jury, entry = one
    jury.score(entry, *totals[:2])
    if len(totals) > 2:
        settle(jury)
        jury.hand_in(jury.assignments(entry_id=entry)[-1], totals[2])

    settle(jury)

    assert standings(jury.round)[0].verdict.outcome == outcome
    found = settlements(jury.round_id).get(entry)
    assert (str(found.mark) if found else None) == mark


def test_far_judges_get_a_third_by_the_same_rules_and_only_once(one):
    jury, entry = one
    first = {a.judge_id for a in jury.assignments(entry_id=entry)}
    jury.score(entry, "60", "90")

    report, again = settle(jury), settle(jury)

    third = jury.assignments(entry_id=entry)[-1]
    assert (report.third_drawn, again.third_drawn, again.waiting) == (1, 0, 1)
    assert third.is_third
    assert third.judge_id not in first


def test_when_no_third_judge_is_left_the_rest_is_settled_and_the_reason_told(cast, house):
    jury = a_jury(cast, essays=3)
    far, near, _ = jury.entries()
    jury.score(far, "60", "90")
    jury.score(near, "80", "82")
    readers = {a.judge_id for a in jury.assignments(entry_id=far)}
    with transaction():
        for who in ("judge_a", "judge_b", "judge_c", "head_judge"):
            if cast.accounts[who] not in readers:
                declare_conflict(judge=jury.judge(who), entry_id=far, reason="", actor=SYSTEM, at=LATER)

    report = settle(jury)

    assert (report.settled, report.third_drawn) == (1, 0)
    assert "giám khảo" in str(report.third_refused)


def test_settling_again_without_news_changes_no_row(jury):
    for entry in jury.entries():
        jury.score(entry, "80", "84")
    settle(jury)
    before = {s.entry_id: (s.id, s.settled_at) for s in db.session.scalars(select(Settlement))}
    with transaction():
        settle_round(round_=jury.round, seed=3, actor=SYSTEM, at=LATER.replace(hour=23))

    assert {s.entry_id: (s.id, s.settled_at) for s in db.session.scalars(select(Settlement))} == before
    assert len(before) == 4


def test_a_settlement_names_the_versions_it_was_made_of(one):
    jury, entry = one
    jury.score(entry, "80", "84.5")
    settle(jury)

    kept = settlements(jury.round_id)[entry]
    assert [(s["version"], s["total"]) for s in kept.sheets] == [(1, "80.00"), (1, "84.50")]
    assert kept.difference == Decimal("4.5")


def test_withdrawn_entries_do_not_count(jury):
    entries = jury.entries()
    for entry in entries:
        jury.score(entry, "80", "84")
    settle(jury)
    with transaction():
        gone = entry_of(jury.cast.contest_id, entries[0])
        withdraw_entry(entry=gone, reason="Đơn xin rút ngày 23/11", by="tổ thư ký", actor=SYSTEM, at=LATER)

    assert settle(jury).settled == 3
    assert entries[0] not in settlements(jury.round_id)
    assert entries[0] not in {a.entry_id for a in jury.assignments()}


def test_a_recused_judges_sheet_no_longer_counts(one):
    jury, entry = one
    jury.score(entry, "80", "84")
    judge = jury.assignments(entry_id=entry)[0].judge
    with transaction():
        declare_conflict(judge=judge, entry_id=entry, reason="người nhà", actor=SYSTEM, at=LATER)

    assert settle(jury).waiting == 1


def test_a_sheet_taken_back_and_handed_in_anew_is_settled_anew(one):
    jury, entry = one
    jury.score(entry, "80", "84")
    settle(jury)
    reader = jury.assignments(entry_id=entry)[0]
    with transaction():
        sheet = take_back_sheet(assignment=reader, reason="gõ nhầm", actor=SYSTEM, at=LATER)
        version = sheet.version
    assert settlements(jury.round_id) == {}

    with transaction():
        hand_in_sheet(
            assignment=reader, points=points_of("82"), remark="", version=version, actor=SYSTEM, at=LATER
        )
    settle(jury)
    assert settlements(jury.round_id)[entry].mark == 83


def test_once_minutes_gave_the_mark_a_sheet_is_no_longer_taken_back(one):
    jury, entry = one
    jury.score(entry, "80", "92")
    agree(jury, entry)
    reader = jury.assignments(entry_id=entry)[0]

    with pytest.raises(CaseOpened), transaction():
        take_back_sheet(assignment=reader, reason="gõ nhầm", actor=SYSTEM, at=LATER)
    assert db.session.scalars(select(Agreement)).one().replaced_at is None


class TestAgreement:
    def test_minutes_give_the_mark_and_leave_the_sheets_alone(self, one):
        jury, entry = one
        jury.score(entry, "80", "92")
        agree(jury, entry, "86.25")

        assert settlements(jury.round_id)[entry].mark == Decimal("86.25")
        assert settlements(jury.round_id)[entry].outcome == Outcome.MINUTES
        assert [str(s.total) for s in sheets_of_round(jury.round_id)[entry]] == ["80.00", "92.00"]
        assert discrepancies(jury.round) == []

    def test_a_later_agreement_replaces_the_first_and_both_are_kept(self, one):
        jury, entry = one
        jury.score(entry, "80", "92")
        agree(jury, entry, "86")
        agree(jury, entry, "87")

        kept = db.session.scalars(select(Agreement).order_by(Agreement.id)).all()
        assert [(str(a.mark), a.replaced_at is None) for a in kept] == [("86.00", False), ("87.00", True)]
        assert settlements(jury.round_id)[entry].mark == 87

    @pytest.mark.parametrize("totals", [["80"], ["80", "82"], ["60", "90"]], ids=["waits", "agrees", "third"])
    def test_nothing_else_is_agreed_in_minutes(self, one, totals):
        jury, entry = one
        jury.score(entry, *totals)

        with pytest.raises(NothingToAgree):
            agree(jury, entry)

    @pytest.mark.parametrize(
        ("mark", "minutes", "refusal"),
        [
            ("101", "đã họp", MarkUnfit),
            ("-1", "đã họp", MarkUnfit),
            ("80.123", "đã họp", MarkUnfit),
            ("80", "   ", MinutesMissing),
        ],
    )
    def test_a_mark_off_the_scale_or_without_minutes_is_refused(self, one, mark, minutes, refusal):
        jury, entry = one
        jury.score(entry, "80", "92")

        with pytest.raises(refusal):
            agree(jury, entry, mark, minutes)


class TestLock:
    def test_a_round_is_not_locked_while_something_is_open_and_the_refusal_counts_it(self, jury):
        done, minutes, third, _waits = jury.entries()
        jury.score(done, "80", "82")
        jury.score(minutes, "80", "92")
        jury.score(third, "60", "90")

        with pytest.raises(StillOpen) as refused:
            lock(jury)

        assert refused.value.values == {"waiting": 1, "open": 2}

    def test_the_lock_writes_the_marks_that_stand_at_that_moment(self, jury):
        for entry in jury.entries():
            jury.score(entry, "80", "82")

        lock(jury)

        assert [str(s.mark) for s in settlements(jury.round_id).values()] == ["81.00"] * 4

    def test_locking_twice_is_locking_once_and_nothing_changes_after(self, one):
        jury, entry = one
        jury.score(entry, "80", "92")
        agree(jury, entry)

        assert lock(jury).id == lock(jury).id
        for change in (lambda: settle(jury), lambda: agree(jury, entry, "81")):
            with pytest.raises(RoundLocked):
                change()

    def test_an_eligible_entry_that_nobody_was_dealt_keeps_the_round_open(self, one):
        jury, entry = one
        jury.score(entry, "80", "82")
        hand_in_essays(jury.cast, 1, start=50)

        with pytest.raises(StillOpen) as refused:
            lock(jury)
        assert refused.value.values == {"waiting": 1, "open": 0}

    def test_an_empty_round_is_not_locked(self, cast, house):
        with pytest.raises(NothingToLock):
            lock(Jury(cast, cast.round_id))


def test_discrepancies_name_code_sheets_and_what_is_owed(jury):
    near, minutes, third, _ = jury.entries()
    jury.score(near, "80", "82")
    jury.score(minutes, "80", "92")
    jury.score(third, "60", "90")

    found = {case.entry_id: case for case in discrepancies(jury.round)}

    assert {entry: case.verdict.outcome for entry, case in found.items()} == {
        minutes: Outcome.MINUTES,
        third: Outcome.THIRD,
    }
    assert [str(sheet.total) for sheet in found[minutes].sheets] == ["80.00", "92.00"]


def test_progress_counts_each_judges_entries_sheets_and_drafts(jury):
    for assignment in jury.assignments("judge_a"):
        jury.hand_in(assignment, "80")

    rows = {row.judge.name: row for row in progress(jury.round)}

    assert sum(row.assigned for row in rows.values()) == 8
    mine = rows["Lương Văn An"]
    assert (mine.handed_in, mine.saved, mine.last_at) == (mine.assigned, 0, LATER)
    assert rows["Hứa Thị Bình"].last_at is None
