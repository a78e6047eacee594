"""Our fit beside independent programs, where these are at hand."""

import numpy as np
import pytest

from benchmarks.fits import OTHERS, compared, measure, ours, why_not
from tests.shortlist.contests import contest


@pytest.mark.parametrize("program", OTHERS)
def test_an_independent_program_finds_the_same(program) -> None:
    readings, _, _ = contest(5, entries=60, judges=6, each=3)
    if why := why_not(program, len(readings)):
        pytest.skip(why)
    told = compared(ours(readings), OTHERS[program](readings))
    assert told["variances"] < 0.005
    assert told["effects"] < 1e-3


def test_what_is_not_asked_is_told_with_the_reason(monkeypatch) -> None:
    monkeypatch.setattr("benchmarks.fits.shutil.which", lambda _name: None)
    monkeypatch.setattr("benchmarks.fits.find_spec", lambda _name: None)
    rows = measure(600)
    assert [row["program"] for row in rows] == ["ours", "lme4", "statsmodels"]
    assert [row.get("left_out", "").split(":")[0] for row in rows] == ["", "not installed", "not installed"]


def test_how_far_two_fits_lie_apart_is_told_in_shares_and_deviations() -> None:
    one = ((4.0, 1.0, 1.0), np.array([1.0, -1.0]), np.array([0.5]), 0.1)
    other = ((4.0, 1.1, 1.0), np.array([1.0, -0.8]), np.array([0.5]), 2.0)
    assert compared(one, other) == {"seconds": 2.0, "variances": 0.1, "effects": 0.1}
