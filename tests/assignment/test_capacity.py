"""How long the reading takes, told so that nobody is promised too much."""

from datetime import date

import pytest

from contest.assignment.rules.capacity import Capacity, Pace, capacity, even_loads

MONDAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("readings", "words", "judges", "pace", "ends", "expected"),
    [
        # 400 readings, 12 judges: 34 for the one with most; 34 × (1500/200 + 5) minutes = 425; 4 days of 2 hours
        (400, 1500, 12, Pace(200, 5, 120), None, Capacity(34, 425, 4, date(2026, 12, 3), None)),
        (400, 1500, 12, Pace(200, 5, 120), date(2026, 12, 4), Capacity(34, 425, 4, date(2026, 12, 3), 85)),
        (10, 1000, 10, Pace(200, 0, 60), None, Capacity(1, 5, 1, MONDAY, None)),
        (
            1,
            1001,
            1,
            Pace(200, 0, 5),
            None,
            Capacity(1, 6, 2, date(2026, 12, 1), None),
        ),  # a minute begun counts
        (0, 1500, 3, Pace(), None, Capacity(0, 0, 0, MONDAY, None)),
        (10, 1000, 1, Pace(200, 5, 60), date(2026, 11, 29), Capacity(10, 100, 2, date(2026, 12, 1), None)),
        (1_000_000, 2500, 1, Pace(200, 5, 60), None, Capacity(1_000_000, 17_500_000, 291_667, None, None)),
    ],
)
def test_hours_each_and_the_day_it_is_done(readings, words, judges, pace, ends, expected):
    jury = [100] * judges
    found = capacity(readings=readings, words=words, capacities=jury, pace=pace, begins=MONDAY, ends=ends)
    assert found == expected


@pytest.mark.parametrize(("readings", "words", "judges"), [(1, 1, 0), (-1, 1, 1), (1, -1, 1)])
def test_numbers_that_mean_nothing_are_refused(readings, words, judges):
    with pytest.raises(ValueError, match="readings of"):
        capacity(readings=readings, words=words, capacities=[100] * judges, pace=Pace(), begins=MONDAY)


def test_whoever_takes_a_double_share_is_the_one_the_others_wait_for():
    found = capacity(readings=400, words=1500, capacities=[200, 100, 50, 50], pace=Pace(), begins=MONDAY)
    assert found == Capacity(200, 2500, 21, date(2026, 12, 20), None)


@pytest.mark.parametrize(
    ("capacities", "expected"),
    [([], (0, 0)), ([100] * 3, (3, 4)), ([1] * 5, (2, 2)), ([50, 100, 100], (2, 4)), ([30, 100], (2, 8))],
)
def test_ten_readings_are_level_in_proportion(capacities, expected):
    assert even_loads(10, capacities) == expected


@pytest.mark.parametrize("crooked", [{"speed": 0}, {"marking": -1}, {"minutes_a_day": 0}])
def test_a_pace_needs_words_and_minutes(crooked):
    with pytest.raises(ValueError, match="a pace needs"):
        Pace(**crooked)
