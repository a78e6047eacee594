"""Where the line of a list lies, and that chances and expected changes beside it come true, in small rounds too."""

import numpy as np
import pytest

from contest.shortlist.rules import METHODS, Readings, fit, fit_scaled, places, second_look
from contest.shortlist.rules.line import chances, line_of
from tests.shortlist.contests import contest


def dense_contrasts(readings, found, top):
    """Variance of each quality less the line's, from the whole covariance of all qualities."""
    moves = np.zeros((readings.entries, readings.judges))
    moves[readings.entry, readings.judge] = found.by_level
    scales = np.zeros_like(moves)
    scales[readings.entry, readings.judge] = found.by_scale
    shared = moves @ found.shared @ moves.T + scales @ np.diag(found.temper.scales_sd**2) @ scales.T
    ordered = np.sort(found.quality)[::-1]
    at = (ordered[top - 1] + ordered[top]) / 2
    near = np.exp(-(((found.quality - at) / found.quality_sd) ** 2) / 2) / found.quality_sd
    near /= near.sum()
    contrast = np.eye(readings.entries) - near[None, :]
    return np.diag(contrast @ shared @ contrast.T) + found.own


@pytest.mark.parametrize("fitted", [fit, fit_scaled])
def test_an_entry_is_held_against_the_line_as_the_whole_covariance_says(fitted) -> None:
    readings, _, _ = contest(3, entries=24, judges=5, each=2, scale=0.2, ragged=True)
    found = fitted(readings)
    assert line_of(readings, found, top=6).sd ** 2 == pytest.approx(dense_contrasts(readings, found, 6))


def test_what_moves_all_entries_alike_makes_none_of_them_doubtful() -> None:
    readings, _, _ = contest(5, entries=12, judges=12, each=12, noise=0.1, severity=0.0)
    found = fit(readings)
    line = line_of(readings, found, top=4)
    assert found.quality_sd.min() > 2 * line.sd.max(), (
        "the mean of a dozen qualities is hardly known, places are"
    )
    assert line.sd.max() < 1


@pytest.mark.parametrize("fitted", [fit, fit_scaled])
def test_chances_beside_the_line_are_those_drawn_and_add_up_to_the_list(fitted) -> None:
    for seed in range(3):
        readings, _, _ = contest(seed, entries=25, judges=5, each=2, scale=0.2)
        found = fitted(readings)
        said = chances(found, line_of(readings, found, top=6), top=6)
        assert said.sum() == pytest.approx(6, abs=1e-3)
        assert np.abs(said - places(readings, found, top=6, seed=1).top).mean() < 0.03


def test_a_line_without_an_outside_is_refused() -> None:
    readings, _, _ = contest(1, entries=10)
    for top in (0, 10, 11):
        with pytest.raises(ValueError):
            line_of(readings, fit(readings), top=top)


def looked_again(seed, *, entries, judges, top, budget):
    """What a second look is expected to replace, and what it replaces."""
    rng = np.random.default_rng(seed)
    quality, lenience = rng.standard_normal(entries), 0.7 * rng.standard_normal(judges)
    points = np.rint(
        100 * (70 + 8 * (quality[:, None] + lenience[None, :] + 0.7 * rng.standard_normal((entries, judges))))
    ).astype(np.int64)
    seats = np.argsort(rng.random((entries, judges)), axis=1)

    def readings(times):
        read = np.arange(judges)[None, :] < times[:, None]
        entry = np.nonzero(read)[0]
        return Readings(entry, seats[read], points[entry, seats[read]], 2, entries, judges)

    first = np.full(entries, 2)
    before = METHODS["adjusted"](readings(first))
    look = second_look(readings(first), before.fit, top=top, budget=budget)
    after = METHODS["adjusted"](readings(first + look.more))
    listed, then = (np.argsort(-one.units, kind="stable")[:top] for one in (before, after))
    return look.expected_change, top - len(np.intersect1d(listed, then))


@pytest.mark.parametrize(("entries", "judges", "top"), [(24, 6, 6), (100, 8, 10)])
def test_as_many_members_are_replaced_as_was_expected(entries, judges, top) -> None:
    found = [
        looked_again(seed, entries=entries, judges=judges, top=top, budget=entries // 2) for seed in range(60)
    ]
    expected, replaced = np.mean(found, axis=0)
    assert expected == pytest.approx(replaced, rel=0.15)
