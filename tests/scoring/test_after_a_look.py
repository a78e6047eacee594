"""What a second look found stands while sheets come and go; a case left behind never stands in the way."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from contest.db import db, transaction
from contest.errors.settling import NothingToAgree, OwnRecheck, StillOpen
from contest.people.models import Account
from contest.plumbing.audit import SYSTEM, Actor
from contest.scoring.models import Agreement, Ending, Recheck, SettlingCase
from contest.scoring.queries import case_of_entry, settlements, standings
from contest.scoring.rules import CaseKind, Outcome
from contest.scoring.service import (
    add_readers,
    agree_mark,
    draw_rechecks,
    lock_round,
    note_recheck,
    publish_change,
    remark_on_case,
    settle_round,
)
from tests.jury import LATER, Jury, a_jury

BY = {"actor": SYSTEM, "at": LATER}


class Entry:
    """One entry of two readers, and what is done with it."""

    def __init__(self, jury: Jury, *totals: str) -> None:
        self.jury, self.id = jury, jury.entries()[0]
        jury.score(self.id, *totals)
        self.settle()

    def settle(self) -> None:
        with transaction():
            settle_round(round_=self.jury.round, seed=3, **BY)

    def look(self, mark: str) -> None:
        with transaction():
            self.jury.round.recheck_top = 1
            draw_rechecks(round_=self.jury.round, seed=5, **BY)
            note_recheck(
                recheck=db.session.scalars(select(Recheck)).one(),
                by=db.session.get_one(Account, self.jury.cast.accounts["organizer"]),
                mark=Decimal(mark),
                remark="",
                at=LATER,
            )

    def decide(self, mark: str, by: Actor = SYSTEM) -> None:
        with transaction():
            agree_mark(
                round_=self.jury.round,
                entry_id=self.id,
                mark=Decimal(mark),
                minutes="Đã đọc lại.",
                actor=by,
                at=LATER,
            )

    def dealt_to_another(self) -> None:
        with transaction():
            draw = add_readers(round_=self.jury.round, entry_ids=[self.id], more=1, seed=5, **BY)
            publish_change(draw=draw, **BY)

    def read_by_another(self, total: str) -> None:
        self.dealt_to_another()
        self.jury.hand_in(self.jury.assignments(entry_id=self.id)[-1], total)

    @property
    def standing(self):
        return standings(self.jury.round)[0]

    @property
    def mark(self) -> Decimal | None:
        settled = settlements(self.jury.round_id).get(self.id)
        return settled.mark if settled else None

    def cases(self) -> list[tuple[CaseKind, Ending | None, int]]:
        found = db.session.scalars(select(SettlingCase).order_by(SettlingCase.id))
        return [(case.kind, case.ending, len(case.sheets)) for case in found]


@pytest.fixture
def near(cast, house) -> Entry:
    """Two readers who agree: 80 and 82, so 81."""
    return Entry(a_jury(cast, essays=1), "80", "82")


@pytest.fixture
def far(cast, house) -> Entry:
    """Two readers twelve points apart, whose case is open."""
    return Entry(a_jury(cast, essays=1), "74", "86")


def test_a_later_reader_does_not_undo_what_the_look_found(near):
    near.look("60")
    near.decide("70")
    near.read_by_another("84")
    near.settle()

    assert (near.standing.owed, near.mark) == (Outcome.MINUTES, None)
    assert near.cases() == [(CaseKind.RECHECK, Ending.DECIDED, 2), (CaseKind.RECHECK, None, 3)]
    with pytest.raises(StillOpen), transaction():
        lock_round(round_=near.jury.round, **BY)

    near.decide("72")
    assert near.mark == 72
    marks = db.session.execute(select(Agreement.mark, Agreement.replaced_at).order_by(Agreement.id)).all()
    assert [(mark, replaced is None) for mark, replaced in marks] == [(70, False), (72, True)]


def test_what_was_decided_after_the_look_stands_until_the_further_sheet_is_in(near):
    near.look("60")
    near.decide("70")
    near.dealt_to_another()
    near.settle()

    assert near.standing.agreed == 70
    assert near.cases() == [(CaseKind.RECHECK, Ending.DECIDED, 2)]


@pytest.mark.parametrize(
    ("look", "third", "owed", "mark"),
    [
        ("82", "84", Outcome.SETTLED, Decimal(82)),
        ("82", "30", Outcome.MINUTES, None),  # 64 now: eighteen from the look
        ("60", "20", Outcome.SETTLED, Decimal("60.67")),  # the look was right, as the third reader shows
    ],
)
def test_the_look_is_held_against_the_mark_of_all_the_sheets_there_are(near, look, third, owed, mark):
    near.look(look)
    near.read_by_another(third)
    near.settle()

    assert (near.standing.owed, near.mark) == (owed, mark)


def test_deciding_a_case_that_further_sheets_left_behind_opens_the_right_one(near):
    near.look("60")
    near.read_by_another("84")
    near.decide("70")

    assert near.cases() == [(CaseKind.RECHECK, Ending.VOID, 2), (CaseKind.RECHECK, Ending.DECIDED, 3)]
    assert near.mark == 70


def test_a_look_at_an_entry_whose_case_was_left_behind_opens_its_own(far):
    far.read_by_another("80")
    with pytest.raises(NothingToAgree):
        far.decide("80")
    far.look("50")

    assert far.cases() == [(CaseKind.MINUTES, Ending.VOID, 2), (CaseKind.RECHECK, None, 3)]
    assert case_of_entry(far.jury.round_id, far.id).kind == CaseKind.RECHECK


def test_what_is_decided_anew_after_a_look_is_concluded_with_it(far):
    far.decide("80")
    far.look("78")
    far.decide("60")

    assert far.cases() == [(CaseKind.MINUTES, Ending.DECIDED, 2), (CaseKind.RECHECK, Ending.DECIDED, 2)]
    assert far.mark == 60


@pytest.mark.parametrize("how", ["decided", "talked"])
def test_who_helped_to_settle_the_mark_does_not_look_again(far, how):
    organizer = db.session.get_one(Account, far.jury.cast.accounts["organizer"])
    with transaction():
        if how == "talked":
            case = case_of_entry(far.jury.round_id, far.id)
            remark_on_case(case=case, by=organizer, text="Xin xem lại tiêu chí 3.", at=LATER)
    far.decide("80", by=SYSTEM if how == "talked" else organizer.actor())

    with pytest.raises(OwnRecheck):
        far.look("78")
