"""What a setting may be: truth tables."""

from decimal import Decimal

import pytest

from contest.charter.rules import METHODS, MODELLED, CutKind, key_of, prefix_of, slug_of
from contest.charter.rules.fitness import (
    PREFIX,
    criterion_unfit,
    first_unfit,
    method_unfit,
    round_unfit,
    tie_breaks_unfit,
)
from contest.entries.rules import new_receipt
from contest.scoring.rules.aggregations import AGGREGATIONS
from contest.shortlist.rules import METHOD_NAMES
from contest.shortlist.rules import METHODS as WAYS

ROUND = {
    "name": "Vòng sơ khảo",
    "readers": 2,
    "band_agree": Decimal(10),
    "band_minutes": Decimal(15),
    "band_panel": Decimal(25),
    "method": "mean",
    "cut_kind": CutKind.TOP,
    "cut_top": 20,
    "cut_threshold": None,
    "cut_percent": None,
    "tie_breaks": [{"criteria": ["c1"]}, {"median": True}, {"head": True}],
    "recheck_percent": 5,
    "recheck_top": None,
    "look_percent": 0,
    "look_most": 2,
    "look_stop": Decimal("0.5"),
}


@pytest.mark.parametrize(
    ("values", "fits"),
    [
        ({"words_min": 800, "words_max": 2500}, True),
        ({"words_min": 2500, "words_max": 2500}, True),
        ({"words_min": 2501, "words_max": 2500}, False),
        ({"words_tolerance_percent": 0}, True),
        ({"words_tolerance_percent": 101}, False),
        ({"quota_up": None}, True),
        ({"quota_up": -1}, False),
        ({"retention_months": None}, False),
        ({"max_file_mb": 20, "max_total_mb": 10}, False),
        ({"title": " "}, False),
        ({"title": "a" * 301}, False),
        ({"zone": "Asia/Ho_Chi_Minh"}, True),
        ({"zone": "Lạng Sơn"}, False),
        ({"slug": "guong-sang-2026"}, True),
        ({"slug": "Gương sáng"}, False),
        ({"slug": "hai--gach"}, False),
        ({"slug": "new"}, False),
        ({"slug": "a" * 61}, False),
    ],
)
def test_a_setting_fits_or_is_named(values, fits):
    assert (first_unfit(values) is None) is fits


@pytest.mark.parametrize(
    ("prefix", "fits"),
    [
        ("CL26", True),
        ("C", True),
        ("ABCD26", True),
        ("ABCDE", False),
        ("cl26", False),
        ("26", False),
        ("CL-26", False),
        ("ĐM26", False),
        ("", False),
    ],
)
def test_a_prefix_is_one_to_four_capitals_and_up_to_two_digits(prefix, fits):
    assert (first_unfit({"receipt_prefix": prefix}) is None) is fits


@pytest.mark.parametrize(
    ("area", "prefix"),
    [
        ("huyện Chi Lăng", "CL26"),
        ("Tỉnh Lạng Sơn", "LS26"),
        ("thị trấn Đồng Mỏ", "DM26"),
        ("", "GS26"),
        ("Xã Một Hai Ba Bốn Năm", "MHBB26"),
        ("Quan Sơn", "S26"),
    ],
)
def test_a_prefix_is_proposed_from_the_place_and_can_be_issued(area, prefix, rng):
    proposed = prefix_of(area, 2026)
    if area != "Quan Sơn":
        assert proposed == prefix
    assert PREFIX.fullmatch(proposed)
    assert new_receipt(proposed, rng=rng).startswith(f"{proposed}-")


@pytest.fixture
def rng():
    from random import Random

    return Random(7)


@pytest.mark.parametrize(
    ("change", "fits"),
    [
        ({}, True),
        ({"name": ""}, False),
        ({"readers": 0}, False),
        ({"readers": 9}, True),
        ({"readers": 10}, False),
        ({"band_agree": Decimal(15)}, True),
        ({"band_agree": Decimal("15.5")}, False),
        ({"band_panel": Decimal(-1)}, False),
        ({"method": "guess"}, False),
        ({"cut_top": None}, False),
        ({"cut_kind": CutKind.THRESHOLD}, False),
        ({"cut_kind": CutKind.THRESHOLD, "cut_threshold": Decimal(80), "cut_top": None}, True),
        ({"tie_breaks": [{"criteria": ["gone"]}]}, False),
        ({"recheck_percent": 0, "recheck_top": 0}, True),
        ({"recheck_percent": 101}, False),
        ({"recheck_percent": -1}, False),
        ({"recheck_top": -1}, False),
        ({"look_percent": 100, "look_most": 9, "look_stop": Decimal(0)}, True),
        ({"look_percent": 101}, False),
        ({"look_percent": -1}, False),
        ({"look_most": 0}, False),
        ({"look_most": 10}, False),
        ({"look_stop": Decimal("-0.5")}, False),
    ],
)
def test_a_round_fits_or_its_setting_is_named(change, fits):
    assert (round_unfit({**ROUND, **change}, ["c1", "c2"]) is None) is fits


@pytest.mark.parametrize(
    ("steps", "fits"),
    [
        ([], True),
        ([{"median": True}, {"head": True}], True),
        ([{"criteria": ["c1", "c2"]}], True),
        ([{"criteria": []}], False),
        ([{"dice": True}], False),
    ],
)
def test_tie_breaks_say_how_they_compare(steps, fits):
    assert (tie_breaks_unfit(steps, ["c1", "c2"]) is None) is fits


@pytest.mark.parametrize(
    ("maximum", "step", "weight", "fits"),
    [
        ("15", "0.5", "1", True),
        ("10", "3", "1", False),
        ("0", "0.5", "1", False),
        ("10", "0", "1", False),
        ("10", "0.25", "1.5", True),
        ("10", "1", "0", False),
    ],
)
def test_a_criterion_can_be_scored_to_its_maximum(maximum, step, weight, fits):
    assert (criterion_unfit("Chân thực", Decimal(maximum), Decimal(step), Decimal(weight)) is None) is fits


def test_charter_scoring_and_ranking_call_each_method_by_the_same_name():
    assert set(METHODS) == set(AGGREGATIONS) | MODELLED
    assert set(METHODS) < set(WAYS) == set(METHOD_NAMES)


@pytest.mark.parametrize(
    ("method", "readers", "fits"),
    [
        ("mean", 1, True),
        ("sum", 3, True),
        ("median", 3, True),
        ("trimmed", 5, True),
        ("trimmed", 4, False),
        ("adjusted", 2, True),
        ("adjusted", 1, False),
        ("scaled", 1, False),
        ("zscore", 9, False),
        ("ratio", 9, False),
        ("trimmed-mean", 9, False),
    ],
)
def test_a_method_needs_its_readers_and_second_opinions_are_never_official(method, readers, fits):
    assert (method_unfit(method, readers) is None) is fits
    assert (round_unfit({**ROUND, "method": method, "readers": readers}, ["c1"]) is None) is fits


def test_an_address_comes_from_the_title_and_a_key_from_a_name():
    assert slug_of("Những tấm gương điển hình", 2026) == "nhung-tam-guong-dien-hinh-2026"
    assert slug_of("★", 2026) == "cuoc-thi-2026"
    assert key_of("Chân thực", set()) == "chan-thuc"
    assert key_of("Chân thực", {"chan-thuc"}) == "chan-thuc-2"
