"""Adjusted marks against a plain dense computation, and what must hold whatever the sheets say."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contest.shortlist.rules import METHODS, Readings, fit, fit_scaled
from tests.shortlist.contests import contest
from tests.shortlist.dense import dense_reml


@pytest.mark.parametrize(
    "made",
    [
        {"seed": 1, "entries": 18, "judges": 4, "ragged": True},
        {"seed": 2, "entries": 20, "judges": 5, "each": 2, "severity": 1.0},
        {"seed": 3, "entries": 8, "judges": 14, "each": 13},
    ],
    ids=["ragged", "pairs", "all read nearly all"],
)
def test_variances_and_effects_are_those_of_the_whole_covariance_matrix(made):
    readings, _, _ = contest(**made)
    found = fit(readings)
    plain = dense_reml(readings.entry, readings.judge, readings.totals)
    of_quality = np.sqrt(plain["variances"][0])
    variances = found.variances
    assert [variances.quality, variances.judge, variances.noise] == pytest.approx(
        plain["variances"], rel=5e-4
    )
    for name in ("level", "quality", "effects", "quality_sd", "effects_sd"):
        assert np.abs(getattr(found, name) - plain[name]).max() < 1e-3 * of_quality, name


def test_a_variance_that_is_not_there_is_nought_and_shrinks_everything_to_the_mean():
    rng = np.random.default_rng(5)
    same = Readings(
        np.repeat(np.arange(30), 2), np.tile([0, 1], 30), rng.integers(4_000, 6_000, 60), 2, 30, 2
    )
    found = fit(same)
    assert found.variances.judge == 0
    assert not found.effects.any()


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(["adjusted", "scaled"]))
def test_the_order_of_rows_changes_nothing(seed, method):
    readings, _, _ = contest(seed, entries=20, judges=5, ragged=True)
    order = np.random.default_rng(seed).permutation(len(readings))
    shuffled = Readings(
        readings.entry[order],
        readings.judge[order],
        readings.points[order],
        2,
        readings.entries,
        readings.judges,
    )
    one, other = METHODS[method](readings), METHODS[method](shuffled)
    assert one.units.tobytes() == other.units.tobytes()
    assert one.fit.effects.tobytes() == other.fit.effects.tobytes()


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10**6), st.integers(-2_000, 2_000), st.sampled_from([fit, fit_scaled]))
def test_points_added_to_all_sheets_move_the_level_alone(seed, points, method):
    readings, _, _ = contest(seed, entries=20, judges=5)
    moved = Readings(
        readings.entry, readings.judge, readings.points + points, 2, readings.entries, readings.judges
    )
    before, after = method(readings), method(moved)
    assert after.level - before.level == pytest.approx(points / 100, abs=1e-4)
    assert after.quality == pytest.approx(before.quality, abs=1e-4)
    assert after.effects == pytest.approx(before.effects, abs=1e-4)


def test_points_added_to_one_judges_sheets_move_only_that_judge():
    readings, _, _ = contest(4, entries=200, judges=8)
    moved = Readings(
        readings.entry,
        readings.judge,
        readings.points + 500 * (readings.judge == 3),
        2,
        readings.entries,
        readings.judges,
    )
    before, after = fit(readings), fit(moved)
    change = (after.level + after.effects) - (before.level + before.effects)
    assert change[3] == pytest.approx(5, abs=0.1)
    assert np.delete(change, 3) == pytest.approx(0, abs=0.1)
    assert after.quality == pytest.approx(before.quality, abs=0.15)


def test_severity_is_found_and_taken_off():
    readings, quality, lenience = contest(7, entries=300, judges=6, severity=1.5)
    found = fit(readings)
    assert np.corrcoef(found.effects, lenience)[0, 1] > 0.99
    by_mean = METHODS["mean"](readings).units
    assert np.corrcoef(found.quality, quality)[0, 1] > np.corrcoef(by_mean, quality)[0, 1] + 0.1


def test_a_judges_scale_is_found_and_shrunk():
    rng = np.random.default_rng(8)
    quality, scales = rng.standard_normal(300), np.array([0.5, 0.8, 1.0, 1.2, 1.5])
    said = scales * quality[:, None] + 0.5 * rng.standard_normal((300, 5))
    points = np.rint(100 * (70 + 8 * said)).astype(np.int64).ravel()
    readings = Readings(np.repeat(np.arange(300), 5), np.tile(np.arange(5), 300), points, 2, 300, 5)
    found = fit_scaled(readings)
    assert found.temper.scales / found.temper.scales.mean() == pytest.approx(scales, abs=0.1)
    assert np.corrcoef(found.quality, quality)[0, 1] > np.corrcoef(fit(readings).quality, quality)[0, 1]
    few, _, _ = contest(8, entries=12, judges=6, scale=0.6)
    assert np.abs(fit_scaled(few).temper.scales - 1).max() < 0.5


def test_perfect_agreement_does_not_break_it():
    points = np.repeat(np.arange(10) * 100, 3) + np.tile([0, 300, -300], 10)
    readings = Readings(np.repeat(np.arange(10), 3), np.tile(np.arange(3), 10), points, 2, 10, 3)
    for method in (fit, fit_scaled):
        found = method(readings)
        assert np.argsort(found.quality).tolist() == list(range(10))
        assert found.variances.noise < 1e-4
