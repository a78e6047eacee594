"""The draw against OR-Tools on thousands of small problems: never infeasible in vain, never a violation, level."""

from collections import Counter
from random import Random

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from contest.assignment.rules import EntryToRead, JudgeAtHand, NoPlan, Problem, solve
from tests.assignment.exact import assert_kept, need, partners, willing

UNMET = 10**7


def a_problem(number, *, entries=14, judges=7, apart=((100, 101), (102, 103), (104, 105))):
    """One problem, the same for the same number: Hypothesis would draw it slower than all the rest."""
    rng = Random(number)
    jury = []
    for n in range(rng.randint(1, judges)):
        low = rng.choice([0, 0, rng.randint(0, 3)])
        jury.append(
            JudgeAtHand(
                100 + n,
                _some_unit(rng),
                low,
                rng.choice([None, rng.randint(low, low + 8)]),
                rng.choice([None, None, frozenset(rng.sample([1, 2], rng.randint(1, 2)))]),
                rng.choice([None, None, frozenset(rng.sample(["vi", "km"], rng.randint(1, 2)))]),
                rng.choice([1, 1, 2]),
            )
        )
    waiting = [
        EntryToRead(
            n,
            _some_unit(rng),
            rng.choice([None, 1, 2]),
            rng.choice([None, None, "vi", "km"]),
            rng.choice([None, None, None, 0, 3]),
        )
        for n in range(rng.randint(0, entries))
    ]

    def pairs(most):
        return {
            (rng.randint(0, entries), rng.randint(100, 100 + judges)) for _ in range(rng.randint(0, most))
        }

    return Problem(
        waiting,
        jury,
        rng.randint(1, 3),
        pairs(6),
        pairs(4),
        kept=pairs(4),
        never_together=rng.sample(apart, rng.randint(0, len(apart))),
    )


def _some_unit(rng):
    return frozenset({rng.randint(1, 3)}) if rng.random() < 0.4 else frozenset()


def costs(judge, start, end):
    """What the readings from start to end cost: the squares over the capacity, a fortune less below the minimum."""
    return [
        (2 * n + 1) * 2 // judge.capacity - (UNMET if n < judge.minimum else 0) for n in range(start, end)
    ]


def best_by_flow(problem):
    """The least cost of a plan, or None when there is none; pairs kept apart share a gate for one."""
    flow, nodes = SimpleMinCostFlow(), {}

    def node(*name):
        return nodes.setdefault(name, len(nodes))

    def arc(tail, head, cost=0, room=1):
        flow.add_arc_with_capacity_and_unit_cost(tail, head, room, cost)

    stood = Counter(judge for _, judge in problem.standing)
    wanted = 0
    for entry in problem.entries:
        missing = need(problem, entry)
        wanted += missing
        arc(node("source"), node("entry", entry.id), room=missing)
        for judge in willing(problem, entry):
            gate = min({judge, *partners(problem, judge)})
            if partners(problem, judge):
                if ("gate", entry.id, gate) not in nodes:
                    arc(node("entry", entry.id), node("gate", entry.id, gate))
                arc(node("gate", entry.id, gate), node("judge", judge))
            else:
                arc(node("entry", entry.id), node("judge", judge))
    total = 0
    for judge in problem.judges:
        start = stood[judge.id]
        end = start + len(problem.entries) if judge.maximum is None else max(start, judge.maximum)
        for cost in costs(judge, start, end):
            arc(node("judge", judge.id), node("sink"), cost)
        total += max(0, judge.minimum - start)
    flow.set_node_supply(node("source"), wanted)
    flow.set_node_supply(node("sink"), -wanted)
    assert flow.solve_max_flow_with_min_cost() == flow.OPTIMAL
    least = flow.optimal_cost() + UNMET * total
    return least if flow.maximum_flow() == wanted and least < UNMET / 2 else None


def cost_of(problem, plan):
    stood = Counter(judge for _, judge in problem.standing)
    return sum(
        sum(cost % UNMET for cost in costs(judge, stood[judge.id], plan.loads[judge.id]))
        for judge in problem.judges
    )


@settings(max_examples=1_000, deadline=None)
@given(st.integers(0, 10**9), st.integers(0, 99))
@example(1366, 0)
def test_a_plan_is_found_when_one_exists_it_keeps_every_rule_and_none_is_more_level(number, seed):
    problem = a_problem(number)
    least = best_by_flow(problem)
    if least is None:
        with pytest.raises(NoPlan) as refused:
            solve(problem, seed=seed)
        assert all(reason.needed > reason.have and reason.remedies for reason in refused.value.reasons)
        return
    plan = solve(problem, seed=seed)
    assert_kept(problem, plan)
    assert cost_of(problem, plan) == least


@pytest.mark.parametrize("seed", range(3))
def test_a_large_draw_is_level_and_breaks_nothing(seed):
    rng = np.random.default_rng(seed)
    problem = Problem(
        [EntryToRead(n, frozenset({int(rng.integers(12))}), int(rng.integers(3))) for n in range(600)],
        [JudgeAtHand(1_000 + n, frozenset({n % 12}), capacity=1 + n % 2) for n in range(18)],
        3,
        {(int(rng.integers(600)), 1_000 + int(rng.integers(18))) for _ in range(200)},
    )
    plan = solve(problem, seed=seed)
    assert_kept(problem, plan)
    assert plan.measures.spread < 2
    assert plan.measures.groups == 1
    assert plan.measures.mixed_categories < 1
