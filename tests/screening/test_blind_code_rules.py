"""Blind codes are random, different, guarded by a check, and unlike receipts."""

import re
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.entries.rules import normal_receipt
from contest.plumbing.codes import ALPHABET
from contest.screening.rules import draw_codes, normal_code


def test_codes_are_different_and_have_their_shape():
    codes = draw_codes(2000, taken=(), rng=Random(7))
    assert len(set(codes)) == 2000
    assert all(re.fullmatch(rf"[{ALPHABET}]{{4}}-[{ALPHABET}]", code) for code in codes)
    assert all(normal_code(code) == code for code in codes)


def test_the_same_dice_draw_the_same_codes_and_others_draw_others():
    assert draw_codes(5, taken=(), rng=Random(7)) == draw_codes(5, taken=(), rng=Random(7))
    assert draw_codes(5, taken=(), rng=Random(7)) != draw_codes(5, taken=(), rng=Random(8))


def test_a_code_in_use_is_not_drawn_again():
    first = draw_codes(50, taken=(), rng=Random(7))
    assert not set(first[:10]) & set(draw_codes(50, taken=first[:10], rng=Random(7)))


def test_codes_come_in_no_order():
    codes = draw_codes(200, taken=(), rng=Random(7))
    ascending = sum(a < b for a, b in pairwise(codes))
    assert 70 < ascending < 130


def test_many_codes_are_longer():
    assert {len(code) for code in draw_codes(46_177, taken=(), rng=Random(7))} == {7}


@pytest.mark.parametrize("count", [0, -1])
def test_as_many_as_asked(count):
    if count < 0:
        with pytest.raises(ValueError, match="below 0"):
            draw_codes(count, taken=(), rng=Random(7))
    else:
        assert draw_codes(count, taken=(), rng=Random(7)) == ()


@given(st.integers(0, 10**6))
def test_a_code_is_known_however_it_is_typed_and_never_as_a_receipt(seed):
    (code,) = draw_codes(1, taken=(), rng=Random(seed))
    for typed in (code, code.lower(), code.replace("-", ""), f" {' '.join(code)} "):
        assert normal_code(typed) == code
        assert normal_receipt(typed) is None


@pytest.mark.parametrize("text", ["", "K7QF", "K7QO-3", "CL26-7KQ4-9", "ĐKQF-3"])
def test_what_is_no_code_is_not_taken_for_one(text):
    assert normal_code(text) is None
