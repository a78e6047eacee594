"""Sheets from paper: added, corrected as new versions, refused by name."""

from datetime import timedelta

import pytest

from contest.db import transaction
from contest.errors.scoring import PointsIncomplete, RoundLocked, SheetUnassigned
from contest.plumbing.audit import SYSTEM
from contest.scoring.models import SheetState
from contest.scoring.queries import sheet_of, standings, versions_of
from contest.scoring.service import import_sheet, lock_round, settle_round
from tests.jury import LATER, points_of


@pytest.fixture
def mine(jury):
    return jury.assignments("judge_a")[0]


def take(jury, mine, total="80", *, who="judge_a", code=None, at=LATER, points=None, version=None):
    with transaction():
        return import_sheet(
            round_=jury.round,
            blind_code=code or mine.blind_code.code,
            judge=jury.judge(who),
            points=points or points_of(total),
            remark="chấm trên giấy",
            version=version,
            actor=SYSTEM,
            at=at,
        )


def test_a_sheet_is_added_once_and_the_same_again_is_no_change(jury, mine):
    assert [take(jury, mine), take(jury, mine)] == ["added", "same"]
    assert sheet_of(mine.id).state == SheetState.HANDED_IN
    assert [v.door for v in versions_of(sheet_of(mine.id).id)] == ["import"]


def test_a_correction_is_a_new_version_and_the_old_one_is_kept(jury, mine):
    take(jury, mine, "80")
    assert take(jury, mine, "82.5") == "corrected"

    kept = versions_of(sheet_of(mine.id).id)
    assert [(v.number, str(v.total)) for v in kept] == [(2, "82.50"), (1, "80.00")]


def test_a_correction_after_settling_undoes_the_mark(jury, mine):
    jury.score(mine.entry_id, "80", "80")
    with transaction():
        settle_round(round_=jury.round, seed=1, actor=SYSTEM, at=LATER)
    take(jury, mine, "82", version=1)
    with transaction():
        report = settle_round(round_=jury.round, seed=1, actor=SYSTEM, at=LATER)

    assert report.settled == 1
    assert {str(s.mark) for s in standings(jury.round) if s.entry_id == mine.entry_id} == {"81.00"}


@pytest.mark.parametrize("typed", [str.lower, lambda code: code.replace("-", " ")], ids=["small", "spaced"])
def test_the_code_is_read_as_people_type_it(jury, mine, typed):
    assert take(jury, mine, code=typed(mine.blind_code.code)) == "added"


def test_a_judge_who_was_not_dealt_the_entry_is_refused_by_name(jury, mine):
    readers = {a.judge_id for a in jury.assignments(entry_id=mine.entry_id)}
    other = next(
        who for who in ("judge_b", "judge_c", "head_judge") if jury.cast.accounts[who] not in readers
    )

    with pytest.raises(SheetUnassigned, match=mine.blind_code.code):
        take(jury, mine, who=other)
    with pytest.raises(SheetUnassigned):
        take(jury, mine, code="không phải mã")


def test_the_rounds_hours_bind_judges_and_not_the_office_that_types_their_paper(jury, mine):
    assert take(jury, mine, at=jury.round.closes_at + timedelta(days=1)) == "added"


def test_an_incomplete_row_and_a_locked_round_are_refused(jury, mine):
    with pytest.raises(PointsIncomplete):
        take(jury, mine, points={"c1": "3"})
    for entry in jury.entries():
        jury.score(entry, "80", "80")
    with transaction():
        lock_round(round_=jury.round, actor=SYSTEM, at=LATER)
    with pytest.raises(RoundLocked):
        take(jury, mine)
