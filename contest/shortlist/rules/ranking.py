"""Marks and tie-breaks into ranks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from contest.shortlist.rules.cut import Group
from contest.shortlist.rules.readings import Whole

Said: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Standing:
    """One settled entry: its mark, and the values of the charter's tie-breaks in order, higher first.

    groups  those of its groups that the cut has a quota for
    """

    entry: int
    mark: Decimal
    ties: tuple[Decimal, ...] = ()
    groups: frozenset[Group] = frozenset()


@dataclass(frozen=True, slots=True)
class Ranked:
    """One entry with its rank.

    tied       it shares the rank: mark and every tie-break are equal to another's
    broken_by  the last tie-break (from 0) that was needed to part it from a neighbour of the same mark
    """

    entry: int
    rank: int
    mark: Decimal
    tied: bool
    broken_by: int | None
    groups: frozenset[Group] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """Places as columns, best first: what ``Ranked`` says of each, of a hundred thousand in little room.

    Shapes  at: where each stands among those that were ordered; broken_by: -1 for no tie-break
    """

    at: Whole
    rank: Whole
    tied: Said
    broken_by: Whole


def rank(standings: Iterable[Standing]) -> tuple[Ranked, ...]:
    """Rank as competitions do, 1 2 2 4: by mark, then by each tie-break; equals share the better rank.

    Returns  best first; equals in the order of their ids, which says nothing about them
    Raises   ValueError when an entry stands twice, or not all have the same tie-breaks
    """
    listed = list(standings)
    if len({standing.entry for standing in listed}) < len(listed):
        raise ValueError("an entry stands twice")
    if len({len(standing.ties) for standing in listed}) > 1:
        raise ValueError("some entries have more tie-breaks than others")
    entries = np.array([standing.entry for standing in listed], dtype=np.int64)
    ties = zip(*(standing.ties for standing in listed), strict=True)
    found = ordered(entries, [_units(column) for column in ([one.mark for one in listed], *ties)])
    columns = (column.tolist() for column in (found.at, found.rank, found.tied, found.broken_by))
    return tuple(
        Ranked(
            entry=listed[at].entry,
            rank=place,
            mark=listed[at].mark,
            tied=tied,
            broken_by=None if broken_by < 0 else broken_by,
            groups=listed[at].groups,
        )
        for at, place, tied, broken_by in zip(*columns, strict=True)
    )


def ordered(entries: Whole, merits: Sequence[Whole]) -> Order:
    """The same of columns.

    Shapes  entries: ids, none twice; merits: the marks, then the values of each tie-break, in whole units
    """
    at = np.lexsort([entries, *(-merit for merit in reversed(merits))])
    steps = len(merits) - 1
    parted_by = np.full(max(len(at) - 1, 0), steps)
    for step, merit in reversed(list(enumerate(merits, start=-1))):
        in_order = merit[at]
        parted_by[in_order[1:] != in_order[:-1]] = step
    first = np.ones(len(at), dtype=np.bool_)
    first[1:] = parted_by < steps
    starts, group = np.flatnonzero(first), np.cumsum(first) - 1
    sizes = np.diff(np.append(starts, len(at)))
    broken_by = np.full(len(starts), -1)
    between = parted_by[starts[1:] - 1]
    broken_by[:-1] = between
    broken_by[1:] = np.maximum(broken_by[1:], between)
    return Order(at, starts[group] + 1, (sizes > 1)[group], broken_by[group])


def _units(values: Sequence[Decimal]) -> Whole:
    """Decimal numbers as whole ones, in the unit of the finest of them."""
    places = max((-int(value.as_tuple().exponent) for value in values), default=0)
    return np.array([int(value.scaleb(max(places, 0))) for value in values], dtype=np.int64)
