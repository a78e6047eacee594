"""Which judges may read one entry together: the largest set, against all sets there are, and quickly."""

from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contest.assignment.rules.masks import places
from contest.assignment.rules.together import together


def foes_by_lot(count, pairs, seed):
    everything = list(combinations(range(count), 2))
    foes = {}
    for one, other in Random(seed).sample(everything, min(pairs, len(everything))):
        foes[one] = foes.get(one, 0) | 1 << other
        foes[other] = foes.get(other, 0) | 1 << one
    return foes


def at_peace(foes, judges):
    return not any(foes.get(judge, 0) & judges for judge in places(judges))


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 9), st.integers(0, 30), st.integers(0, 10**6), st.integers(1, 9))
def test_no_set_is_larger_unless_it_is_large_enough(count, pairs, seed, enough):
    foes = foes_by_lot(count, pairs, seed)
    found = together(foes, (1 << count) - 1, enough)
    largest = max(judges.bit_count() for judges in range(1 << count) if at_peace(foes, judges))
    assert at_peace(foes, found)
    assert min(found.bit_count(), enough) == min(largest, enough)


@pytest.mark.parametrize(("count", "pairs"), [(40, 60), (60, 200), (200, 2_000)])
def test_many_judges_and_many_pairs_are_settled_in_a_few_steps(count, pairs, monkeypatch):
    steps = []
    monkeypatch.setattr(
        "contest.assignment.rules.together.places", lambda mask: steps.append(1) or places(mask)
    )
    foes = foes_by_lot(count, pairs, 1)
    found = together(foes, (1 << count) - 1, 9 if count > 60 else count)
    assert at_peace(foes, found)
    assert len(steps) < 20_000
