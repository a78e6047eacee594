"""The draw keeps every rule, spreads the loads evenly, and can be drawn again from its seed."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest

from contest.assignment.rules import (
    EntryToRead,
    JudgeAtHand,
    NoPlan,
    Problem,
    Shortage,
    ShortageKind,
    solve,
)


def entries(*units, category=None):
    """One entry for each unit given (None for none), with ids from 1."""
    return tuple(
        EntryToRead(n, frozenset() if unit is None else frozenset({unit}), category)
        for n, unit in enumerate(units, start=1)
    )


def judges(*units, **rest):
    """One judge for each unit given, with ids from 101."""
    return tuple(
        JudgeAtHand(n, frozenset() if unit is None else frozenset({unit}), **rest)
        for n, unit in enumerate(units, start=101)
    )


def district():
    """220 entries of 25 units, 12 judges of 6 of them, and a few declared conflicts."""
    rng = Random(18)
    return Problem(
        entries=tuple(EntryToRead(n, frozenset({rng.randrange(25)}), n % 3) for n in range(220)),
        judges=tuple(JudgeAtHand(1000 + n, frozenset({n % 6})) for n in range(12)),
        readers=2,
        excluded=frozenset((rng.randrange(220), 1000 + rng.randrange(12)) for _ in range(40)),
    )


def test_each_entry_gets_its_readers_and_nobody_reads_what_they_must_not():
    problem = district()
    plan = solve(problem, seed=7)
    unit_of = {e.id: e.units for e in problem.entries} | {j.id: j.units for j in problem.judges}
    assert Counter(entry for entry, _ in plan) == dict.fromkeys(range(220), 2)
    assert len(set(plan)) == 440
    assert not set(plan) & set(problem.excluded)
    assert not any(unit_of[entry] & unit_of[judge] for entry, judge in plan)


def test_loads_differ_by_one_at_most_and_all_judges_can_be_compared():
    plan = solve(district(), seed=7)
    assert sorted(set(plan.loads.values())) == [36, 37]
    assert Counter(judge for _, judge in plan) == plan.loads
    assert plan.measures.groups == 1


def test_the_same_seed_draws_the_same_plan_whatever_the_order_of_the_input():
    problem = district()
    turned = Problem(list(problem.entries)[::-1], problem.judges[::-1], 2, problem.excluded)
    assert list(solve(problem, seed=7)) == list(solve(turned, seed=7))
    assert list(solve(problem, seed=7)) != list(solve(problem, seed=8))


def test_each_pair_of_judges_meets_about_equally_often():
    plan = solve(Problem(entries(*[None] * 660), judges(*[None] * 12), 2), seed=7)
    readers = {}
    for entry, judge in plan:
        readers.setdefault(entry, []).append(judge)
    meetings = Counter(frozenset(pair) for pair in readers.values())
    assert len(meetings) == 66
    assert max(meetings.values()) - min(meetings.values()) <= 4


def test_minima_maxima_and_categories_hold():
    problem = Problem(
        entries=(*entries(*[None] * 20, category=1), EntryToRead(50, category=2), EntryToRead(51)),
        judges=(
            JudgeAtHand(1, maximum=3),
            JudgeAtHand(2, minimum=15),
            JudgeAtHand(3, categories=frozenset({2})),
            JudgeAtHand(4),
            JudgeAtHand(5),
        ),
        readers=2,
    )
    plan = solve(problem, seed=1)
    assert plan.loads == {1: 3, 2: 15, 3: 2, 4: 12, 5: 12}
    assert {entry for entry, judge in plan if judge == 3} == {50, 51}


def test_a_third_reader_joins_two_standing_ones():
    standing = frozenset({(1, 101), (1, 102), (2, 102), (2, 103), (9, 104)})
    plan = solve(Problem(entries(None, None), judges(*[None] * 4), 3, standing=standing), seed=1)
    new = dict(plan)
    assert new[1] in {103, 104}
    assert new[2] in {101, 104}
    assert plan.loads == Counter({101: 1, 102: 2, 103: 1, 104: 1}) + Counter(new.values())
    assert max(plan.loads.values()) == 2


def test_an_entry_with_all_its_readers_needs_no_more():
    standing = frozenset({(1, 101), (1, 102)})
    plan = solve(Problem(entries(None), judges(None, None, None), 2, standing=standing), seed=1)
    assert not len(plan)
    assert plan.loads == {101: 1, 102: 1, 103: 0}


def test_a_standing_pair_stays_though_the_judge_is_gone_or_at_the_maximum():
    problem = Problem(
        entries(None), judges(None, None, maximum=0), 2, standing=frozenset({(1, 999), (1, 101)})
    )
    assert solve(problem, seed=1).loads == {101: 1, 102: 0}


def test_nothing_to_read_is_a_plan():
    assert not len(solve(Problem((), judges(None), 2), seed=1))
    assert solve(Problem((), (), 2), seed=1).measures.groups == 0


@pytest.mark.parametrize(
    ("problem", "reasons"),
    [
        (
            Problem(entries(5, 5, 6), judges(5, 5, None), 2),
            [Shortage(ShortageKind.ENTRY_WITHOUT_JUDGES, (1, 2), (103,), 2, 1, unit=5)],
        ),
        (
            Problem(entries(None, category=4), (), 1),
            [Shortage(ShortageKind.ENTRY_WITHOUT_JUDGES, (1,), (), 1, 0, category=4)],
        ),
        (
            Problem(entries(None), judges(None, None), 2, excluded=frozenset({(1, 101)})),
            [Shortage(ShortageKind.ENTRY_WITHOUT_JUDGES, (1,), (102,), 2, 1)],
        ),
        (
            Problem(entries(*[None] * 10), judges(None, None, None, maximum=6), 2),
            [Shortage(ShortageKind.CAPACITY, tuple(range(1, 11)), (101, 102, 103), 20, 18)],
        ),
        (  # entries 1 to 4 of unit 5 may only be read by 103 and 104
            Problem(
                entries(5, 5, 5, 5, None, None),
                (*judges(5, 5), JudgeAtHand(103, maximum=3), JudgeAtHand(104, maximum=3)),
                2,
            ),
            [Shortage(ShortageKind.GROUP, (1, 2, 3, 4), (103, 104), 8, 6, unit=5)],
        ),
        (
            Problem(entries(*[None] * 3), judges(None, None, None, minimum=3), 2),
            [Shortage(ShortageKind.MINIMUM, (1, 2, 3), (101, 102, 103), 9, 6)],
        ),
    ],
)
def test_no_plan_says_which_numbers_are_too_small(problem, reasons):
    with pytest.raises(NoPlan) as refused:
        solve(problem, seed=1)
    assert [replace(reason, remedies=()) for reason in refused.value.reasons] == reasons


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: JudgeAtHand(1, minimum=3, maximum=2), "loads"),
        (lambda: JudgeAtHand(1, minimum=-1), "loads"),
        (lambda: Problem((), (), 0), "readers"),
        (lambda: Problem(entries(None) * 2, (), 1), "twice"),
        (lambda: Problem((), judges(None) * 2, 1), "twice"),
    ],
)
def test_a_problem_that_makes_no_sense_is_refused(make, why):
    with pytest.raises(ValueError, match=why):
        make()


def test_in_a_final_everyone_reads_everything_but_their_own():
    problem = Problem(
        entries(5, None, None),
        judges(5, None, None, None),
        3,
        excluded=frozenset({(2, 102)}),
        anchors=(1, 2, 3),
    )
    plan = solve(problem, seed=1)
    assert set(plan) == {(e, j) for e in (1, 2, 3) for j in (101, 102, 103, 104)} - {(1, 101), (2, 102)}
    assert plan.loads == {101: 2, 102: 2, 103: 3, 104: 3}
    assert plan.measures.groups == 1


def test_each_judge_reads_in_an_order_of_their_own_that_the_seed_draws_anew():
    final = Problem(entries(*[None] * 30), judges(None, None), 2)
    orders = {seed: orders_of(solve(final, seed=seed)) for seed in (7, 8)}
    seen = [order for of_seed in orders.values() for order in of_seed.values()]
    assert all(sorted(order) == list(range(1, 31)) for order in seen)
    assert len(set(map(tuple, seen))) == 4
    assert orders[7] == orders_of(solve(final, seed=7))


def orders_of(plan):
    found = {}
    for entry, judge in plan:
        found.setdefault(judge, []).append(entry)
    return found


def test_the_plan_lists_its_readings_judge_by_judge():
    assert all(a <= b for a, b in pairwise(judge for _, judge in solve(district(), seed=7)))
