"""Two judges agree, talk, or are joined by a third; finals combine all judges."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.scoring.rules import Bands, Outcome, settle


def decimals(totals):
    return [Decimal(total) for total in totals]


@pytest.mark.parametrize(
    ("totals", "readers", "outcome", "mark", "difference"),
    [
        ([], 1, Outcome.WAITING, None, "0"),
        (["71.5"], 1, Outcome.SETTLED, "71.50", "0"),
        ([], 2, Outcome.WAITING, None, "0"),
        (["80"], 2, Outcome.WAITING, None, "0"),
        (["80", "80"], 2, Outcome.SETTLED, "80.00", "0"),
        (["80", "89.5"], 2, Outcome.SETTLED, "84.75", "9.5"),
        (["80.01", "80"], 2, Outcome.SETTLED, "80.01", "0.01"),  # 80.005, half up
        (["80", "90"], 2, Outcome.MINUTES, None, "10"),  # exactly the first band
        (["90", "75"], 2, Outcome.MINUTES, None, "15"),  # exactly the second
        (["75", "90.5"], 2, Outcome.THIRD, None, "15.5"),
        (["60", "90", "90"], 2, Outcome.SETTLED, "90.00", "30"),  # two equal, whatever the third
        (["60", "90", "60.00"], 2, Outcome.SETTLED, "60.00", "30"),
        (["70", "90", "85"], 2, Outcome.SETTLED, "81.67", "20"),
        (["65", "90", "80"], 2, Outcome.SETTLED, "78.33", "25"),  # exactly the third band
        (["64.5", "90", "80"], 2, Outcome.PANEL, None, "25.5"),
        (["80", "90"], 3, Outcome.WAITING, None, "10"),
        (["50", "90", "80"], 3, Outcome.SETTLED, "73.33", "40"),
        (["80", "80", "83", "90", "91"], 5, Outcome.SETTLED, "84.80", "11"),
    ],
)
def test_settle(totals, readers, outcome, mark, difference):
    verdict = settle(decimals(totals), readers=readers, bands=Bands())
    assert verdict.outcome is outcome
    assert verdict.mark == (None if mark is None else Decimal(mark))
    assert verdict.difference == Decimal(difference)


@pytest.mark.parametrize(
    ("combine", "mark"),
    [("mean", "73.00"), ("median", "80.00"), ("sum", "365.00"), ("trimmed", "78.33")],
)
def test_a_final_combines_in_the_charters_way(combine, mark):
    totals = decimals(["40", "70", "80", "85", "90"])
    verdict = settle(totals, readers=5, bands=Bands(), combine=combine)
    assert verdict.mark == Decimal(mark)


def test_the_median_of_four_is_the_mean_of_the_middle_two():
    verdict = settle(decimals(["40", "71", "80", "90"]), readers=4, bands=Bands(), combine="median")
    assert verdict.mark == Decimal("75.50")


def test_a_pair_goes_by_the_bands_whatever_the_charter_combines_with():
    verdict = settle(decimals(["80", "85"]), readers=2, bands=Bands(), combine="sum")
    assert verdict.mark == Decimal("82.50")


@pytest.mark.parametrize(
    ("totals", "readers", "combine", "why"),
    [
        (["80"], 0, "mean", "readers"),
        (["80", "80"], 1, "mean", "readers"),
        (["80"] * 4, 2, "mean", "readers"),
        (["80"] * 4, 3, "mean", "readers"),
        (["80"] * 4, 4, "trimmed", "needs 5"),
        (["80"] * 3, 3, "harmonic", "harmonic"),
    ],
)
def test_what_the_plan_does_not_allow_is_refused(totals, readers, combine, why):
    with pytest.raises(ValueError, match=why):
        settle(decimals(totals), readers=readers, bands=Bands(), combine=combine)


@pytest.mark.parametrize(
    ("agree", "minutes", "panel"), [("-1", "5", "9"), ("10", "5", "9"), ("1", "5", "-1")]
)
def test_bands_out_of_order_are_refused(agree, minutes, panel):
    with pytest.raises(ValueError, match="bands"):
        Bands(Decimal(agree), Decimal(minutes), Decimal(panel))


@given(st.lists(st.decimals(0, 100, places=2), min_size=2, max_size=3), st.randoms())
def test_the_order_of_reading_changes_nothing(totals, random):
    mixed = list(totals)
    random.shuffle(mixed)
    assert settle(mixed, readers=2, bands=Bands()) == settle(totals, readers=2, bands=Bands())
