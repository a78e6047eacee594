"""The draw's cases, measured one at a time: made up, solved, checked and written."""

import gc
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.draw_table import draw_all, opened, write, write_bare
from benchmarks.measuring import peak_mb
from contest.assignment.rules import Entries, EntryKind, JudgeAtHand, Pairs, Problem, Wishes, solve
from contest.assignment.rules.columns import Ids
from contest.assignment.rules.measuring import compare, spread_of

SHARE, SINGLES = 0.02, 3
"""Conflicts: a share of all pairs up to 10,000 entries, so many single judges an entry above."""


def problem_of(entries: int, judges: int, readers: int, seed: int, *, wishes: bool = False) -> Problem:
    """One case: each entry and judge of a unit, nobody reads their own; conflicts drawn; ids from 1."""
    rng = np.random.default_rng(seed)
    units = max(5, judges // 2)
    kinds = tuple(EntryKind(frozenset({unit})) for unit in range(units))
    unit_of = rng.integers(0, units, entries)
    seats = tuple(JudgeAtHand(place + 1, frozenset({place % units})) for place in range(judges))
    if entries <= 10_000:
        count = int(entries * judges * SHARE)
        excluded = Pairs(rng.integers(1, entries + 1, count), rng.integers(1, judges + 1, count))
    else:
        who = rng.integers(1, judges + 1, entries * SINGLES)
        excluded = Pairs(np.repeat(np.arange(1, entries + 1), SINGLES), who)
    return Problem(
        Entries(np.arange(1, entries + 1), unit_of, kinds),
        seats,
        readers,
        excluded,
        wishes=_wishes(entries, judges, rng) if wishes else None,
    )


def _wishes(entries: int, judges: int, rng: np.random.Generator) -> Wishes:
    """Every pair has a weight: how well the fields of an entry and of a judge agree, and a judge's own taste."""
    fields = 6
    about, good_at = rng.dirichlet([0.5] * fields, entries), rng.dirichlet([0.7] * fields, judges)
    weights = about @ good_at.T + 0.3 * rng.random((entries, judges))
    who = np.tile(np.arange(1, judges + 1), entries)
    return Wishes(np.repeat(np.arange(1, entries + 1), judges), who, weights.ravel())


def measure(method: str, database: str, *numbers: int) -> dict[str, Any]:
    """Solve, write and check one case by one method; see benchmarks.draw for what is told.

    database  a file filled for the case
    numbers   entries, judges, readers, seed
    """
    entries, judges, readers, seed = numbers
    problem = problem_of(entries, judges, readers, seed, wishes="wishes" in method)
    with opened(Path(database)) as path:
        solve(
            problem_of(40, 5, 2, seed, wishes="wishes" in method), seed=seed
        )  # what is loaded once is loaded
        gc.collect()
        if method == "writing":
            return _bare(problem, path, seed=seed)
        return _ours(problem, seed=seed) if method.startswith("ours") else _by_flow(problem)


def _ours(problem: Problem, *, seed: int) -> dict[str, Any]:
    """Solved alone, then once more by the verb that also writes, logs and commits."""
    started = time.perf_counter()
    plan = solve(problem, seed=seed)
    solved, used = time.perf_counter() - started, time.process_time()
    committed = draw_all(problem)
    row = _row(solved, committed, time.process_time() - used)
    return row | _checked(problem, plan.entries, plan.judges)


def _by_flow(problem: Problem) -> dict[str, Any]:
    from benchmarks.draw_flow import by_flow

    started, used = time.perf_counter(), time.process_time()
    dealt, judged = by_flow(problem)
    solved = time.perf_counter() - started
    wrote = write(dealt, judged)
    return _row(solved, solved + wrote, time.process_time() - used) | _checked(problem, dealt, judged)


def _bare(problem: Problem, path: Path, *, seed: int) -> dict[str, Any]:
    plan = solve(problem, seed=seed)
    used = time.process_time()
    wrote = write_bare(path, plan.entries, plan.judges)
    return _row(None, wrote, time.process_time() - used)


def _row(solved: float | None, committed: float, used: float) -> dict[str, Any]:
    return {
        "seconds": None if solved is None else round(solved, 4),
        "committed_seconds": round(committed, 4),
        "processor_seconds": round(used, 4),
        "peak_mb": peak_mb(),
        "violations": None,
        "spread": None,
        "groups": None,
        "a_efficiency": None,
    }


def _checked(problem: Problem, entries: Ids, judges: Ids) -> dict[str, Any]:
    """Every rule asked again, from the pairs alone."""
    count = len(problem.judges)
    order = np.lexsort((judges, entries))
    entries, judges = entries[order], judges[order] - 1
    groups, _, efficiency = compare(entries, judges, count)
    told = {
        "violations": _violations(problem, entries, judges),
        "spread": spread_of(np.bincount(judges, minlength=count), np.ones(count, dtype=np.int64)),
        "groups": groups,
        "a_efficiency": round(efficiency, 5),
    }
    if problem.wishes:
        weights = problem.wishes.weights.reshape(len(problem.entries), count)
        told["wishes"] = round(float(weights[entries - 1, judges].sum()), 4)
    return told


def _violations(problem: Problem, entries: Ids, judges: Ids) -> int:
    """Own units, conflicts, twins, and readers too few or too many."""
    count = len(problem.judges)
    units = np.array([next(iter(kind.units)) for kind in problem.entries.kinds])
    of_judge = np.array([next(iter(judge.units)) for judge in problem.judges])
    numbers = (entries - 1) * count + judges
    barred = (problem.excluded.entries - 1) * count + problem.excluded.judges - 1
    readers = np.bincount(entries, minlength=len(problem.entries) + 1)[1:]
    return int(
        (units[problem.entries.kind_of[entries - 1]] == of_judge[judges]).sum()
        + np.isin(numbers, barred).sum()
        + len(numbers)
        - len(np.unique(numbers))
        + np.abs(readers - problem.readers).sum()
    )
