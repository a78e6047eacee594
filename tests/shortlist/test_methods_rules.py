"""Marks of a whole round by every method: exact where the charter is, refused where a method would mislead."""

import statistics
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contest.shortlist.rules import METHODS, Readings, Unfit, UnfitKind

HUNDREDTH = Decimal("0.01")


def readings(*sheets):
    return Readings.of([(entry, judge, Decimal(total)) for entry, judge, total in sheets])


def marks(method, *sheets):
    found = METHODS[method](readings(*sheets))
    return [found.mark(entry) for entry in range(len(found.units))]


@st.composite
def rounds(draw, *, least=1, whole=False):
    judges = draw(st.integers(max(least, 2), 7))
    sheets = []
    for entry in range(draw(st.integers(1, 6))):
        who = range(judges) if whole else draw(st.sets(st.integers(0, judges - 1), min_size=least))
        sheets += [(entry, judge, draw(st.decimals(0, 100, places=2))) for judge in sorted(who)]
    return sheets


def by_entry(sheets):
    found = {}
    for entry, _, total in sheets:
        found.setdefault(entry, []).append(total)
    return [found[entry] for entry in sorted(found)]


def rounded(value):
    return Decimal(value).quantize(HUNDREDTH, rounding=ROUND_HALF_UP)


@settings(max_examples=40, deadline=None)
@given(rounds())
def test_mean_and_median_are_exact(sheets):
    assert marks("mean", *sheets) == [rounded(statistics.mean(totals)) for totals in by_entry(sheets)]
    assert marks("median", *sheets) == [rounded(statistics.median(totals)) for totals in by_entry(sheets)]


@settings(max_examples=30, deadline=None)
@given(rounds(least=5))
def test_trimmed_drops_one_highest_and_one_lowest(sheets):
    expected = [rounded(statistics.mean(sorted(totals)[1:-1])) for totals in by_entry(sheets)]
    assert marks("trimmed", *sheets) == expected


@settings(max_examples=30, deadline=None)
@given(rounds(whole=True))
def test_sum_adds_up_where_all_read_all(sheets):
    assert marks("sum", *sheets) == [sum(totals) for totals in by_entry(sheets)]


def test_a_half_is_rounded_up_and_away_from_nought():
    assert marks("mean", (0, 0, "1"), (0, 1, "1.01"), (1, 0, "-1"), (1, 1, "-1.01")) == [
        Decimal("1.01"),
        Decimal("-1.01"),
    ]


def test_equal_marks_share_the_better_rank_and_unread_entries_have_none():
    found = METHODS["mean"](
        Readings(np.array([0, 1, 2, 4]), np.zeros(4, int), np.array([7, 9, 7, 5]), 0, 5, 1)
    )
    assert found.ranks.tolist() == [2, 1, 2, 0, 4]
    assert found.mark(3) is None


PAIR = [(0, 0, "7"), (0, 1, "8"), (1, 0, "5"), (1, 1, "6.5")]


@pytest.mark.parametrize(
    ("method", "sheets", "kind"),
    [
        ("trimmed", [(0, judge, str(judge)) for judge in range(4)], UnfitKind.TOO_FEW),
        ("sum", [*PAIR, (1, 2, "9")], UnfitKind.UNEVEN),
        ("zscore", [*PAIR, (2, 2, "9"), (2, 3, "8")], UnfitKind.DISCONNECTED),
        ("ratio", [*PAIR, (2, 2, "9"), (2, 3, "8")], UnfitKind.DISCONNECTED),
        ("ratio", [(0, 0, "1"), (0, 1, "-1")], UnfitKind.NOT_POSITIVE),
        ("zscore", [(0, 0, "5"), (0, 1, "6")], UnfitKind.NO_SPREAD),
        ("adjusted", [(0, 0, "5"), (1, 0, "6")], UnfitKind.ONE_JUDGE),
        ("adjusted", [(0, 0, "5"), (1, 1, "6")], UnfitKind.NO_REPEATS),
        ("scaled", [(0, 0, "5"), (0, 1, "5")], UnfitKind.NO_SPREAD),
    ],
)
def test_a_method_that_would_mislead_is_refused_with_its_reason(method, sheets, kind):
    found = METHODS[method](readings(*sheets))
    assert isinstance(found, Unfit)
    assert found.kind is kind


@pytest.mark.parametrize("method", METHODS)
def test_nothing_read_is_refused(method):
    nothing = np.zeros(0, dtype=np.int64)
    assert METHODS[method](Readings(nothing, nothing, nothing, 0, 0, 0)).kind is UnfitKind.NO_READINGS


EQUAL = "60.05"
"""Three or six of them have a mean in floating point that is not this number."""


@pytest.mark.parametrize("method", ["adjusted", "scaled", "zscore"])
@pytest.mark.parametrize("judges", [3, 6])
def test_equal_sheets_have_no_spread_whatever_adding_them_up_leaves_over(method, judges):
    found = METHODS[method](readings(*((0, judge, EQUAL) for judge in range(judges))))
    assert isinstance(found, Unfit)
    assert found.kind is UnfitKind.NO_SPREAD


def test_a_judge_without_spread_says_nothing_of_anybody():
    told = [(0, 0, "80"), (1, 0, "70"), (2, 0, "90")]
    alike = [(entry, 1, EQUAL) for entry in range(3)]
    assert METHODS["zscore"](readings(*told, *alike)).ranks.tolist() == [2, 3, 1]
    scores = marks("zscore", *told, *alike)
    assert scores[2] - scores[0] == scores[0] - scores[1]


def test_zscore_and_ratio_take_a_judges_habit_away():
    sheets = [(e, j, str((10 + e) * (1 + j))) for e in range(4) for j in range(2)]
    assert len(set(marks("ratio", *sheets))) == 4
    assert METHODS["ratio"](readings(*sheets)).ranks.tolist() == [4, 3, 2, 1]
    severe = [(0, 0, "50"), (0, 1, "70"), (1, 0, "60"), (1, 1, "80"), (2, 0, "40"), (2, 1, "60")]
    lenient = [(3, 1, "70"), (3, 2, "90"), (4, 0, "50"), (4, 2, "88")]
    assert METHODS["zscore"](readings(*severe, *lenient)).ranks[1] == 1


@pytest.mark.parametrize(
    "columns",
    [([0], [0, 1], [1, 2]), ([0], [2], [5]), ([0, 0], [1, 1], [5, 6]), ([0], [0], [10**13])],
)
def test_readings_that_cannot_be_are_refused(columns):
    with pytest.raises(ValueError):
        Readings(*(np.array(column) for column in columns), 2, 1, 2)


def test_judges_are_grouped_by_common_entries_even_by_a_chain():
    found = readings((0, 0, "1"), (0, 3, "1"), (1, 3, "1"), (1, 4, "1"), (2, 1, "1"), (2, 2, "1"))
    assert found.groups.tolist() == [0, 1, 1, 0, 0]
    assert found.group_of_entry.tolist() == [0, 0, 1]
    assert not found.connected
