"""What a draw asks for and what the judges can give, before anything is drawn."""

from collections import Counter
from dataclasses import dataclass

from contest.assignment.rules.values import Problem


@dataclass(frozen=True, slots=True)
class Supply:
    """Supply and demand of one draw.

    Units  readings: one judge reading one entry
    entries, lacking  entries in all, and those that still need a reader
    judges            judges who may get entries
    wanted            readings still to be drawn
    room              readings the judges' maxima leave, None when somebody has no maximum
    least, most       the even load of one judge in all, standing readings included
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
    have = Counter(entry for entry, _ in problem.standing)
    held = Counter(judge for _, judge in problem.standing)
    owed = [max(0, problem.readers - have[entry.id]) for entry in problem.entries]
    wanted, judges = sum(owed), len(problem.judges)
    total = wanted + sum(held[judge.id] for judge in problem.judges)
    by_unit: dict[int, set[int]] = {}
    for judge in problem.judges:
        for unit in judge.units:
            by_unit.setdefault(unit, set()).add(judge.id)
    here = {entry.id for entry in problem.entries}
    known = {judge.id for judge in problem.judges}
    open_ended = any(judge.maximum is None for judge in problem.judges)
    return Supply(
        entries=len(problem.entries),
        lacking=sum(1 for count in owed if count),
        readers=problem.readers,
        judges=judges,
        wanted=wanted,
        room=None if open_ended else sum(max(0, (j.maximum or 0) - held[j.id]) for j in problem.judges),
        least=total // judges if judges else 0,
        most=-(-total // judges) if judges else 0,
        apart_by_unit=sum(
            len(set().union(*(by_unit.get(unit, set()) for unit in entry.units))) for entry in problem.entries
        ),
        apart_by_word=sum(1 for entry, judge in problem.excluded if entry in here and judge in known),
    )
