"""Figures of judges, of the round and of its criteria."""

from decimal import Decimal

import numpy as np
import pytest

from contest.shortlist.rules import (
    METHODS,
    Readings,
    Variances,
    criteria_figures,
    fit,
    judging,
    left_out,
    reliability,
)
from contest.shortlist.rules.reliability import alpha
from tests.shortlist.contests import contest
from tests.shortlist.dense import krippendorff


def test_number_mean_spread_and_agreement_are_those_of_the_judges_own_sheets():
    readings, _, _ = contest(1, ragged=True)
    found = judging(readings)
    totals = {(e, j): t for e, j, t in zip(readings.entry, readings.judge, readings.totals, strict=True)}
    for judge in range(readings.judges):
        own = {e: t for (e, j), t in totals.items() if j == judge}
        others = {e: [t for (f, j), t in totals.items() if f == e and j != judge] for e in own}
        both = [(t, np.mean(others[e])) for e, t in own.items() if others[e]]
        assert found.readings[judge] == len(own)
        assert found.mean[judge] == pytest.approx(np.mean(list(own.values())))
        assert found.spread[judge] == pytest.approx(np.std(list(own.values()), ddof=1))
        assert found.agreement[judge] == pytest.approx(np.corrcoef(np.array(both).T)[0, 1])


def test_too_few_readings_say_nothing_of_a_judge():
    found = judging(Readings(np.array([0, 0]), np.array([0, 1]), np.array([5, 6]), 0, 1, 3))
    assert found.readings.tolist() == [1, 1, 0]
    assert np.isnan(found.spread).all()
    assert np.isnan(found.agreement).all()
    assert np.isnan(found.mean[2])


def test_a_judge_who_grows_milder_is_found_by_the_order_of_reading():
    made, _, _ = contest(2, entries=150, judges=5)
    order = np.zeros(len(made), dtype=np.int64)
    for judge in range(5):
        mine = np.flatnonzero(made.judge == judge)
        order[mine] = np.random.default_rng(judge).permutation(len(mine)) + 1
    milder = np.where(made.judge == 2, 2400 * order // order[made.judge == 2].max(), 0)
    readings = Readings(made.entry, made.judge, made.points + milder, 2, 150, 5, order)
    found = judging(readings, fit(readings))
    assert found.drift[2] == pytest.approx(24, abs=3 * found.drift_sd[2])
    assert (np.abs(np.delete(found.drift, 2)) < 4 * np.delete(found.drift_sd, 2)).all()
    assert found.drift[2] > 4 * found.drift_sd[2]


@pytest.mark.parametrize("method", ["mean", "adjusted"])
def test_a_judge_left_out_changes_as_many_of_the_best_as_a_ranking_without_them(method):
    readings, _, _ = contest(3, entries=30, judges=5)
    whole = METHODS[method](readings).ranks
    changed = left_out(readings, method=method, top=6)
    for judge in range(5):
        ranks = METHODS[method](readings.without(judge)).ranks
        left = set(np.flatnonzero((whole > 0) & (whole <= 6))) - set(
            np.flatnonzero((ranks > 0) & (ranks <= 6))
        )
        assert changed[judge] >= len(left)
    assert max(changed) > 0


def test_a_method_that_cannot_do_without_a_judge_says_nothing():
    all_read = Readings(np.repeat(np.arange(3), 5), np.tile(np.arange(5), 3), np.arange(15), 0, 3, 5)
    assert left_out(all_read, method="trimmed", top=1) == [None] * 5


def test_alpha_is_krippendorffs():
    readings, _, _ = contest(4, entries=15, judges=5, ragged=True)
    units = [readings.totals[readings.entry == entry].tolist() for entry in range(15)]
    assert alpha(readings) == pytest.approx(krippendorff(units))
    assert alpha(Readings(np.array([0, 1]), np.array([0, 1]), np.array([5, 6]), 0, 2, 2)) is None
    assert alpha(Readings(np.array([0, 0]), np.array([0, 1]), np.array([5, 5]), 0, 1, 2)) is None


def test_alpha_is_that_of_the_literature_where_values_are_missing():
    """Krippendorff, Content Analysis (2004), 11.3: four observers, twelve units; interval alpha 0.849."""
    rows = (
        "1 2 3 3 2 1 4 1 2 . . .",
        "1 2 3 3 2 2 4 1 2 5 . 3",
        ". 3 3 3 2 3 4 2 2 5 1 .",
        "1 2 3 3 2 4 4 1 2 5 1 .",
    )
    sheets = [
        (unit, observer, Decimal(value))
        for observer, row in enumerate(rows)
        for unit, value in enumerate(row.split())
        if value != "."
    ]
    assert alpha(Readings.of(sheets)) == pytest.approx(0.849, abs=5e-4)


def test_equal_sheets_tell_nothing_of_agreement():
    six = Readings.of((entry, judge, Decimal("60.05")) for entry in range(2) for judge in range(3))
    assert alpha(six) is None
    found = judging(six)
    assert found.spread.tolist() == [0, 0, 0]


def test_a_judge_beside_others_who_never_vary_agrees_with_nobody():
    totals = {0: ("71.3", "65.2", "80.1", "90"), 1: ("60.05",) * 4, 2: ("60.05",) * 4, 3: ("60.05",) * 4}
    sheets = [(e, j, Decimal(total)) for j, row in totals.items() for e, total in enumerate(row)]
    assert np.isnan(judging(Readings.of(sheets)).agreement[0])


def test_who_alone_connects_the_judges_cannot_be_left_out_of_a_model():
    bridge = [(0, 0, "70"), (0, 1, "74"), (1, 0, "60"), (1, 1, "66"), (2, 0, "80"), (2, 1, "83")]
    other = [(3, 2, "75"), (3, 3, "71"), (4, 2, "68"), (4, 3, "69"), (5, 2, "88"), (5, 3, "84")]
    both = [(2, 4, "82"), (3, 4, "73"), (1, 4, "64"), (5, 4, "87")]
    readings = Readings.of((e, j, Decimal(total)) for e, j, total in (*bridge, *other, *both))
    assert readings.connected
    changed = left_out(readings, method="adjusted", top=2)
    assert changed[4] is None
    assert None not in changed[:4]
    assert left_out(readings, method="mean", top=2)[4] is not None


def test_reliability_follows_from_the_variances():
    readings, _, _ = contest(5, each=3)
    found = reliability(readings, Variances(6.0, 2.0, 4.0))
    assert (found.single, found.several, found.readings) == (0.5, pytest.approx(0.75), pytest.approx(3))
    assert reliability(readings, None).single is None


def test_a_criterion_that_goes_its_own_way_or_never_varies_does_not_discriminate():
    rng = np.random.default_rng(6)
    good = rng.normal(size=(200, 1))
    points = np.hstack(
        [good + 0.5 * rng.normal(size=(200, 3)), rng.normal(size=(200, 1)), np.full((200, 1), 5.0)]
    )
    found = criteria_figures(points)
    assert [figures.discriminates for figures in found] == [True, True, True, False, False]
    rest = points.sum(axis=1) - points[:, 0]
    assert found[0].with_the_rest == pytest.approx(np.corrcoef(points[:, 0], rest)[0, 1])
    assert found[4].with_the_rest is None
    lonely = np.column_stack([[0.1, 0.2, 0.3, 0.7, 1.1, 1.3, 1.9, 2.3], np.full(8, 3.3)])
    assert [figures.with_the_rest for figures in criteria_figures(lonely)] == [None, None]
    with pytest.raises(ValueError):
        criteria_figures(points[:, :1])
