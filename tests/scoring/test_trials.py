"""The joint trial: the whole jury marks a few entries off the record, and sees how far its marks lie apart."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from contest.assignment.service import declare_conflict
from contest.charter.models import Contest
from contest.db import db, transaction
from contest.errors import NotFound, Stale
from contest.errors.assignment import ConflictTooLate
from contest.errors.scoring import (
    AlreadyHandedIn,
    NothingMarked,
    PointsIncomplete,
    RoundLocked,
    TooFewForTrial,
    TrialOver,
    TrialStands,
)
from contest.scoring.models import RoundLock, ScoreSheet, Trial
from contest.scoring.queries import (
    criteria_of,
    open_trial_of,
    open_trials_of,
    standings,
    trial_jury,
    trial_row,
    trial_rows,
    trial_spreads,
)
from contest.scoring.rules import spread
from contest.scoring.service import decline_trial_entry, draw_trial, mark_trial, open_trial, show_trial
from tests.conftest import NOON
from tests.jury import LATER, Jury, hand_in_essays, points_of


def organizer(jury: Jury):
    return jury.judge("organizer").actor()


def drawn(jury: Jury, *, count: int = 3, seed: int = 7) -> Trial:
    with transaction():
        return draw_trial(
            round_=jury.round,
            entry_ids=jury.entries(),
            count=count,
            seed=seed,
            actor=organizer(jury),
            at=NOON,
        )


def opened(jury: Jury, **how) -> Trial:
    trial = drawn(jury, **how)
    with transaction():
        open_trial(trial=trial, actor=organizer(jury), at=NOON)
    return trial


def mark(
    jury: Jury, trial: Trial, who: str, number: int, total: str, *, hand_in=True, version=None, **points
):
    judge = jury.judge(who)
    with transaction():
        return mark_trial(
            row=trial_row(trial, judge.id, number),
            judge=judge,
            points=points or points_of(total),
            remark="",
            version=version,
            hand_in=hand_in,
            actor=judge.actor(),
            at=LATER,
        )


def shown(jury: Jury, trial: Trial) -> None:
    with transaction():
        show_trial(trial=trial, actor=organizer(jury), at=LATER)


@pytest.mark.parametrize(
    ("marks", "mean", "median", "deviation", "width"),
    [
        (["80"], "80.00", "80.00", None, "0"),
        (["80", "90"], "85.00", "85.00", "7.07", "10"),
        (["90", "60.5", "75"], "75.17", "75.00", "14.75", "29.5"),
        (["70", "70", "70"], "70.00", "70.00", "0.00", "0"),
    ],
)
def test_spread(marks, mean, median, deviation, width):
    found = spread([Decimal(one) for one in marks])

    assert found is not None
    assert (found.mean, found.median, found.width) == (Decimal(mean), Decimal(median), Decimal(width))
    assert found.deviation == (None if deviation is None else Decimal(deviation))
    assert list(found.marks) == sorted(found.marks)


def test_nothing_has_no_spread():
    assert spread([]) is None


class TestDrawing:
    def test_the_same_seed_draws_the_same_entries(self, jury):
        first = [entry.entry_id for entry in drawn(jury, seed=3).entries]
        assert [entry.entry_id for entry in drawn(jury, seed=3).entries] == first
        assert len(set(first)) == 3
        assert db.session.scalars(select(Trial)).all()[0].seed == 3

    def test_only_entries_that_every_judge_may_read(self, cast, jury):
        hand_in_essays(cast, 2, unit="X-NL", start=50)
        free = set(jury.entries()[:4])
        apart = jury.entries()[0]
        with transaction():
            declare_conflict(
                judge=jury.judge("judge_b"), entry_id=apart, reason="", actor=organizer(jury), at=NOON
            )

        chosen = {entry.entry_id for entry in drawn(jury, count=3).entries}

        assert chosen == free - {apart}

    @pytest.mark.parametrize("count", [0, -1, 5, 21])
    def test_too_many_is_refused_with_how_many_there_are(self, jury, count):
        with pytest.raises(TooFewForTrial) as refused:
            drawn(jury, count=count)
        assert refused.value.values["have"] == 4

    def test_judges_see_nothing_before_it_is_opened(self, jury):
        trial = drawn(jury)
        contest = db.session.get_one(Contest, jury.cast.contest_id)
        assert open_trial_of(jury.round_id) is None
        assert open_trials_of(contest) == []
        with transaction():
            open_trial(trial=trial, actor=organizer(jury), at=NOON)
        assert [round_.id for round_ in open_trials_of(contest)] == [jury.round_id]

    def test_once_open_it_is_not_drawn_anew(self, jury):
        opened(jury)
        with pytest.raises(TrialStands):
            drawn(jury)

    def test_a_locked_round_has_no_trial(self, jury):
        with transaction():
            db.session.add(RoundLock(round_id=jury.round_id, locked_at=NOON, locked_by="x"))
        with pytest.raises(RoundLocked):
            drawn(jury)


class TestMarking:
    def test_it_never_enters_a_mark(self, jury):
        trial = opened(jury)
        for who in ("judge_a", "judge_b"):
            mark(jury, trial, who, 1, "50")

        assert db.session.scalars(select(ScoreSheet)).all() == []
        assert all(one.mark is None and not one.handed_in for one in standings(jury.round))

    def test_a_second_window_is_told_and_overwrites_nothing(self, jury):
        trial = opened(jury)
        first = mark(jury, trial, "judge_a", 1, "", hand_in=False, c1="10")
        assert first.version == 1
        with pytest.raises(Stale):
            mark(jury, trial, "judge_a", 1, "", hand_in=False, c1="12")
        assert trial_row(trial, jury.cast.accounts["judge_a"], 1).sheet.points == {"c1": "10.00"}
        assert mark(jury, trial, "judge_a", 1, "", hand_in=False, version=1, c1="12").version == 2

    def test_a_whole_sheet_is_handed_in_once(self, jury):
        trial = opened(jury)
        with pytest.raises(PointsIncomplete):
            mark(jury, trial, "judge_a", 1, "", c1="10")
        sheet = mark(jury, trial, "judge_a", 1, "80")
        assert mark(jury, trial, "judge_a", 1, "80").version == sheet.version
        with pytest.raises(AlreadyHandedIn):
            mark(jury, trial, "judge_a", 1, "81", version=sheet.version)

    def test_a_number_outside_the_trial_is_not_there(self, jury):
        trial = opened(jury)
        with pytest.raises(NotFound):
            mark(jury, trial, "judge_a", 4, "80")

    def test_a_conflict_takes_the_entry_out_of_the_judges_trial_and_every_round(self, jury):
        trial = opened(jury)
        judge = jury.judge("judge_a")
        row = trial_row(trial, judge.id, 2)
        with transaction():
            decline_trial_entry(row=row, judge=judge, actor=judge.actor(), at=LATER)

        assert [one.entry.number for one in trial_rows(trial, judge.id)] == [1, 3]
        assert jury.assignments("judge_a", entry_id=row.entry.entry_id) == []
        assert len(trial_rows(trial, jury.cast.accounts["judge_b"])) == 3

    def test_what_is_handed_in_is_not_declined(self, jury):
        trial = opened(jury)
        mark(jury, trial, "judge_a", 1, "80")
        judge = jury.judge("judge_a")
        with pytest.raises(AlreadyHandedIn), transaction():
            decline_trial_entry(row=trial_row(trial, judge.id, 1), judge=judge, actor=judge.actor(), at=LATER)

    def test_an_entry_whose_sheet_is_handed_in_in_the_round_is_not_declined(self, jury):
        trial = opened(jury)
        judge = jury.judge("judge_a")
        row = next(r for r in trial_rows(trial, judge.id) if jury.assignments("judge_a", r.entry.entry_id))
        jury.hand_in(jury.assignments("judge_a", row.entry.entry_id)[0], "80")

        with pytest.raises(ConflictTooLate), transaction():
            decline_trial_entry(row=row, judge=judge, actor=judge.actor(), at=LATER)
        assert len(trial_rows(trial, judge.id)) == 3

    def test_once_shown_nothing_is_declined(self, jury):
        trial = opened(jury)
        mark(jury, trial, "judge_b", 1, "80")
        shown(jury, trial)
        judge = jury.judge("judge_a")

        with pytest.raises(TrialOver), transaction():
            decline_trial_entry(row=trial_row(trial, judge.id, 1), judge=judge, actor=judge.actor(), at=LATER)
        assert len(trial_rows(trial, judge.id)) == 3


class TestShowing:
    def test_the_spread_is_of_what_was_handed_in(self, jury):
        trial = opened(jury)
        mark(jury, trial, "judge_a", 1, "80")
        mark(jury, trial, "judge_b", 1, "60")
        mark(jury, trial, "judge_c", 1, "", hand_in=False, c1="1")

        first, second, third = trial_spreads(trial, criteria_of(jury.round))

        assert first.whole is not None
        assert (first.whole.width, first.whole.mean) == (Decimal(20), Decimal("70.00"))
        assert set(first.totals) == {jury.cast.accounts["judge_a"], jury.cast.accounts["judge_b"]}
        assert first.criteria["c1"].width == 0
        assert second.whole is None
        assert third.criteria == {}

    def test_nothing_is_shown_before_somebody_has_marked(self, jury):
        with pytest.raises(NothingMarked):
            shown(jury, opened(jury))

    def test_once_shown_the_sheets_are_closed(self, jury):
        trial = opened(jury)
        mark(jury, trial, "judge_a", 1, "80")
        shown(jury, trial)
        with pytest.raises(TrialOver):
            mark(jury, trial, "judge_b", 1, "60")

    def test_the_jury_is_counted(self, jury):
        trial = opened(jury)
        mark(jury, trial, "judge_a", 1, "80")
        mark(jury, trial, "judge_a", 2, "80")

        done = {account.id: count for account, count in trial_jury(trial, jury.cast.contest_id)}

        assert done[jury.cast.accounts["judge_a"]] == 2
        assert sum(done.values()) == 2
        assert len(done) == 4
