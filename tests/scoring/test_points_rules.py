"""A score sheet is whole and on the scale before it is totalled."""

from decimal import Decimal

import pytest

from contest.scoring.rules import CriterionRule, Fault, check_points, round_points, total

THEME = CriterionRule("theme", Decimal(15), Decimal("0.5"))
TRUTH = CriterionRule("truth", Decimal(20), Decimal("0.5"))
FORM = CriterionRule("form", Decimal(10), Decimal(1), weight=Decimal("1.5"))


def points(**given):
    return {key: Decimal(value) for key, value in given.items()}


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (points(theme="15", truth="0", form="7"), []),
        (points(theme="12.50", truth="19.5", form="10"), []),
        (points(theme="15.5", truth="20", form="7"), [("theme", Fault.OFF_SCALE)]),
        (points(theme="-0.5", truth="20", form="7"), [("theme", Fault.OFF_SCALE)]),
        (points(theme="NaN", truth="20", form="7"), [("theme", Fault.OFF_SCALE)]),
        (points(theme="12.25", truth="20", form="7"), [("theme", Fault.OFF_STEP)]),
        (points(theme="12", form="7.5"), [("truth", Fault.MISSING), ("form", Fault.OFF_STEP)]),
        (points(theme="1", truth="1", form="1", video="5"), [("video", Fault.UNKNOWN)]),
        ({}, [("theme", Fault.MISSING), ("truth", Fault.MISSING), ("form", Fault.MISSING)]),
    ],
)
def test_check_points(given, found):
    problems = check_points(given, [THEME, TRUTH, FORM])
    assert [(problem.key, problem.fault) for problem in problems] == found


@pytest.mark.parametrize(
    ("given", "sum_"),
    [
        (points(theme="15", truth="20", form="10"), "50.00"),
        (points(theme="12.5", truth="17", form="7"), "40.00"),
        (points(theme="0", truth="0", form="0"), "0.00"),
    ],
)
def test_the_total_is_points_times_weights(given, sum_):
    assert str(total(given, [THEME, TRUTH, FORM])) == sum_


def test_an_incomplete_sheet_has_no_total():
    with pytest.raises(ValueError, match="truth is missing"):
        total(points(theme="1", form="1"), [THEME, TRUTH, FORM])


@pytest.mark.parametrize(
    ("maximum", "step", "weight"), [("0", "0.5", "1"), ("10", "0", "1"), ("10", "1", "-1")]
)
def test_a_criterion_without_a_scale_is_refused(maximum, step, weight):
    with pytest.raises(ValueError, match="scale"):
        CriterionRule("form", Decimal(maximum), Decimal(step), Decimal(weight))


@pytest.mark.parametrize(
    ("exact", "rounded"), [("0.005", "0.01"), ("80.125", "80.13"), ("80.1249", "80.12"), ("80", "80.00")]
)
def test_points_are_rounded_half_up(exact, rounded):
    assert str(round_points(Decimal(exact))) == rounded
