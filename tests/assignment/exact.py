"""Small random problems with everything a draw can be asked for, and whether CP-SAT finds a plan for them."""

from collections import Counter
from itertools import combinations
from random import Random

from ortools.sat.python import cp_model

from contest.assignment.rules import EntryToRead, JudgeAtHand, Panels, Problem

PATTERNS = ("none", "pairs", "star", "any")


def a_problem(number, *, apart="any", panels=False, anchors=0, entries=9, judges=8):
    """One problem, the same for the same number; many of them have no plan, or only just."""
    rng = Random(number)
    jury = [100 + n for n in range(rng.randint(3, judges))]
    readers = rng.choice([1, 2, 2, 3])
    count = rng.randint(1, entries)
    even = -(-count * readers // len(jury))
    waiting = [
        EntryToRead(
            n,
            frozenset({rng.randint(1, 3)}) if rng.random() < 0.3 else frozenset(),
            rng.choice([None, 1, 2]),
            rng.choice([None, None, None, "km"]),
            rng.choice([None, None, None, None, 0, 3]),
        )
        for n in range(count)
    ]
    return Problem(
        waiting,
        [_judge(rng, judge, even) for judge in jury],
        readers,
        {(rng.randrange(count), rng.choice(jury)) for _ in range(rng.randint(0, 5))},
        {(rng.randint(0, count), rng.choice([*jury, 999])) for _ in range(rng.choice([0, 0, 2, 4]))},
        kept={(rng.randrange(count), rng.choice(jury)) for _ in range(rng.choice([0, 0, 6]))},
        never_together=_apart(rng, jury, apart),
        anchors=rng.sample(range(count), min(count, rng.randint(0, anchors))),
        panels=_panels(rng, jury) if panels else None,
        insist=True,
    )


def _judge(rng, judge, even):
    low = rng.choice([0, 0, 0, 0, max(0, even - 1), even])
    return JudgeAtHand(
        judge,
        frozenset({rng.randint(1, 3)}) if rng.random() < 0.3 else frozenset(),
        low,
        rng.choice([None, None, max(low, even), even + 1]),
        rng.choice([None, None, None, frozenset({rng.randint(1, 2)})]),
        rng.choice([None, None, None, frozenset({"km"}), frozenset()]),
        rng.choice([1, 1, 2]),
    )


def _apart(rng, jury, pattern):
    pairs = list(combinations(jury, 2))
    if pattern == "star":
        return [(jury[0], other) for other in jury[1:] if rng.random() < 0.7]
    if pattern == "pairs":
        return list(zip(jury[::2], jury[1::2], strict=False))
    return rng.sample(pairs, min(len(pairs), rng.randint(0, len(jury)))) if pattern == "any" else []


def _panels(rng, jury):
    some = rng.sample(jury, len(jury))
    parts = rng.choice([2, 2, 3]) if len(jury) > 5 else 2
    outside = rng.choice([0, 0, 1]) if len(jury) > 4 else 0
    some = some[outside:]
    return Panels(tuple(frozenset(some[n::parts]) for n in range(parts)), rng.choice([0, 1, 1, 2]))


def stood(problem, entry):
    return {judge for e, judge in problem.standing if e == entry.id}


def need(problem, entry):
    wanted = problem.readers if entry.readers is None else entry.readers
    return max(0, wanted - len(stood(problem, entry)))


def partners(problem, judge):
    return {one + other - judge for one, other in problem.never_together if judge in (one, other)}


def willing(problem, entry):
    """Judges who may still read the entry, whoever else is dealt it."""
    there = stood(problem, entry)
    barred = {judge for e, judge in problem.excluded if e == entry.id} | there
    here = there & {judge.id for judge in problem.judges}
    return [
        judge.id
        for judge in problem.judges
        if judge.may_read(entry) and judge.id not in barred and not partners(problem, judge.id) & here
    ]


def inside(problem, entry, panel, more, new):
    """Of so many new readers those that must come from the panel; new are the readers an anchor has got already."""
    at_hand = {judge.id for judge in problem.judges}
    there = (stood(problem, entry) & at_hand) | new
    wanted = max(0, more + len(there) - problem.panels.across) - len(there & panel)
    return min(max(0, wanted), more)


def has_plan(problem):
    """Whether there is a plan at all."""
    model, read = cp_model.CpModel(), {}
    for entry in problem.entries:
        who = willing(problem, entry)
        mine = {judge: model.new_bool_var("") for judge in who}
        read |= {(entry.id, judge): var for judge, var in mine.items()}
        for one, other in problem.never_together:
            if one in mine and other in mine:
                model.add(mine[one] + mine[other] <= 1)
        if entry.id in problem.anchors:
            model.add(sum(mine.values()) >= need(problem, entry))
            for judge in who:
                model.add(sum(mine[other] for other in {judge, *partners(problem, judge)} & mine.keys()) >= 1)
            continue
        model.add(sum(mine.values()) == need(problem, entry))
        if problem.panels and need(problem, entry):
            chosen = [model.new_bool_var("") for _ in problem.panels.members]
            model.add_exactly_one(chosen)
            for panel, var in zip(problem.panels.members, chosen, strict=True):
                seats = inside(problem, entry, panel, need(problem, entry), set())
                model.add(sum(mine[judge] for judge in panel & mine.keys()) == seats).only_enforce_if(var)
    before = Counter(judge for _, judge in problem.standing)
    for judge in problem.judges:
        load = sum(var for (_, who), var in read.items() if who == judge.id) + before[judge.id]
        model.add(load >= judge.minimum)
        if judge.maximum is not None:
            model.add(load <= max(judge.maximum, before[judge.id]))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return solver.solve(model) == cp_model.OPTIMAL


def assert_kept(problem, plan):
    """Every rule, asked of the pairs alone."""
    readers, at_hand = {}, {judge.id for judge in problem.judges}
    for entry, judge in plan:
        readers.setdefault(entry, []).append(judge)
    for entry in problem.entries:
        mine = readers.pop(entry.id, [])
        new, who = set(mine), set(willing(problem, entry))
        assert len(new) == len(mine)
        assert new <= who
        assert not any(partners(problem, judge) & new for judge in new)
        if entry.id in problem.anchors:
            assert len(new) >= need(problem, entry)
            assert all(judge in new or partners(problem, judge) & new for judge in who)
            continue
        assert len(new) == need(problem, entry)
        if problem.panels and new:
            assert any(
                len(new & panel) == inside(problem, entry, panel, len(new), set())
                for panel in problem.panels.members
            )
    assert not readers
    before, dealt = (Counter(judge for _, judge in pairs) for pairs in (problem.standing, plan))
    for judge in problem.judges:
        load = before[judge.id] + dealt[judge.id]
        assert plan.loads[judge.id] == load >= judge.minimum
        assert judge.maximum is None or load <= max(judge.maximum, before[judge.id])
    assert {judge for _, judge in plan} <= at_hand
