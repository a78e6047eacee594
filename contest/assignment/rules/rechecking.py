"""Whether readings drawn a while ago still keep the rules of today: asked once more before judges see them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from contest.assignment.rules.columns import Ids, Pairs, column
from contest.assignment.rules.rights import Flags, Rights, places_in
from contest.assignment.rules.values import Problem


class Breach(StrEnum):
    """What a reading would break; of a reading the first that applies is told."""

    ENTRY_GONE = "entry_gone"
    JUDGE_GONE = "judge_gone"
    CONFLICT = "conflict"
    UNIT = "unit"
    RIGHT = "right"
    TOGETHER = "together"
    MAXIMUM = "maximum"


@dataclass(frozen=True, slots=True)
class Breached:
    """One rule that readings break, how many of them, and the judges they were for."""

    breach: Breach
    readings: int
    judges: tuple[int, ...]


NO_PAIRS: Final = Pairs()


def breaches_of(problem: Problem, fresh: Pairs, ended: Pairs = NO_PAIRS) -> list[Breached]:
    """The rules of a problem that new readings would break.

    Shapes   problem: as the round is today, with all that stands; fresh: the new readings;
             ended: readings that end with them
    Returns  what is broken, in the order of Breach; nothing when all is well
    """
    order = np.argsort(problem.entries.ids, kind="stable")
    ids, kind_of = problem.entries.ids[order], problem.entries.kind_of[order]
    judges = tuple(sorted(problem.judges, key=lambda judge: judge.id))
    rights = Rights(problem, judges, ids, problem.entries.kinds, kind_of)
    entries, readers = places_in(fresh.entries, ids), rights.places(fresh.judges)
    broken = {
        Breach.ENTRY_GONE: entries == len(ids),
        Breach.JUDGE_GONE: (entries < len(ids)) & (readers == rights.count),
    }
    known = (entries < len(ids)) & (readers < rights.count)
    at, who = np.where(known, entries, 0), np.where(known, readers, 0)
    if known.any():
        kinds = kind_of[at]
        excluded = rights.excluded.holds(at * rights.count + who)
        blocked = rights.blocked.holds(kinds * rights.count + who)
        broken |= {
            Breach.CONFLICT: known & excluded,
            Breach.UNIT: known & ~excluded & blocked,
            Breach.RIGHT: known & ~excluded & ~blocked & ~rights.rights[rights.base[kinds], who],
        }
    after = _after(problem, fresh, ended)
    broken[Breach.TOGETHER] = _together(problem, fresh, after)
    broken[Breach.MAXIMUM] = _above(problem, fresh, after)
    return [
        Breached(breach, int(broken[breach].sum()), tuple(np.unique(fresh.judges[broken[breach]]).tolist()))
        for breach in Breach
        if breach in broken and broken[breach].any()
    ]


def _after(problem: Problem, fresh: Pairs, ended: Pairs) -> Pairs:
    """Everything that is read once the new readings stand."""
    if not len(ended):
        return Pairs(
            np.concatenate([problem.standing.entries, fresh.entries]),
            np.concatenate([problem.standing.judges, fresh.judges]),
        )
    gone = set(ended)
    stay = np.fromiter(
        (pair not in gone for pair in problem.standing), dtype=bool, count=len(problem.standing)
    )
    return Pairs(
        np.concatenate([problem.standing.entries[stay], fresh.entries]),
        np.concatenate([problem.standing.judges[stay], fresh.judges]),
    )


def _together(problem: Problem, fresh: Pairs, after: Pairs) -> Flags:
    broken = np.zeros(len(fresh), dtype=bool)
    for one, other in problem.never_together:
        both = np.intersect1d(after.entries[after.judges == one], after.entries[after.judges == other])
        theirs = (fresh.judges == one) | (fresh.judges == other)
        broken |= theirs & np.isin(fresh.entries, both)
    return broken


def _above(problem: Problem, fresh: Pairs, after: Pairs) -> Flags:
    """Readings of judges who would have more than their most."""
    full = [
        judge.id
        for judge in problem.judges
        if judge.maximum is not None and int((after.judges == judge.id).sum()) > judge.maximum
    ]
    return np.isin(fresh.judges, column(full)) if full else _none(fresh.entries)


def _none(entries: Ids) -> Flags:
    return np.zeros(len(entries), dtype=bool)
