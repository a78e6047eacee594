"""Second looks: drawn once and kept, noted without the mark, and what differs is settled anew."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from contest.assignment.service import declare_conflict
from contest.db import db, transaction
from contest.errors.scoring import RoundLocked
from contest.errors.settling import (
    AlreadyRechecked,
    MarkUnfit,
    NothingToRecheck,
    OwnRecheck,
    Rechecked,
    RechecksOpen,
    RecheckTooEarly,
    StillOpen,
)
from contest.people.models import Account
from contest.plumbing.audit import SYSTEM
from contest.scoring.models import Recheck, RecheckDraw, RecheckResult
from contest.scoring.queries import (
    case_of_entry,
    rechecks_of,
    settlements,
    sheets_of_round,
    standings,
)
from contest.scoring.rules import CaseKind, Outcome
from contest.scoring.service import (
    agree_mark,
    draw_rechecks,
    lock_round,
    note_recheck,
    settle_round,
    take_back_sheet,
)
from tests.jury import LATER, Jury, a_jury


@pytest.fixture
def done(cast, house) -> Jury:
    """Three essays with their marks: 81, 71, 61; the top one and five per cent get a second look."""
    jury = a_jury(cast, essays=3)
    for entry, totals in zip(jury.entries(), (("80", "82"), ("70", "72"), ("60", "62")), strict=True):
        jury.score(entry, *totals)
    with transaction():
        jury.round.recheck_top = 1
        settle(jury)
    return jury


def settle(jury):
    return settle_round(round_=jury.round, seed=3, actor=SYSTEM, at=LATER)


def draw(jury, seed=5) -> RecheckDraw:
    with transaction():
        return draw_rechecks(round_=jury.round, seed=seed, actor=SYSTEM, at=LATER)


def note(jury, entry, mark, by="organizer", remark=""):
    recheck = db.session.scalars(select(Recheck).where(Recheck.entry_id == entry)).one()
    with transaction():
        return note_recheck(
            recheck=recheck,
            by=db.session.get_one(Account, jury.cast.accounts[by]),
            mark=Decimal(mark),
            remark=remark,
            at=LATER,
        )


def lock(jury):
    with transaction():
        return lock_round(round_=jury.round, actor=SYSTEM, at=LATER)


def test_the_draw_keeps_seed_recipe_and_who_and_takes_the_top_and_one_by_lot(done):
    made = draw(done)

    assert (made.seed, made.made_by, made.recipe["percent"], made.recipe["top"]) == (5, SYSTEM.name, 5, 1)
    chosen = {row.recheck.entry_id: row.recheck.reason for row in rechecks_of(done.round_id)}
    assert chosen.pop(done.entries()[0]) == "top"
    assert list(chosen.values()) == ["random"]


def test_drawing_again_adds_nothing_and_says_so(done):
    draw(done)
    before = len(rechecks_of(done.round_id))
    with pytest.raises(NothingToRecheck):
        draw(done, seed=6)
    assert len(rechecks_of(done.round_id)) == before


def test_nothing_is_drawn_before_an_entry_has_its_mark(cast, house):
    with pytest.raises(NothingToRecheck):
        draw(a_jury(cast, essays=1))


def test_a_look_within_the_band_leaves_the_mark(done):
    draw(done)
    result = note(done, done.entries()[0], "85")

    assert (result.against, result.reopened) == (Decimal(81), False)
    assert settlements(done.round_id)[done.entries()[0]].mark == 81
    assert case_of_entry(done.round_id, done.entries()[0]) is None


def test_a_look_beyond_it_opens_the_case_and_the_head_concludes_with_the_sheets_as_they_were(done):
    draw(done)
    entry = done.entries()[0]
    assert note(done, entry, "60", remark="Bài chép ý của sách.").reopened

    assert case_of_entry(done.round_id, entry).kind == CaseKind.RECHECK
    assert entry not in settlements(done.round_id)
    assert standings(done.round, entry_id=entry)[0].owed == Outcome.MINUTES
    with transaction():
        settle(done)
    with pytest.raises(StillOpen):
        lock(done)
    with transaction():
        agree_mark(
            round_=done.round,
            entry_id=entry,
            mark=Decimal(70),
            minutes="Đọc lại cùng hai giám khảo.",
            actor=SYSTEM,
            at=LATER,
        )
    assert settlements(done.round_id)[entry].mark == 70
    assert [str(s.total) for s in sheets_of_round(done.round_id)[entry]] == ["80.00", "82.00"]
    with transaction():
        settle(done)
    assert settlements(done.round_id)[entry].mark == 70


def test_who_read_the_entry_does_not_look_again(done):
    draw(done)
    entry = done.entries()[0]
    names = {account: who for who, account in done.cast.accounts.items()}
    reader = names[done.assignments(entry_id=entry)[0].judge_id]

    with pytest.raises(OwnRecheck):
        note(done, entry, "80", by=reader)


def test_who_must_be_kept_apart_from_the_entry_does_not_look_at_it(done):
    draw(done)
    entry = done.entries()[0]
    readers = {a.judge_id for a in done.assignments(entry_id=entry)}
    head = next(who for who, account in done.cast.accounts.items() if account not in readers)
    with transaction():
        declare_conflict(judge=done.judge(head), entry_id=entry, reason="", actor=SYSTEM, at=LATER)

    with pytest.raises(OwnRecheck):
        note(done, entry, "80", by=head)


def test_a_look_is_taken_once(done):
    draw(done)
    note(done, done.entries()[0], "80")
    with pytest.raises(AlreadyRechecked):
        note(done, done.entries()[0], "81")
    assert db.session.query(RecheckResult).count() == 1


@pytest.mark.parametrize("mark", ["101", "-1", "80.123"])
def test_a_mark_off_the_scale_is_refused(done, mark):
    draw(done)
    with pytest.raises(MarkUnfit):
        note(done, done.entries()[0], mark)


def test_while_an_entry_waits_for_its_mark_there_is_nothing_to_compare(done):
    draw(done)
    entry = done.entries()[0]
    with transaction():
        take_back_sheet(
            assignment=done.assignments(entry_id=entry)[0], reason="gõ nhầm", actor=SYSTEM, at=LATER
        )
    with pytest.raises(RecheckTooEarly):
        note(done, entry, "80")


def test_after_the_look_a_sheet_no_longer_changes(done):
    draw(done)
    note(done, done.entries()[0], "80")
    mine = done.assignments(entry_id=done.entries()[0])[0]
    with pytest.raises(Rechecked), transaction():
        take_back_sheet(assignment=mine, reason="nghĩ lại", actor=SYSTEM, at=LATER)


def test_the_round_is_locked_after_every_look_that_was_drawn_and_then_none_is(done):
    draw(done)
    with pytest.raises(RechecksOpen) as refused:
        lock(done)
    assert refused.value.values == {"count": 2}

    for row in rechecks_of(done.round_id):
        note(done, row.recheck.entry_id, settlements(done.round_id)[row.recheck.entry_id].mark)
    lock(done)
    with pytest.raises(RoundLocked):
        draw(done)


def test_a_round_without_a_draw_is_locked_all_the_same(done):
    assert lock(done)
