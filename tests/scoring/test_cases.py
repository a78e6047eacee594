"""Cases: opened with the sheets that count, talked over, closed by both judges or by whoever presides."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from contest.assignment.models import Assignment, Recusal
from contest.assignment.service import declare_conflict
from contest.db import db, transaction
from contest.errors import NotFound
from contest.errors.scoring import RoundLocked
from contest.errors.settling import (
    CaseClosed,
    CaseOpened,
    CaseRemarkMissing,
    CaseRemarkTooLong,
    MarkUnfit,
    MinutesMissing,
    OwnCase,
    ProposalReplaced,
)
from contest.people.models import Account
from contest.plumbing.audit import SYSTEM, AuditEvent
from contest.plumbing.jobs.outbox import OutboxItem
from contest.plumbing.mail.letter import render
from contest.scoring.models import Agreement, Ending, SettlingCase
from contest.scoring.queries import (
    case_of_entry,
    cases_of_judge,
    discrepancies,
    entries_not_to_see,
    settlements,
    sheets_of_round,
    standings,
    talk_of,
    waiting_cases,
)
from contest.scoring.rules import CaseKind, Outcome
from contest.scoring.service import (
    accept_mark,
    agree_mark,
    import_sheet,
    lock_round,
    propose_mark,
    remark_on_case,
    settle_round,
    take_back_sheet,
)
from tests.jury import LATER, Jury, a_jury, points_of


def settle(jury):
    with transaction():
        return settle_round(round_=jury.round, seed=3, actor=SYSTEM, at=LATER)


class Case:
    """One entry of two judges (first, second), whose case is open, and what they do there."""

    def __init__(self, jury: Jury, *totals: str) -> None:
        self.jury, self.entry = jury, jury.entries()[0]
        jury.score(self.entry, *totals[:2])
        settle(jury)
        if len(totals) > 2:
            jury.hand_in(jury.assignments(entry_id=self.entry)[-1], totals[2])
            settle(jury)

    @property
    def row(self) -> SettlingCase:
        found = case_of_entry(self.jury.round_id, self.entry)
        assert found is not None
        return found

    def judge(self, place: int) -> Account:
        return db.session.get_one(Account, self.row.judges[place])

    def stranger(self) -> Account:
        ids = set(self.jury.cast.accounts.values()) - set(self.row.judges)
        return db.session.get_one(Account, min(ids))

    def propose(self, place: int, mark: str = "80", reason: str = "Bố cục yếu."):
        with transaction():
            return propose_mark(
                case=self.row, judge=self.judge(place), mark=Decimal(mark), reason=reason, at=LATER
            )

    def accept(self, place: int) -> bool:
        with transaction():
            proposal = talk_of(self.row).proposal
            return accept_mark(case=self.row, proposal_id=proposal.id, judge=self.judge(place), at=LATER)


@pytest.fixture
def case(cast, house) -> Case:
    """Two judges twelve points apart."""
    return Case(a_jury(cast, essays=1), "74", "86")


def test_no_case_is_open_before_both_have_handed_in_and_the_round_is_settled(cast, house):
    jury = a_jury(cast, essays=1)
    entry = jury.entries()[0]
    jury.score(entry, "74")
    settle(jury)
    assert case_of_entry(jury.round_id, entry) is None

    jury.score(entry, "74", "86")
    assert case_of_entry(jury.round_id, entry) is None

    settle(jury)
    assert case_of_entry(jury.round_id, entry).kind == CaseKind.MINUTES


@pytest.mark.parametrize("totals", [("80", "84"), ("60", "90")], ids=["they agree", "a third reads"])
def test_no_case_where_the_rules_settle_or_a_third_reads(cast, house, totals):
    jury = a_jury(cast, essays=1)
    jury.score(jury.entries()[0], *totals)
    settle(jury)

    assert db.session.query(SettlingCase).count() == 0


def test_a_case_names_judges_sheets_and_totals_and_is_opened_once(case):
    settle(case.jury)

    row = db.session.scalars(select(SettlingCase)).one()
    assert [sheet["total"] for sheet in row.sheets] == ["74.00", "86.00"]
    assert list(row.judges) == [a.judge_id for a in case.jury.assignments(entry_id=case.entry)]
    assert (row.opened_at, row.opened_by, row.closed_at) == (LATER, SYSTEM.name, None)


def test_both_judges_accept_and_that_is_the_mark_with_the_sheets_as_they_were(case):
    case.propose(0, "81.5")
    assert settlements(case.jury.round_id) == {}

    assert case.accept(1) is True

    agreed = db.session.scalars(select(Agreement)).one()
    assert (agreed.mark, agreed.minutes, agreed.case_id) == (Decimal("81.5"), "Bố cục yếu.", case.row.id)
    assert case.row.ending == Ending.AGREED
    assert settlements(case.jury.round_id)[case.entry].mark == Decimal("81.5")
    assert [str(s.total) for s in sheets_of_round(case.jury.round_id)[case.entry]] == ["74.00", "86.00"]
    assert discrepancies(case.jury.round) == []


def test_accepting_ones_own_proposal_settles_nothing(case):
    case.propose(0)

    assert case.accept(0) is False
    assert settlements(case.jury.round_id) == {}


def test_a_later_proposal_takes_the_place_of_the_first_which_can_no_longer_be_accepted(case):
    first = case.propose(0, "80")
    case.propose(1, "78")

    with pytest.raises(ProposalReplaced), transaction():
        accept_mark(case=case.row, proposal_id=first.id, judge=case.judge(1), at=LATER)
    assert case.accept(0) is True
    assert settlements(case.jury.round_id)[case.entry].mark == 78


def test_the_head_decides_where_they_do_not_agree(case):
    case.propose(0, "80")
    with transaction():
        agree_mark(
            round_=case.jury.round,
            entry_id=case.entry,
            mark=Decimal(82),
            minutes="Hai giám khảo không thống nhất.",
            actor=case.stranger().actor(),
            at=LATER,
        )

    assert case.row.ending == Ending.DECIDED
    assert settlements(case.jury.round_id)[case.entry].mark == 82
    with pytest.raises(CaseClosed):
        case.propose(1)


def test_who_read_the_entry_does_not_decide_it(case):
    with pytest.raises(OwnCase), transaction():
        agree_mark(
            round_=case.jury.round,
            entry_id=case.entry,
            mark=Decimal(82),
            minutes="x",
            actor=case.judge(0).actor(),
            at=LATER,
        )


@pytest.mark.parametrize("why", ["conflict", "recusal"])
def test_who_was_kept_from_the_entry_does_not_decide_it(case, why):
    head = case.stranger()
    with transaction():
        if why == "conflict":
            declare_conflict(judge=head, entry_id=case.entry, reason="", actor=SYSTEM, at=LATER)
        else:
            taken_off(case.jury, head, case.entry)

    with pytest.raises(OwnCase), transaction():
        agree_mark(
            round_=case.jury.round,
            entry_id=case.entry,
            mark=Decimal(82),
            minutes="x",
            actor=head.actor(),
            at=LATER,
        )


def taken_off(jury: Jury, judge: Account, entry: int) -> None:
    """The judge was dealt the entry in the published draw, and stopped reading it."""
    like = jury.assignments(entry_id=entry)[0]
    reading = Assignment(
        draw_id=like.draw_id,
        round_id=like.round_id,
        entry_id=entry,
        judge_id=judge.id,
        reading_order=99,
    )
    db.session.add(reading)
    db.session.flush()
    db.session.add(Recusal(assignment_id=reading.id, at=LATER, by="Ban Tổ chức"))


def test_marks_of_an_own_entry_are_kept_from_its_judge_until_the_case(cast, house):
    jury = a_jury(cast, essays=1)
    entry = jury.entries()[0]
    readers = [a.judge_id for a in jury.assignments(entry_id=entry)]
    outsider = min(set(cast.accounts.values()) - set(readers))
    jury.score(entry, "74", "86")
    assert [entries_not_to_see(one, jury.round_id) for one in (*readers, outsider)] == [
        {entry},
        {entry},
        set(),
    ]

    settle(jury)
    assert [entries_not_to_see(one, jury.round_id) for one in readers] == [set(), set()]


def test_marks_are_kept_from_their_judges_until_the_lock_where_no_case_was_needed(cast, house):
    jury = a_jury(cast, essays=1)
    entry = jury.entries()[0]
    reader = jury.assignments(entry_id=entry)[0].judge_id
    jury.score(entry, "80", "82")
    settle(jury)
    assert entries_not_to_see(reader, jury.round_id) == {entry}

    with transaction():
        lock_round(round_=jury.round, actor=SYSTEM, at=LATER)
    assert entries_not_to_see(reader, jury.round_id) == set()


def test_a_panel_of_three_is_concluded_by_the_head_whatever_they_accept(cast, house):
    case = Case(a_jury(cast, essays=1), "50", "90", "70")
    assert case.row.kind == CaseKind.PANEL
    case.propose(0)
    assert [case.accept(1), case.accept(2)] == [False, False]
    assert standings(case.jury.round)[0].owed == Outcome.PANEL

    with transaction():
        agree_mark(
            round_=case.jury.round,
            entry_id=case.entry,
            mark=Decimal(80),
            minutes="Hội đồng chấm chung.",
            actor=SYSTEM,
            at=LATER,
        )
    assert settlements(case.jury.round_id)[case.entry].outcome == Outcome.PANEL


@pytest.mark.parametrize(
    ("mark", "reason", "refusal"),
    [("101", "x", MarkUnfit), ("80.123", "x", MarkUnfit), ("80", "  ", MinutesMissing)],
)
def test_a_proposal_that_cannot_stand_is_refused(case, mark, reason, refusal):
    with pytest.raises(refusal):
        case.propose(0, mark, reason)


@pytest.mark.parametrize(("text", "refusal"), [(" ", CaseRemarkMissing), ("a" * 5001, CaseRemarkTooLong)])
def test_a_remark_says_something_and_not_too_much(case, text, refusal):
    with pytest.raises(refusal), transaction():
        remark_on_case(case=case.row, by=case.judge(0), text=text, at=LATER)


def test_a_remark_keeps_who_and_when_and_the_log_says_so(case):
    with transaction():
        remark_on_case(case=case.row, by=case.judge(1), text="Bài hay ở phần kết.", at=LATER)

    said = talk_of(case.row).remarks[0]
    assert (said.account_id, said.said_at, said.text) == (case.row.judges[1], LATER, "Bài hay ở phần kết.")
    verbs = list(db.session.scalars(select(AuditEvent.verb).order_by(AuditEvent.id)))
    assert verbs[-1] == "case.remarked"
    assert "cases.opened" in verbs


def test_a_stranger_to_the_case_neither_proposes_nor_accepts(case):
    case.propose(0)
    proposal = talk_of(case.row).proposal
    with pytest.raises(NotFound), transaction():
        propose_mark(case=case.row, judge=case.stranger(), mark=Decimal(80), reason="x", at=LATER)
    with pytest.raises(NotFound), transaction():
        accept_mark(case=case.row, proposal_id=proposal.id, judge=case.stranger(), at=LATER)


def test_who_has_seen_the_others_no_longer_changes_the_own_sheet(case):
    mine = case.jury.assignments(entry_id=case.entry)[0]
    with pytest.raises(CaseOpened), transaction():
        take_back_sheet(assignment=mine, reason="nghĩ lại", actor=SYSTEM, at=LATER)
    with pytest.raises(CaseOpened), transaction():
        import_sheet(
            round_=case.jury.round,
            blind_code=mine.blind_code.code,
            judge=case.judge(0),
            points=points_of("80"),
            remark="",
            actor=SYSTEM,
            at=LATER,
        )


def test_a_case_whose_judge_is_recused_is_void_and_the_other_still_may_not_change(case):
    gone, stays = (case.jury.assignments(entry_id=case.entry)[place] for place in (0, 1))
    with transaction():
        declare_conflict(judge=gone.judge, entry_id=case.entry, reason="", actor=SYSTEM, at=LATER)
    assert case_of_entry(case.jury.round_id, case.entry) is None
    assert waiting_cases(stays.judge_id, case.jury.round_id) == 0
    settle(case.jury)

    assert db.session.scalars(select(SettlingCase)).one().ending == Ending.VOID
    with pytest.raises(CaseOpened), transaction():
        take_back_sheet(assignment=stays, reason="nghĩ lại", actor=SYSTEM, at=LATER)


def letters() -> list[dict]:
    items = db.session.scalars(
        select(OutboxItem).where(OutboxItem.kind == "mail.send").order_by(OutboxItem.id)
    )
    return [item.payload for item in items if item.payload.get("template") == "cases_opened"]


def test_cases_are_told_to_each_of_their_judges_in_one_letter_of_codes_alone(cast, house):
    jury = a_jury(cast, essays=3)
    for entry in jury.entries():
        jury.score(entry, "74.5", "86.5")
    with transaction():
        jury.judge("judge_a").locale = "en"
    settle(jury)
    settle(jury)

    codes: dict[str, list[str]] = {}
    for a in jury.assignments():
        codes.setdefault(a.judge.email, []).append(a.blind_code.code)
    told = {letter["to"]: letter for letter in letters()}
    assert len(letters()) == len(told)
    assert {to: letter["values"]["codes"].split(", ") for to, letter in told.items()} == codes
    languages = {}
    for to, letter in told.items():
        subject, body = render(letter["template"], locale=letter["locale"], values=letter["values"])
        languages[to] = letter["locale"]
        assert "/judging/guong-sang-2026/cases" in body
        for hidden in (
            "74",
            "86",
            "Hứa Văn",
            "Bài viết",
            *(a.judge.name for a in jury.assignments() if a.judge.email != to),
        ):
            assert hidden not in subject + body
    assert languages.pop(jury.judge("judge_a").email) == "en"
    assert set(languages.values()) == {"vi"}
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.verb == "judges.told_of_cases")).one()
    assert event.details["count"] == 3


def test_each_judge_lists_the_own_cases_and_how_many_wait(case):
    mine, other = case.judge(0), case.stranger()
    rounds = [case.jury.round_id]
    assert [a.judge_id for _case, a in cases_of_judge(mine.id, rounds)] == [mine.id]
    assert cases_of_judge(other.id, rounds) == []
    assert [waiting_cases(who.id, case.jury.round_id) for who in (mine, other)] == [1, 0]

    case.propose(0)
    case.accept(1)
    assert waiting_cases(mine.id, case.jury.round_id) == 0
    assert len(cases_of_judge(mine.id, rounds)) == 1


def test_after_the_lock_nobody_says_anything(case):
    case.propose(0)
    case.accept(1)
    with transaction():
        lock_round(round_=case.jury.round, actor=SYSTEM, at=LATER)

    with pytest.raises(RoundLocked), transaction():
        remark_on_case(case=case.row, by=case.judge(0), text="Thêm nữa.", at=LATER)


def test_an_entry_that_somebody_else_still_reads_has_no_mark_yet(cast, house):
    jury = a_jury(cast, essays=1)
    entry = jury.entries()[0]
    jury.score(entry, "60", "90")
    settle(jury)
    first = jury.assignments(entry_id=entry)[0]
    with transaction():
        take_back_sheet(assignment=first, reason="gõ nhầm", actor=SYSTEM, at=LATER)
    jury.hand_in(jury.assignments(entry_id=entry)[-1], "88")

    standing = standings(jury.round)[0]
    assert (standing.waits, standing.owed, standing.mark) == (True, Outcome.WAITING, None)
