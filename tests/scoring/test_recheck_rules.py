"""Which entries get a second look, and when it differs."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.scoring.rules import RecheckReason, choose_rechecks, differs

TOP, RANDOM = RecheckReason.TOP, RecheckReason.RANDOM
MARKS = {entry: Decimal(100 - entry) for entry in range(1, 21)}


def tally(chosen):
    return {reason: sum(1 for r in chosen.values() if r is reason) for reason in (TOP, RANDOM)}


@pytest.mark.parametrize(
    ("percent", "top", "drawn", "lots", "wanted"),
    [
        (5, 3, (), 0, {TOP: 3, RANDOM: 1}),
        (6, 0, (), 0, {TOP: 0, RANDOM: 2}),  # a share is rounded up
        (0, 0, (), 0, {TOP: 0, RANDOM: 0}),
        (100, 4, (), 0, {TOP: 4, RANDOM: 16}),  # never one twice
        (10, 2, (1, 9), 1, {TOP: 1, RANDOM: 1}),  # what was chosen before counts
        (10, 2, (1, 2, 9, 12), 2, {TOP: 0, RANDOM: 0}),
        (0, 50, (), 0, {TOP: 20, RANDOM: 0}),
    ],
)
def test_the_share_and_the_top_besides_what_was_chosen_before(percent, top, drawn, lots, wanted):
    chosen = choose_rechecks(MARKS, drawn=drawn, random_drawn=lots, percent=percent, top=top, seed=1)

    assert tally(chosen) == wanted
    assert not set(chosen) & set(drawn)
    assert {entry for entry, why in chosen.items() if why is TOP} <= set(range(1, top + 1))


def test_equals_at_the_line_are_all_looked_at():
    marks = {1: Decimal(90), 2: Decimal(85), 3: Decimal(85), 4: Decimal(70)}
    assert set(choose_rechecks(marks, percent=0, top=2, seed=1)) == {1, 2, 3}


def test_without_marks_there_is_nothing_to_choose():
    assert choose_rechecks({}, percent=5, top=3, seed=1) == {}


@given(st.integers(0, 2**31), st.integers(0, 100), st.integers(0, 25))
def test_the_same_seed_chooses_the_same_whatever_the_order(seed, percent, top):
    turned = dict(reversed(MARKS.items()))
    assert choose_rechecks(MARKS, percent=percent, top=top, seed=seed) == choose_rechecks(
        turned, percent=percent, top=top, seed=seed
    )


@pytest.mark.parametrize(("percent", "top"), [(-1, 0), (101, 0), (5, -1)])
def test_a_share_out_of_range_is_refused(percent, top):
    with pytest.raises(ValueError, match="percent"):
        choose_rechecks(MARKS, percent=percent, top=top, seed=1)


@pytest.mark.parametrize(
    ("mark", "against", "apart"),
    [("80", "80", False), ("80", "89.99", False), ("80", "90", True), ("90", "80", True), ("80", "91", True)],
)
def test_a_look_differs_from_the_band_on_that_makes_two_judges_talk(mark, against, apart):
    assert differs(Decimal(mark), Decimal(against), band=Decimal(10)) is apart
