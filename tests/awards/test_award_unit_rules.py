"""How units are compared: the charter's formula by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest

from contest.awards.rules import Lack, Terms, UnitFacts, unit_scores

PLAIN = Terms(relative=False)


def unit(number, *, people=100, valid=10, marks=("90", "80", "70"), finalists=1, winners=1) -> UnitFacts:
    return UnitFacts(number, people, valid, tuple(Decimal(m) for m in marks), finalists, winners)


def scored(*facts, terms=PLAIN):
    return {row.unit: row for row in unit_scores(facts, terms, scale=Decimal(100))}


def test_the_three_parts_add_up_by_their_weights() -> None:
    row = scored(unit(1, winners=1), unit(2, winners=3))[1]
    assert (row.rate, row.quality, row.winners) == (Decimal("10.00"), Decimal("80.00"), Decimal("25.00"))
    assert row.parts == (Decimal("4.00"), Decimal("32.00"), Decimal("5.00"))
    assert row.score == Decimal("41.00")


def test_measured_against_the_best_unit_rate_and_winners_use_their_whole_weight() -> None:
    found = scored(unit(1, valid=5, winners=1), unit(2, valid=10, winners=3), terms=Terms())
    assert found[2].parts == (Decimal("40.00"), Decimal("32.00"), Decimal("20.00"))
    assert found[1].parts == (Decimal("20.00"), Decimal("32.00"), Decimal("6.67"))


@pytest.mark.parametrize(
    ("marks", "quality"),
    [
        (("90", "80", "70", "10"), "80.00"),  # the three best
        (("90",), "30.00"),  # what is missing counts nothing
        ((), "0.00"),
    ],
)
def test_quality_is_the_mean_of_so_many_best(marks, quality) -> None:
    assert scored(unit(1, marks=marks))[1].quality == Decimal(quality)


def test_more_entries_than_people_are_a_rate_of_one() -> None:
    assert scored(unit(1, people=4, valid=10))[1].rate == Decimal("100.00")


def test_without_a_headcount_nothing_is_guessed() -> None:
    found = scored(unit(1, people=0, valid=50), unit(2))
    assert (found[1].rate, found[1].score, found[1].rank) == (None, None, None)
    assert found[1].lacks == (Lack.NO_HEADCOUNT,)
    assert found[2].rank == 1


@pytest.mark.parametrize(
    ("facts", "lacks"),
    [
        (unit(1, finalists=0), (Lack.TOO_FEW_FINALISTS,)),
        (unit(1, winners=0), (Lack.TOO_FEW_WINNERS,)),
        (unit(1, people=0, finalists=0, winners=0), tuple(Lack)),
        (unit(1), ()),
    ],
)
def test_conditions(facts, lacks) -> None:
    row = scored(facts, terms=replace(PLAIN, least_winners=1))[1]
    assert row.lacks == lacks
    assert (row.rank is None) == bool(lacks)


def test_a_unit_that_is_not_compared_is_no_measure_for_the_others() -> None:
    found = scored(unit(1, valid=5), unit(2, valid=50, finalists=0), terms=Terms())
    assert found[1].parts[0] == Decimal("40.00")


def test_equals_share_a_rank_and_the_next_is_counted_on() -> None:
    ranks = [row.rank for row in unit_scores([unit(1), unit(2), unit(3, valid=1)], PLAIN, scale=Decimal(100))]
    assert ranks == [1, 1, 3]


def test_the_order_is_the_best_first_and_what_is_not_compared_last() -> None:
    rows = unit_scores([unit(3, people=0), unit(2, valid=1), unit(1, valid=9)], PLAIN, scale=Decimal(100))
    assert [row.unit for row in rows] == [1, 2, 3]


def test_nobody_won_is_no_division_by_nothing() -> None:
    assert scored(unit(1, winners=0), terms=Terms())[1].parts[2] == Decimal("0.00")


def test_what_cannot_be_reckoned_is_refused() -> None:
    with pytest.raises(ValueError, match="above 0"):
        unit_scores([unit(1)], PLAIN, scale=Decimal(0))
    with pytest.raises(ValueError, match="above 0"):
        unit_scores([unit(1)], replace(PLAIN, best_entries=0), scale=Decimal(100))
