"""What is typed for a number: plain digits or nothing, and never a crash."""

import pytest

from contest.web.typed import whole, wholes


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("7", 7),
        (" 7 ", 7),
        ("007", 7),
        ("0", 0),
        ("9" * 15, 999_999_999_999_999),
        ("9" * 16, None),
        ("9" * 5000, None),
        ("", None),
        (None, None),
        ("-1", None),
        ("+1", None),
        ("1.0", None),
        ("1_0", None),
        ("²", None),
        ("٣", None),
        ("x", None),
    ],
)
def test_a_whole_number_is_plain_digits(typed: str | None, number: int | None) -> None:
    assert whole(typed) == number


def test_of_several_those_that_are_numbers_are_taken() -> None:
    assert wholes(["1", "x", "2", "2", "²", ""]) == {1, 2}
