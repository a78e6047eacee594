"""Levelling what is still to be read, rather than what was read in all: for a judge who joins late."""

from dataclasses import replace

import numpy as np

from contest.assignment.rules.columns import Entries, EntryKind, column
from contest.assignment.rules.values import JudgeAtHand, Problem


def of_the_rest(problem: Problem) -> Problem:
    """The same draw without what stands: its readers are no load any more, but are still not met twice.

    Whoever must not read together with somebody that stands is kept from that entry.
    """
    done: dict[int, list[int]] = {}
    load: dict[int, int] = {}
    for entry, judge in problem.standing:
        done.setdefault(entry, []).append(judge)
        load[judge] = load.get(judge, 0) + 1
    foes: dict[int, set[int]] = {}
    for one, other in problem.never_together:
        foes.setdefault(one, set()).add(other)
        foes.setdefault(other, set()).add(one)
    apart = {
        (entry, foe) for entry, readers in done.items() for judge in readers for foe in foes.get(judge, ())
    }
    return Problem(
        _entries(problem, {entry: len(readers) for entry, readers in done.items()}),
        [_judge(judge, load.get(judge.id, 0)) for judge in problem.judges],
        problem.readers,
        {*problem.excluded, *problem.standing, *apart},
        kept=problem.kept,
        never_together=problem.never_together,
        anchors=problem.anchors,
        wishes=problem.wishes,
        panels=problem.panels,
        insist=problem.insist,
    )


def _entries(problem: Problem, done: dict[int, int]) -> Entries:
    """Each entry needs as many readers less as it has; kinds are split where that differs."""
    places: dict[tuple[int, int], int] = {}
    wanted = np.asarray(problem.entries.readers(problem.readers)).tolist()
    kind_of = []
    for id_, kind, needed in zip(
        problem.entries.ids.tolist(), problem.entries.kind_of.tolist(), wanted, strict=True
    ):
        left = max(0, needed - done.get(id_, 0))
        kind_of.append(places.setdefault((kind, left), len(places)))
    kinds = []
    for kind, left in places:
        old = problem.entries.kinds[kind]
        kinds.append(EntryKind(old.units, old.category, old.language, left))
    return Entries(problem.entries.ids, column(kind_of), tuple(kinds))


def _judge(judge: JudgeAtHand, load: int) -> JudgeAtHand:
    most = None if judge.maximum is None else max(0, judge.maximum - load)
    least = max(0, judge.minimum - load)
    return replace(judge, minimum=least if most is None else min(least, most), maximum=most)
