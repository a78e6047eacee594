"""Moments as survey forms write them, and the contest's day that they mean."""

from datetime import date

import pytest

from contest.authors.rules import month_first, stamp_of

ZONE = "Asia/Ho_Chi_Minh"


@pytest.mark.parametrize(
    ("said", "american", "wall", "day"),
    [
        ("27/10/2026 14:05:33", False, "2026-10-27 14:05:33", date(2026, 10, 27)),
        ("27/10/2026", False, "2026-10-27 00:00:00", date(2026, 10, 27)),
        ("27/10/2026, 9:05", False, "2026-10-27 09:05:00", date(2026, 10, 27)),
        ("14:05:33 27/10/2026", False, "2026-10-27 14:05:33", date(2026, 10, 27)),
        ("10/27/2026 2:05:33 PM", True, "2026-10-27 14:05:33", date(2026, 10, 27)),
        ("2026/10/27 2:05:33 CH GMT+7", False, "2026-10-27 14:05:33", date(2026, 10, 27)),
        ("2026/10/27 12:05:33 SA GMT+7", False, "2026-10-27 00:05:33", date(2026, 10, 27)),
        ("2026/10/27 12:05:33 PM GMT+7", True, "2026-10-27 12:05:33", date(2026, 10, 27)),
        ("2026-10-27T18:05:33Z", False, "2026-10-27 18:05:33", date(2026, 10, 28)),
        ("2026-10-27 18:05:33.120+07:00", False, "2026-10-27 18:05:33", date(2026, 10, 27)),
        ("2026/10/27 11:30:00 CH GMT-5", False, "2026-10-27 23:30:00", date(2026, 10, 28)),
    ],
)
def test_a_moment_is_read_and_its_day_is_the_contests(said, american, wall, day):
    stamp = stamp_of(said, american=american)
    assert (str(stamp.wall), stamp.day_in(ZONE)) == (wall, day)


@pytest.mark.parametrize(
    "said", ["", "hôm qua", "31/02/2026 10:00", "27/10/2026 25:00", "2026", "27/10/2026 1:00 +99"]
)
def test_what_is_no_moment(said):
    assert stamp_of(said) is None


@pytest.mark.parametrize(
    ("column", "american"),
    [
        (["1/2/2026 10:00"], False),
        (["10/27/2026 10:00", "1/2/2026 9:00"], True),
        (["27/10/2026 10:00", "1/2/2026 9:00"], False),
        (["27/10/2026", "10/27/2026"], False),
        (["2026/10/27 1:00"], False),
        ([], False),
    ],
)
def test_a_column_shows_whether_the_month_comes_first(column, american):
    assert month_first(column) is american


def test_the_mark_of_a_moment_is_the_same_however_it_was_saved():
    ways = ["27/10/2026 14:05:33", "2026/10/27 2:05:33 CH GMT+7", "2026-10-27T14:05:33"]
    assert {stamp_of(said).mark for said in ways} == {"2026-10-27 14:05:33"}
    assert stamp_of("10/27/2026 14:05:33", american=True).mark == "2026-10-27 14:05:33"
    assert stamp_of("1/2/2026 9:00").mark == stamp_of("2/1/2026 9:00").mark
