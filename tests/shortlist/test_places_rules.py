"""How sure a rank is, and where further readings should go."""

from itertools import pairwise

import numpy as np
import pytest

from contest.assignment.rules.lots import Lots
from contest.shortlist.rules import Readings, fit, fit_scaled, places, second_look
from contest.shortlist.rules.normal import below, drawn, evenly
from contest.shortlist.rules.places import _weighed
from tests.shortlist.contests import contest
from tests.shortlist.dense import falls


def true_ranks(quality):
    ranks = np.empty(len(quality), dtype=np.int64)
    ranks[np.argsort(-quality)] = np.arange(1, len(quality) + 1)
    return ranks


def test_intervals_hold_nine_true_ranks_of_ten_and_chances_come_true_as_often_as_they_say():
    covered, said, came = [], 0.0, 0
    for seed in range(8):
        readings, quality, _ = contest(seed, entries=80, judges=8, scale=0.2)
        found = places(readings, fit_scaled(readings), top=8, seed=1)
        ranks = true_ranks(quality)
        covered.append(((found.low <= ranks) & (ranks <= found.high)).mean())
        likely = found.top > 0.5
        said, came = said + found.top[likely].sum(), came + (ranks[likely] <= 8).sum()
    assert 0.86 < np.mean(covered) < 0.94
    assert came == pytest.approx(said, rel=0.2)


def test_the_same_seed_gives_the_same_places_and_chances_add_up_to_the_list():
    readings, _, _ = contest(1)
    found = fit(readings)
    one, same, other = (places(readings, found, top=10, seed=seed) for seed in (5, 5, 6))
    assert one.top.tobytes() == same.top.tobytes()
    assert one.top.tobytes() != other.top.tobytes()
    assert one.top.sum() == pytest.approx(10)
    assert np.abs(one.top - other.top).max() < 0.06


def test_weighed_ranks_are_those_drawn():
    readings, _, _ = contest(2, entries=400, judges=20)
    found = fit(readings)
    drawn_ranks = places(readings, found, top=40, seed=1)
    low, high, chance = _weighed(found, np.arange(400), 40)
    assert np.abs(low - drawn_ranks.low).mean() < 8
    assert np.abs(high - drawn_ranks.high).mean() < 8
    assert np.abs(chance - drawn_ranks.top).mean() < 0.01


def test_groups_of_judges_that_share_no_entry_are_never_compared():
    readings, _, _ = contest(3, entries=40, judges=6, panels=2)
    found = places(readings, fit(readings), top=5, seed=1)
    assert not readings.connected
    assert np.isnan(found.top).all()
    assert found.high.max() == 20


def test_no_difference_of_quality_leaves_every_place_open():
    readings, _, _ = contest(1, entries=30, judges=5)
    points = np.random.default_rng(9).permutation(readings.points)
    alike = Readings(readings.entry, readings.judge, points, 2, 30, 5)
    found = fit(alike)
    assert found.variances.quality == 0
    where = places(alike, found, top=6, seed=1)
    assert (set(where.low), set(where.high), set(where.top)) == ({1}, {30}, {0.2})
    assert not second_look(alike, found, top=6, budget=10).worth_while


def test_a_second_look_goes_to_entries_near_the_line_within_its_budget_and_the_judges_there_are():
    readings, _, _ = contest(4, entries=100, judges=6, each=2)
    found = fit(readings)
    look = second_look(readings, found, top=10, budget=60)
    order = np.argsort(-found.quality)
    assert look.more.sum() == 60
    assert (look.more + readings.per_entry <= 6).all()
    assert look.more[order[8:12]].min() > 0
    assert not look.more[order[50:]].any()
    assert not look.more[[order[0]]].any()
    assert set(np.flatnonzero(look.more)) <= set(look.open)
    assert look.worth_while


def test_more_budget_never_takes_a_reading_away_and_is_worth_ever_less():
    readings, _, _ = contest(5, entries=60, judges=8, each=2)
    found = fit(readings)
    looks = [second_look(readings, found, top=8, budget=budget) for budget in (0, 10, 20, 40, 80)]
    for less, more in pairwise(looks):
        assert (more.more >= less.more).all()
    changes = [look.expected_change for look in looks]
    assert changes == sorted(changes)
    gains = [(b - a) for a, b in pairwise(changes[1:])]
    assert falls([gain / size for gain, size in zip(gains, (10, 20, 40), strict=True)])


def test_a_second_look_that_would_change_too_little_is_not_made():
    readings, _, _ = contest(4, entries=100, judges=6, each=2)
    look = second_look(readings, fit(readings), top=10, budget=60, threshold=9.0)
    assert not look.worth_while
    assert not look.more.any()
    assert look.expected_change < 9


@pytest.mark.parametrize(("top", "budget"), [(0, 5), (60, 5), (10, -1)])
def test_a_list_without_an_outside_has_no_second_look(top, budget):
    readings, _, _ = contest(1)
    with pytest.raises(ValueError):
        second_look(readings, fit(readings), top=top, budget=budget)


def test_the_normal_distribution_is_normal():
    assert below(np.array([-1.959964, 0.0, 1.644854])) == pytest.approx([0.025, 0.5, 0.95], abs=1e-6)
    assert below(evenly(4)) == pytest.approx([0.125, 0.375, 0.625, 0.875], abs=1e-6)
    lots = drawn(Lots(3), 100, 401)
    assert (lots.shape, lots.mean(), lots.std()) == (
        (100, 401),
        pytest.approx(0, abs=0.02),
        pytest.approx(1, abs=0.02),
    )
