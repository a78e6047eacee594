"""The yardstick of the draw: OR-Tools' min-cost flow, arcs in bulk, every judge's load forced to the level."""

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from contest.assignment.rules import Problem
from contest.assignment.rules.columns import Ids

_SCALE = 100_000


def by_flow(problem: Problem) -> tuple[Ids, Ids]:
    """A plan of the greatest weight (of any, without wishes) among those whose loads differ by one at most.

    Returns  entries and judges, one each a reading; raises RuntimeError when there is none
    """
    entries, judges = len(problem.entries), len(problem.judges)
    free = _allowed(problem)
    entry, judge = np.nonzero(free)
    cost = np.zeros(len(entry), dtype=np.int64)
    if problem.wishes:
        weights = problem.wishes.weights.reshape(entries, judges)
        cost = -np.rint(weights[entry, judge] * _SCALE).astype(np.int64)
    wanted = entries * problem.readers
    least, more = divmod(wanted, judges)
    flow = SimpleMinCostFlow()
    source, spare = entries + judges, entries + judges + 1
    flow.add_arcs_with_capacity_and_unit_cost(
        np.full(entries, source),
        np.arange(entries),
        np.full(entries, problem.readers),
        np.zeros(entries, dtype=np.int64),
    )
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        entry, entries + judge, np.ones(len(entry), dtype=np.int64), cost
    )
    flow.add_arcs_with_capacity_and_unit_cost(
        entries + np.arange(judges),
        np.full(judges, spare),
        np.ones(judges, dtype=np.int64),
        np.zeros(judges, dtype=np.int64),
    )
    supplies = np.concatenate([np.zeros(entries), np.full(judges, -least), [wanted, -more]]).astype(np.int64)
    flow.set_nodes_supplies(np.arange(entries + judges + 2), supplies)
    if flow.solve() != flow.OPTIMAL:
        raise RuntimeError("the flow found no plan")
    chosen = np.flatnonzero(flow.flows(arcs))
    return problem.entries.ids[entry[chosen]], judge[chosen] + 1


def _allowed(problem: Problem) -> np.ndarray:
    """Entries by judges: the dense matrix that the product never makes."""
    free = np.ones((len(problem.entries), len(problem.judges)), dtype=bool)
    units = np.array([next(iter(kind.units)) for kind in problem.entries.kinds])[problem.entries.kind_of]
    of_judge = np.array([next(iter(judge.units)) for judge in problem.judges])
    free &= units[:, None] != of_judge[None, :]
    free[problem.excluded.entries - 1, problem.excluded.judges - 1] = False
    return free
