"""The code on paper however it comes back, and what two readings of one sheet say together."""

from random import Random

import pytest

from contest.plumbing.codes import draw_token
from contest.scoring.rules import Typed, agreed_on, clashes, differences, grouped, read_by_two, token_in

TOKEN = draw_token(rng=Random(3))


@pytest.mark.parametrize(
    "typed",
    [
        TOKEN,
        TOKEN.lower(),
        grouped(TOKEN),
        f" {grouped(TOKEN).replace('-', ' ')} ",
        f"https://thi.example.vn/office/guong-sang-2026/sheets/by/{TOKEN}",
        f"https://thi.example.vn/office/guong-sang-2026/sheets/by/{TOKEN}/",
    ],
)
def test_a_token_is_known_scanned_or_typed(typed):
    assert token_in(typed) == TOKEN


@pytest.mark.parametrize(
    "typed", ["", "7KQ4-9", TOKEN[:-1], "A" + TOKEN, TOKEN[1] + TOKEN[0] + TOKEN[2:], "không"]
)
def test_anything_else_is_no_token(typed):
    assert token_in(typed) is None


@pytest.mark.parametrize(
    ("first", "second", "differing", "clashing"),
    [
        (({"c1": "8.00"}, ""), ({"c1": "8.00"}, ""), (), ()),
        (({"c1": "8.00", "c2": "3.00"}, ""), ({"c1": "8.00", "c2": "5.00"}, ""), ("c2",), ("c2",)),
        (({"c1": "8.00"}, "Bài hay."), ({"c1": "8.00"}, " bài  hay. "), (), ()),
        (({"c1": "8.00"}, "Bài hay."), ({"c1": "8.00"}, ""), (), ("remark",)),
        (({"c1": "8.00"}, "Bài hay."), ({"c1": "8.00"}, "Bài dài."), ("remark",), ("remark",)),
        (({"c1": "8.00"}, ""), ({}, ""), ("c1",), ("c1",)),
    ],
)
def test_where_two_readings_differ(first, second, differing, clashing):
    assert differences(Typed(*first), Typed(*second)) == differing
    assert clashes(Typed(*first), Typed(*second)) == clashing


def test_a_remark_that_one_of_them_typed_is_taken():
    assert agreed_on(Typed({"c1": "8.00"}, "Bài hay."), Typed({"c1": "8.00"}, "")).remark == "Bài hay."


@pytest.mark.parametrize(("settled", "known"), [("8.00", True), ("9.00", True), ("8.50", False)])
def test_points_that_neither_had_read_are_one_persons_word(settled, known):
    assert (
        read_by_two(Typed({"c1": settled}, ""), Typed({"c1": "8.00"}, ""), Typed({"c1": "9.00"}, "")) is known
    )
