"""The draw against OR-Tools on thousands of small problems: never infeasible in vain, never a violation, level."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow
from ortools.sat.python import cp_model

from contest.assignment.rules import EntryToRead, JudgeAtHand, NoPlan, Problem, solve

UNMET = 10**7
units = st.frozensets(st.integers(1, 3), max_size=1)
languages = st.sampled_from([None, "vi", "km"])


@st.composite
def problems(draw, *, entries=14, judges=7, apart=((100, 101), (102, 103), (104, 105))):
    made = []
    for n in range(draw(st.integers(1, judges))):
        low = draw(st.integers(0, 3))
        made.append(
            JudgeAtHand(
                100 + n,
                draw(units),
                low,
                draw(st.none() | st.integers(low, low + 8)),
                draw(st.none() | st.frozensets(st.integers(1, 2), min_size=1)),
                draw(st.none() | st.frozensets(st.sampled_from(["vi", "km"]), min_size=1)),
                draw(st.sampled_from([1, 1, 2])),
            )
        )
    waiting = [
        EntryToRead(
            n,
            draw(units),
            draw(st.sampled_from([None, 1, 2])),
            draw(languages),
            draw(st.sampled_from([None, None, 0, 3])),
        )
        for n in range(draw(st.integers(0, entries)))
    ]
    pairs = st.tuples(st.integers(0, entries), st.integers(100, 100 + judges))
    return Problem(
        waiting,
        made,
        draw(st.integers(1, 3)),
        draw(st.frozensets(pairs, max_size=6)),
        draw(st.frozensets(pairs, max_size=4)),
        kept=draw(st.frozensets(pairs, max_size=4)),
        never_together=draw(st.frozensets(st.sampled_from(apart), max_size=3)),
    )


def partners(problem, judge):
    return {one + other - judge for one, other in problem.never_together if judge in (one, other)}


def willing(problem, entry):
    """Judges who may still read the entry, whoever else is dealt it."""
    stood = {judge for e, judge in problem.standing if e == entry.id}
    barred = {judge for e, judge in problem.excluded if e == entry.id} | stood
    at_hand = {judge.id for judge in problem.judges}
    return [
        judge.id
        for judge in problem.judges
        if judge.may_read(entry)
        and judge.id not in barred
        and not partners(problem, judge.id) & stood & at_hand
    ]


def need(problem, entry):
    wanted = problem.readers if entry.readers is None else entry.readers
    return max(0, wanted - sum(e == entry.id for e, _ in problem.standing))


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


def assert_kept(problem, plan):
    """Every rule, asked of the pairs alone."""
    stood = Counter(judge for _, judge in problem.standing)
    read = {}
    for entry, judge in plan:
        read.setdefault(entry, []).append(judge)
    for entry in problem.entries:
        readers = read.pop(entry.id, [])
        assert len(set(readers)) == len(readers) == need(problem, entry)
        assert set(readers) <= set(willing(problem, entry))
        assert not any(partners(problem, judge) & set(readers) for judge in readers)
    assert not read
    new = Counter(judge for _, judge in plan)
    for judge in problem.judges:
        assert plan.loads[judge.id] == stood[judge.id] + new[judge.id]
        assert plan.loads[judge.id] >= judge.minimum
        assert judge.maximum is None or plan.loads[judge.id] <= max(judge.maximum, stood[judge.id])


@settings(max_examples=1_000, deadline=None)
@given(problems(), st.integers(0, 99))
def test_a_plan_is_found_when_one_exists_it_keeps_every_rule_and_none_is_more_level(problem, seed):
    least = best_by_flow(problem)
    if least is None:
        with pytest.raises(NoPlan) as refused:
            solve(problem, seed=seed)
        assert all(reason.needed > reason.have and reason.remedies for reason in refused.value.reasons)
        return
    plan = solve(problem, seed=seed)
    assert_kept(problem, plan)
    assert cost_of(problem, plan) == least


def feasible_by_search(problem):
    """Whether there is a plan at all, by CP-SAT, for judges kept apart in any pattern."""
    model, read = cp_model.CpModel(), {}
    for entry in problem.entries:
        who = willing(problem, entry)
        read |= {(entry.id, judge): model.new_bool_var("") for judge in who}
        model.add(sum(read[entry.id, judge] for judge in who) == need(problem, entry))
        for one, other in problem.never_together:
            if one in who and other in who:
                model.add(read[entry.id, one] + read[entry.id, other] <= 1)
    stood = Counter(judge for _, judge in problem.standing)
    for judge in problem.judges:
        load = sum(var for (_, who), var in read.items() if who == judge.id) + stood[judge.id]
        model.add(load >= judge.minimum)
        if judge.maximum is not None:
            model.add(load <= max(judge.maximum, stood[judge.id]))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return solver.solve(model) == cp_model.OPTIMAL


chains = ((100, 101), (101, 102), (102, 103), (100, 103), (103, 104))


@settings(max_examples=60, deadline=None)
@given(problems(entries=8, judges=5, apart=chains), st.integers(0, 99))
def test_judges_kept_apart_in_any_pattern_find_a_plan_when_one_exists(problem, seed):
    try:
        plan = solve(problem, seed=seed)
    except NoPlan:
        assert not feasible_by_search(problem)
    else:
        assert_kept(problem, plan)


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
