"""A later draw moves as few readings as any plan as level does, against OR-Tools' flow; what panels keep stays too."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from contest.assignment.rules import EntryToRead, JudgeAtHand, Panels, Problem, solve
from tests.assignment.exact import need, willing

LEVEL = 10**4


def a_change(number):
    """A round that was dealt to so many readers each, some have begun; now fewer are wanted, or judges join."""
    rng = Random(number)
    jury = [
        JudgeAtHand(100 + n, frozenset({n % 4}), capacity=rng.choice([1, 1, 2]))
        for n in range(rng.randint(3, 9))
    ]
    entries = [EntryToRead(n, frozenset({rng.randrange(4)})) for n in range(rng.randint(1, 20))]
    before = [judge for judge in jury if rng.random() < 0.8] or jury
    readers = rng.randint(1, 3)
    dealt = [
        (entry.id, judge.id)
        for entry in entries
        for judge in rng.sample(before, min(len(before), readers))
        if not judge.units & entry.units
    ]
    begun = {pair for pair in dealt if rng.random() < 0.2}
    wanted = rng.randint(1, max(1, readers))
    return Problem(entries, jury, wanted, standing=begun, kept=set(dealt) - begun)


def fewest_moves(problem):
    """The new readings of a plan as level as any that has fewest of them; None without a plan."""
    flow, kept, stood = (
        SimpleMinCostFlow(),
        set(problem.kept),
        Counter(judge for _, judge in problem.standing),
    )
    number = {judge.id: n for n, judge in enumerate(problem.judges)}
    source, sink, first = len(number), len(number) + 1, len(number) + 2
    wanted = 0
    for n, entry in enumerate(problem.entries, first):
        wanted += need(problem, entry)
        flow.add_arc_with_capacity_and_unit_cost(source, n, need(problem, entry), 0)
        for judge in willing(problem, entry):
            flow.add_arc_with_capacity_and_unit_cost(n, number[judge], 1, (entry.id, judge) not in kept)
    for judge in problem.judges:
        for load in range(stood[judge.id], stood[judge.id] + len(problem.entries)):
            cost = LEVEL * (2 * load + 1) * 2 // judge.capacity
            flow.add_arc_with_capacity_and_unit_cost(number[judge.id], sink, 1, cost)
    flow.set_node_supply(source, wanted)
    flow.set_node_supply(sink, -wanted)
    flow.solve_max_flow_with_min_cost()
    return flow.optimal_cost() % LEVEL if flow.maximum_flow() == wanted else None


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 10**9), st.integers(0, 99))
def test_as_few_readings_move_as_the_level_of_the_loads_allows(number, seed):
    problem = a_change(number)
    fewest = fewest_moves(problem)
    if fewest is not None:
        plan = solve(problem, seed=seed)
        assert len(set(plan) - set(problem.kept)) == fewest
        assert not set(plan) & set(problem.standing)


ENTRIES = [EntryToRead(n, frozenset({n % 5}), n % 2) for n in range(60)]
JUDGES = [JudgeAtHand(100 + n) for n in range(12)]
PANELS = tuple(frozenset(range(100 + 3 * n, 103 + 3 * n)) for n in range(4))


@pytest.mark.parametrize("seed", range(3))
def test_fewer_readers_make_nobody_read_what_they_did_not_read_before(seed):
    first = solve(Problem(ENTRIES, JUDGES, 3), seed=seed)
    second = solve(Problem(ENTRIES, JUDGES, 2, kept=first), seed=seed + 1)
    assert set(second) <= set(first)
    assert set(second.loads.values()) == {10}


@pytest.mark.parametrize("seed", range(3))
def test_in_split_panels_a_judge_who_joins_takes_only_what_the_level_needs(seed):
    first = solve(Problem(ENTRIES, JUDGES, 3, panels=Panels(PANELS)), seed=seed)
    joined = Panels((PANELS[0] | {200}, *PANELS[1:]))
    second = solve(Problem(ENTRIES, [*JUDGES, JudgeAtHand(200)], 3, kept=first, panels=joined), seed=seed + 1)
    assert set(second.loads.values()) <= {13, 14}
    assert len(set(second) - set(first)) == second.loads[200]


@pytest.mark.parametrize("seed", range(3))
def test_in_split_panels_whoever_leaves_passes_on_their_own_and_little_else(seed):
    first = solve(Problem(ENTRIES, JUDGES, 3, panels=Panels(PANELS)), seed=seed)
    left = Panels((PANELS[0] - {100}, *PANELS[1:]))
    second = solve(Problem(ENTRIES, JUDGES[1:], 3, kept=first, panels=left), seed=seed + 1)
    assert set(second.loads.values()) <= {16, 17}
    assert len(set(second) - set(first)) <= first.loads[100] + 4


@pytest.mark.parametrize("seed", range(3))
def test_in_panels_fewer_readers_keep_each_entry_in_its_panel(seed):
    first = solve(Problem(ENTRIES, JUDGES, 3, panels=Panels(PANELS)), seed=seed)
    second = solve(Problem(ENTRIES, JUDGES, 2, kept=first, panels=Panels(PANELS)), seed=seed + 1)
    assert set(second.loads.values()) == {10}
    assert set(second) <= set(first)
