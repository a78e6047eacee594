"""Which judges may read one entry together: the largest set, against all sets there are, and quickly."""

from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

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


@pytest.mark.parametrize(("count", "pairs"), [(40, 60), (40, 200), (60, 120)])
def test_it_is_as_exact_for_many_judges_as_for_few(count, pairs):
    foes = foes_by_lot(count, pairs, 1)
    model = cp_model.CpModel()
    taken = [model.new_bool_var("") for _ in range(count)]
    for one, others in foes.items():
        for other in places(others):
            model.add(taken[one] + taken[other] <= 1)
    model.maximize(sum(taken))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.solve(model)
    found = together(foes, (1 << count) - 1, count)
    assert at_peace(foes, found)
    assert found.bit_count() == solver.objective_value


def test_it_is_no_matter_how_many_never_meet_when_few_are_wanted():
    foes = foes_by_lot(300, 20_000, 1)
    assert together(foes, (1 << 300) - 1, 4).bit_count() >= 4
