"""A receipt survives the telephone, and is never taken for a blind code."""

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.entries.rules import new_receipt, normal_receipt
from contest.plumbing.codes import ALPHABET, check_sign
from contest.screening.rules import normal_code

RECEIPT = new_receipt("CL26", rng=Random(1))
seeds = st.integers(0, 10**6)


def test_the_alphabet_has_no_look_alikes():
    assert not set("01ILO") & set(ALPHABET)
    assert len(set(ALPHABET)) == len(ALPHABET) == 31


@given(seeds, st.sampled_from(["CL26", "L10", "OIL01", "CHLO30", "CL", "A1"]))
def test_a_receipt_has_its_shape_and_its_check(seed, prefix):
    receipt = new_receipt(prefix, rng=Random(seed))
    assert re.fullmatch(rf"{prefix}-[{ALPHABET}]{{4}}-[{ALPHABET}]", receipt)
    assert normal_receipt(receipt) == receipt


@pytest.mark.parametrize(
    "typed",
    [
        RECEIPT,
        RECEIPT.lower(),
        RECEIPT.replace("-", ""),
        RECEIPT.replace("-", " – "),
        f"  {RECEIPT}\n",
        " ".join(RECEIPT),
        RECEIPT.replace("L", "1"),
    ],
)
def test_a_receipt_is_known_however_it_is_typed(typed):
    assert normal_receipt(typed) == RECEIPT


@pytest.mark.parametrize(
    ("prefix", "misread"), [("LO10", "1O1O"), ("HI01", "HIOI"), ("OL30", "0L3O"), ("IL11", "11LI")]
)
def test_look_alikes_in_the_prefix_are_forgiven(prefix, misread):
    receipt = new_receipt(prefix, rng=Random(3))
    assert normal_receipt(receipt.replace(prefix, misread)) == receipt


@given(seeds, st.integers(0, 4), st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_found(seed, place, sign):
    receipt = new_receipt("CL26", rng=Random(seed))
    signs = list(receipt.replace("-", ""))
    right = signs[4 + place]
    signs[4 + place] = sign
    assert (normal_receipt("".join(signs)) == receipt) == (sign == right)


@given(st.text(alphabet=ALPHABET, min_size=4, max_size=9), st.integers(0, 7))
def test_two_swapped_neighbours_are_found(signs, place):
    place %= len(signs) - 1
    swapped = signs[:place] + signs[place + 1] + signs[place] + signs[place + 2 :]
    assert (check_sign(swapped) == check_sign(signs)) == (swapped == signs)


@given(seeds)
def test_no_part_of_a_receipt_is_a_blind_code(seed):
    receipt = new_receipt("CL26", rng=Random(seed))
    assert normal_code(receipt.partition("-")[2]) is None


@pytest.mark.parametrize(
    "text", ["", "CL26", "K7QF-3", "CL26-0000-0", "ĐL26-7KQ4-9", "2" * 40, RECEIPT + "2"]
)
def test_what_is_no_receipt_is_not_taken_for_one(text):
    assert normal_receipt(text) is None


@pytest.mark.parametrize("prefix", ["", "cl26", "C2L", "26", "CHILANG", "CL126", "ĐL26", "CL-26"])
def test_another_prefix_is_refused(prefix):
    with pytest.raises(ValueError, match="prefix"):
        new_receipt(prefix, rng=Random(1))
