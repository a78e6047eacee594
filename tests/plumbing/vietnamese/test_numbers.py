"""Numbers and points: read aloud, typed, printed; telephone numbers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.plumbing.vietnamese import (
    format_points,
    normal_phone,
    number_in_words,
    parse_points,
    points_in_words,
)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (115, "một trăm mười lăm"),
        (121, "một trăm hai mươi mốt"),
        (1_005, "một nghìn không trăm linh năm"),
        (1_015, "một nghìn không trăm mười lăm"),
        (2_018, "hai nghìn không trăm mười tám"),
        (21_000, "hai mươi mốt nghìn"),
        (1_000_005, "một triệu không trăm linh năm"),
        (5_200_000, "năm triệu hai trăm nghìn"),
        (1_004_000, "một triệu không trăm linh bốn nghìn"),
        (1_000_000_000, "một tỷ"),
        (2_000_000_021, "hai tỷ không trăm hai mươi mốt"),
        (10**12, "một nghìn tỷ"),
        (-7, "âm bảy"),
    ],
)
def test_number_in_words(number, words):
    assert number_in_words(number) == words


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ("63.5", "Sáu mươi ba phẩy năm"),
        ("63.50", "Sáu mươi ba phẩy năm"),
        ("63", "Sáu mươi ba"),
        ("1E+2", "Một trăm"),
        ("0", "Không"),
        ("0.5", "Không phẩy năm"),
        ("7.25", "Bảy phẩy hai lăm"),
        ("84.75", "Tám mươi tư phẩy bảy lăm"),
        ("80.05", "Tám mươi phẩy không năm"),
        ("80.15", "Tám mươi phẩy mười lăm"),
        ("80.21", "Tám mươi phẩy hai mốt"),
        ("80.33", "Tám mươi phẩy ba ba"),
        ("80.333", "Tám mươi phẩy ba ba ba"),
        ("-1.5", "Âm một phẩy năm"),
    ],
)
def test_points_in_words(points, words):
    assert points_in_words(Decimal(points)) == words


@pytest.mark.parametrize(
    ("typed", "points"),
    [
        ("63,5", "63.5"),
        ("63.5", "63.5"),
        (" 63 ", "63"),
        ("0", "0"),
        ("7,25", "7.25"),
        ("100", "100"),
    ],
)
def test_points_are_typed_with_comma_or_dot(typed, points):
    assert parse_points(typed) == Decimal(points)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "-1",
        "+1",
        "1,",
        ",5",
        "1.234",
        "1.234,5",
        "1,2,3",
        "sáu",
        "63đ",
        "NaN",
        "inf",
        "1e2",
        "1_0",
        "٣",
        "1/2",
    ],
)
def test_what_is_not_points_is_refused(typed):
    with pytest.raises(ValueError, match="not points"):
        parse_points(typed)


@pytest.mark.parametrize(
    ("points", "places", "printed"),
    [
        ("63.50", 0, "63,5"),
        ("63.00", 0, "63"),
        ("63", 2, "63,00"),
        ("100", 0, "100"),
        ("87.456", 2, "87,456"),
        ("1234.5", 0, "1.234,5"),
        ("-0.5", 0, "-0,5"),
        ("-0.00", 0, "0"),
        ("1E+3", 0, "1.000"),
    ],
)
def test_format_points(points, places, printed):
    assert format_points(Decimal(points), places=places) == printed


@pytest.mark.parametrize("reader", [format_points, points_in_words])
def test_endless_points_are_refused(reader):
    with pytest.raises(ValueError, match="finite"):
        reader(Decimal("NaN"))


@given(st.decimals(min_value=0, max_value=999, places=2))
def test_printed_points_are_read_back(points):
    assert parse_points(format_points(points)) == points


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0912345678", "0912345678"),
        ("0912.345.678", "0912345678"),
        ("091 234-5678", "0912345678"),
        ("+84 912 345 678", "0912345678"),
        ("+84 (0) 912 345 678", "0912345678"),
        ("0084912345678", "0912345678"),
        ("84912345678", "0912345678"),
        ("912345678", "0912345678"),  # a spreadsheet took the text for a number
        ("848123456", "0848123456"),
        ("0205 3870 123", "02053870123"),
        ("025.387.0123", "0253870123"),
        ("0168 234 5678", None),
        ("0412345678", None),
        ("091234567", None),
        ("0912345678 / 0987654321", None),
        ("không có", None),
        ("٠٩١٢٣٤٥٦٧٨", None),
        ("", None),
    ],
)
def test_normal_phone(typed, number):
    assert normal_phone(typed) == number
