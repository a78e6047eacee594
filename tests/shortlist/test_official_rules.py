"""Marks as a list is made of them: agreed marks stand, models refuse what they cannot compare."""

from decimal import Decimal

import numpy as np
import pytest

from contest.shortlist.rules import METHODS, Agreed, Marked, Readings, UnfitKind, fit, marks_by, with_agreed
from contest.shortlist.rules.methods.wording import why
from tests.shortlist.contests import contest


def sheets(*rows):
    return Readings.of((entry, judge, Decimal(total)) for entry, judge, total in rows)


FIVE = sheets(*((entry, judge, 60 + 5 * entry + judge) for entry in (0, 1) for judge in range(5)))


@pytest.mark.parametrize(
    ("method", "untouched", "agreed"),
    [
        ("mean", "62.00", "80"),
        ("median", "62.00", "80"),
        ("trimmed", "62.00", "80"),
        ("sum", "310.00", "400"),
    ],
)
def test_an_agreed_mark_stands_for_its_entry(method, untouched, agreed):
    assert marks_by(method, FIVE, {}).marks[0] == Decimal(untouched)
    found = marks_by(method, FIVE, {0: Agreed(Decimal(80), by_its_judges=True)})
    assert found.marks == {0: Decimal(agreed), 1: marks_by(method, FIVE, {}).marks[1]}


@pytest.mark.parametrize("method", ["zscore", "ratio"])
def test_standard_scores_and_ratios_are_made_of_the_sheets_alone(method):
    said = {0: Agreed(Decimal(10), by_its_judges=True)}
    assert marks_by(method, FIVE, said) == marks_by(method, FIVE, {})


def test_a_model_marks_as_it_always_does_where_nothing_was_agreed():
    readings, *_ = contest(3)
    found = METHODS["adjusted"](readings)
    marks = marks_by("adjusted", readings, {}).marks
    assert len(marks) == readings.entries
    assert all(abs(marks[place] - found.mark(place)) <= Decimal("0.005") for place in marks)
    assert all(mark == mark.quantize(Decimal("0.01")) for mark in marks.values())


def replaced(readings, place, total):
    """The same readings, each sheet of one entry at this total."""
    points = readings.points.copy()
    points[readings.entry == place] = total * 100
    return Readings(
        readings.entry, readings.judge, points, readings.places, readings.entries, readings.judges
    )


def test_judges_who_agree_on_what_they_gave_change_nothing():
    readings = replaced(contest(5)[0], 7, 71)
    found = fit(readings)
    said = with_agreed(readings, found, {7: Agreed(Decimal(71), by_its_judges=True)})
    assert np.allclose(said, found.level + found.quality)


@pytest.mark.parametrize("mark", [40, 71, 95])
def test_what_judges_agree_is_weighed_as_if_each_of_them_had_given_it(mark):
    """By the definition: the entry's value given level, effects and variances of the first sheets."""
    readings, *_ = contest(5, each=4)
    found = fit(readings)
    mine = np.flatnonzero(readings.entry == 7)
    parts = found.variances
    off = mark - found.level - found.effects[readings.judge[mine]]
    expected = found.level + off.sum() / (len(mine) + parts.noise / parts.quality)
    said = with_agreed(readings, found, {7: Agreed(Decimal(mark), by_its_judges=True)})
    assert said[7] == pytest.approx(expected)
    assert np.delete(said, 7) == pytest.approx(np.delete(found.level + found.quality, 7))


@pytest.mark.parametrize("mark", [40, 95])
def test_no_severity_is_taken_off_what_a_panel_or_the_head_decided(mark):
    readings, *_ = contest(5, each=4)
    found = fit(readings)
    parts = found.variances
    expected = found.level + 4 * (mark - found.level) / (4 + parts.noise / parts.quality)
    said = with_agreed(readings, found, {7: Agreed(Decimal(mark), by_its_judges=False)})
    assert said[7] == pytest.approx(expected)


def test_the_first_sheets_alone_tell_how_severe_judges_are():
    readings, *_ = contest(5)
    plain = marks_by("adjusted", readings, {})
    talked = marks_by("adjusted", readings, {7: Agreed(Decimal(10), by_its_judges=True)})
    assert plain.parameters == talked.parameters
    assert {place for place in plain.marks if plain.marks[place] != talked.marks[place]} == {7}


APART = sheets((0, 0, 70), (0, 1, 75), (1, 0, 80), (1, 1, 81), (2, 2, 60), (2, 3, 66), (3, 2, 90), (3, 3, 91))


@pytest.mark.parametrize(
    ("method", "readings", "kind"),
    [
        ("adjusted", APART, UnfitKind.DISCONNECTED),
        ("scaled", APART, UnfitKind.DISCONNECTED),
        ("zscore", APART, UnfitKind.DISCONNECTED),
        ("ratio", APART, UnfitKind.DISCONNECTED),
        ("adjusted", sheets((0, 0, 70), (1, 0, 80)), UnfitKind.ONE_JUDGE),
        ("adjusted", sheets((0, 0, 70), (1, 1, 80)), UnfitKind.NO_REPEATS),
        ("scaled", sheets((0, 0, 70), (0, 1, 70)), UnfitKind.NO_SPREAD),
        ("trimmed", APART, UnfitKind.TOO_FEW),
        ("sum", sheets((0, 0, 70), (0, 1, 70), (1, 0, 70)), UnfitKind.UNEVEN),
        ("mean", sheets(), UnfitKind.NO_READINGS),
    ],
)
def test_a_method_that_cannot_be_used_says_why(method, readings, kind):
    unfit = marks_by(method, readings, {})
    assert unfit.kind is kind
    sentence, values = why(unfit)
    assert sentence % values


@pytest.mark.parametrize("method", ["mean", "median"])
def test_means_and_medians_need_no_common_entries(method):
    assert isinstance(marks_by(method, APART, {}), Marked)
