"""Middling draws are as good as the large ones of the benchmark: level, comparable, each pile a fair sample."""

from collections import Counter
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from contest.assignment.rules import EntryToRead, JudgeAtHand, Problem, solve


def middling(number):
    """Up to 24 judges, most of a unit whose entries they don't read, with 8 to 20 entries for each of them."""
    rng = Random(number)
    judges, units, categories = rng.randint(6, 24), rng.randint(3, 12), rng.choice([1, 2, 4])
    count = rng.randint(8, 20) * judges
    return Problem(
        [EntryToRead(n, frozenset({rng.randrange(units)}), rng.randrange(categories)) for n in range(count)],
        [
            JudgeAtHand(1_000 + n, frozenset({n % units}) if rng.random() < 0.6 else frozenset())
            for n in range(judges)
        ],
        rng.choice([2, 2, 3]),
        {(rng.randrange(count), 1_000 + rng.randrange(judges)) for _ in range(count * judges // 100)},
    )


def unfairness(problem, plan, group_of):
    """Chi-square for each degree of freedom of piles against groups, of what each judge may read: 1 is pure chance."""
    entries = {entry.id: entry for entry in problem.entries}
    groups = sorted({group_of(entry) for entry in problem.entries})
    found = np.zeros((len(problem.judges), len(groups)))
    times = Counter((judge, group_of(entries[entry])) for entry, judge in plan)
    may = np.array(
        [
            [any(j.may_read(e) for e in problem.entries if group_of(e) == group) for group in groups]
            for j in problem.judges
        ]
    )
    for row, judge in enumerate(problem.judges):
        found[row] = [times[judge.id, group] for group in groups]
    expected = may.astype(float)
    for _ in range(100):
        expected *= (found.sum(axis=1) / expected.sum(axis=1))[:, None]
        expected *= found.sum(axis=0) / expected.sum(axis=0)
    freedom = may.sum() - sum(found.shape) + 1
    chi = ((found - expected)[may] ** 2 / expected[may]).sum()
    return float(chi / freedom) if freedom > 0 else 0.0


def category(entry):
    return entry.category


def unit(entry):
    return min(entry.units)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**9), st.integers(0, 99))
def test_middling_draws_are_level_comparable_and_mixed(number, seed):
    problem = middling(number)
    plan = solve(problem, seed=seed)
    assert plan.measures.spread < 2
    assert plan.measures.groups == 1
    assert plan.measures.efficiency >= 0.95
    assert unfairness(problem, plan, category) < 2
    assert unfairness(problem, plan, unit) < 2


def test_piles_are_fairer_samples_than_chance_would_make_them():
    drawn = [(middling(number), solve(middling(number), seed=number)) for number in range(12)]
    assert np.mean([unfairness(*one, category) for one in drawn]) < 0.5
    assert np.mean([unfairness(*one, unit) for one in drawn]) < 0.75
