"""What a draw asks for and what the judges can give, before anything is drawn."""

from dataclasses import dataclass

import numpy as np

from contest.assignment.rules.capacity import even_loads
from contest.assignment.rules.columns import column
from contest.assignment.rules.rights import places_in
from contest.assignment.rules.values import JudgeAtHand, Problem


@dataclass(frozen=True, slots=True)
class Supply:
    """Supply and demand of one draw.

    Units  readings: one judge reading one entry
    entries, lacking  entries in all, and those that still need a reader
    judges            judges who may get entries
    wanted            readings still to be drawn, those of anchors not counted
    room              readings the judges' maxima leave, None when somebody has no maximum
    least, most       the even load of one judge in all, by capacity, standing readings included
    apart_by_unit     (entry, judge) pairs kept apart because they share a unit
    apart_by_word     pairs kept apart by a declared conflict or an earlier recusal
    """

    entries: int
    lacking: int
    readers: int
    judges: int
    wanted: int
    room: int | None
    least: int
    most: int
    apart_by_unit: int
    apart_by_word: int


def supply_of(problem: Problem) -> Supply:
    """Count what the problem asks for and has.

    Shapes   problem: as given to solve
    Returns  a Supply; least and most are 0 without judges
    """
    ids, ranks = np.sort(problem.entries.ids), np.argsort(problem.entries.ids, kind="stable")
    judge_ids = np.sort(column(judge.id for judge in problem.judges))
    found = np.bincount(places_in(problem.standing.entries, ids), minlength=len(ids) + 1)[:-1]
    owed = np.maximum(0, problem.entries.readers(problem.readers)[ranks] - found)
    held = np.bincount(places_in(problem.standing.judges, judge_ids), minlength=len(judge_ids) + 1)[:-1]
    wanted = int(owed.sum())
    least, most = even_loads(wanted + int(held.sum()), [judge.capacity for judge in problem.judges])
    read = dict(zip(judge_ids.tolist(), held.tolist(), strict=True))
    here = places_in(problem.excluded.entries, ids) < len(ids)
    known = places_in(problem.excluded.judges, judge_ids) < len(judge_ids)
    return Supply(
        entries=len(ids),
        lacking=int((owed > 0).sum()),
        readers=problem.readers,
        judges=len(problem.judges),
        wanted=wanted,
        room=_room(problem.judges, read),
        least=least,
        most=most,
        apart_by_unit=_apart_by_unit(problem),
        apart_by_word=int((here & known).sum()),
    )


def _room(judges: tuple[JudgeAtHand, ...], read: dict[int, int]) -> int | None:
    room = 0
    for judge in judges:
        if judge.maximum is None:
            return None
        room += max(0, judge.maximum - read[judge.id])
    return room


def _apart_by_unit(problem: Problem) -> int:
    by_unit: dict[int, set[int]] = {}
    for judge in problem.judges:
        for unit in judge.units:
            by_unit.setdefault(unit, set()).add(judge.id)
    sizes = np.bincount(problem.entries.kind_of, minlength=len(problem.entries.kinds)).tolist()
    return sum(
        size * len(set().union(*(by_unit.get(unit, ()) for unit in kind.units)))
        for size, kind in zip(sizes, problem.entries.kinds, strict=True)
    )
