"""Whether a judge keeps pace, as a truth table."""

from datetime import UTC, datetime, timedelta

import pytest

from contest.overview.rules import Forecast, Going, Pace, all_done_at, going

BEGAN = datetime(2026, 11, 1, tzinfo=UTC)
ENDS = BEGAN + timedelta(days=30)


@pytest.mark.parametrize(
    ("handed_in", "last_day", "today", "said"),
    [
        (30, 5, 6, Going(Pace.DONE)),
        (30, 5, 40, Going(Pace.DONE)),
        (0, None, 0.5, Going(Pace.ON_TIME)),
        (0, None, 1.5, Going(Pace.BEHIND, 1)),
        (10, 9.9, 10, Going(Pace.ON_TIME)),
        (10, 12, 13, Going(Pace.BEHIND, 3)),
        (20, 5, 10, Going(Pace.QUIET, 5)),
        (20, 5.5, 10, Going(Pace.ON_TIME)),
        (0, None, 6, Going(Pace.QUIET, 6)),
        (29, 29, 30.5, Going(Pace.OVERDUE, 1)),
        (0, None, 33, Going(Pace.OVERDUE, 4)),
    ],
)
def test_going(handed_in, last_day, today, said):
    last_at = None if last_day is None else BEGAN + timedelta(days=last_day)
    at = BEGAN + timedelta(days=today)
    assert going(assigned=30, handed_in=handed_in, last_at=last_at, began=BEGAN, ends=ENDS, at=at) == said


def test_a_judge_without_entries_is_done():
    assert going(assigned=0, handed_in=0, last_at=None, began=BEGAN, ends=ENDS, at=BEGAN) == Going(Pace.DONE)


@pytest.mark.parametrize(
    ("days", "last"),
    [((3, 9, 5), 9), ((3,), 3), ((3, None), None), ((None,), None), ((), None)],
)
def test_a_round_is_read_when_its_last_judge_is_done_as_far_as_everybody_tells(days, last):
    ends = [None if day is None else BEGAN + timedelta(days=day) for day in days]
    said = all_done_at(Forecast(None, end) for end in ends)
    assert said == (None if last is None else BEGAN + timedelta(days=last))
