"""The seeded deal: kind after kind goes round the table, each judge getting one entry in each stretch."""

from dataclasses import dataclass

import numpy as np

from contest.assignment.rules.columns import Ids
from contest.assignment.rules.levels import Levels
from contest.assignment.rules.lots import Lots
from contest.assignment.rules.table import OPEN, Table


@dataclass(frozen=True, slots=True, eq=False)
class Round:
    """The order in which seats are dealt, those of like entries together.

    seats  in that order
    place  seat -> its place in it; -1 for seats that are not dealt
    """

    seats: Ids
    place: Ids


def round_of(table: Table, seats: Ids | None = None, *, lots: Lots) -> Round:
    """Open seats, or those named, by right, then by kind in a drawn order, then by entry in a drawn order."""
    seats = table.open_seats() if seats is None else seats
    kind_order = np.argsort(lots.keys(len(table.rights.kinds)), kind="stable")
    rank = np.empty_like(kind_order)
    rank[kind_order] = np.arange(len(kind_order))
    within = lots.keys(table.size) >> np.uint64(28)
    entries = np.argsort(rank[table.rights.kind_of].astype(np.uint64) << np.uint64(36) | within)
    sizes = np.bincount(table.entry[seats], minlength=len(entries))[: len(entries)]
    starts = (np.cumsum(sizes) - sizes)[entries]
    sizes = sizes[entries]
    seats = seats[np.repeat(starts - np.cumsum(sizes) + sizes, sizes) + np.arange(len(seats))]
    if len(table.rights.rights) > 1:
        seats = seats[np.argsort(table.right[seats], kind="stable")]
    place = np.full(len(table.judge), -1)
    place[seats] = np.arange(len(seats))
    return Round(seats, place)


def levels_of(table: Table, *, lots: Lots) -> Levels:
    """How many open seats of each right each judge should have."""
    seats = table.open_seats()
    rights = len(table.rights.rights)
    wanted = np.bincount(table.right[seats], minlength=rights)
    first = np.ones(len(seats), dtype=bool)
    first[1:] = (np.diff(table.entry[seats]) != 0) | (np.diff(table.right[seats]) != 0)
    return Levels(
        table.rights.rights,
        np.bincount(table.right[seats][first], minlength=rights),
        wanted,
        load=table.load,
        low=table.low,
        cap=table.cap,
        capacity=table.capacity,
        lots=lots,
    )


def deal(table: Table, levels: Levels, round_: Round, *, lots: Lots) -> None:
    """Give each judge as many seats of each right as the levels say, spread over what is open of the round.

    A judge's copies of a right are laid one in each equal stretch of the round, at a drawn place in it, so that
    the pile is a fair sample of the kinds; seats the levels leave without a judge stay open.
    """
    counts, seats = _still_open(table, levels, round_)
    right, judge = np.nonzero(counts)
    times = counts[right, judge]
    copies = np.repeat(np.arange(len(times)), times)
    number = np.arange(len(copies)) - np.repeat(np.cumsum(times) - times, times)
    place = (number + lots.shares(len(copies))) / times[copies]
    order = np.lexsort((place, right[copies])) if len(counts) > 1 else np.argsort(place, kind="stable")
    dealt = judge[copies[order]]
    of_right = table.right[seats]
    given = counts.sum(axis=1)
    nth = np.arange(len(of_right)) - np.searchsorted(of_right, of_right)
    have = nth < given[of_right]
    chosen = np.full(len(of_right), OPEN)
    chosen[have] = dealt
    table.give(seats, chosen)


def _still_open(table: Table, levels: Levels, round_: Round) -> tuple[Ids, Ids]:
    """What is left of the levels once wishes were granted, and the seats it is for.

    Where granted readings left a right with other judges than its levels say, the rest goes by judge alone, and
    mending brings each to a seat they may have.
    """
    seats = round_.seats[table.judge[round_.seats] == OPEN]
    if len(seats) == len(round_.seats):
        return levels.counts, seats
    granted = round_.seats[table.judge[round_.seats] != OPEN]
    counts: Ids = levels.counts.copy()
    np.subtract.at(counts, (table.right[granted], table.judge[granted]), 1)
    if (counts < 0).any() and len(levels.seats) > 1:
        rest = np.repeat(np.arange(table.rights.count), np.maximum(counts.sum(axis=0), 0))
        counts = np.zeros_like(counts)
        np.add.at(counts, (table.right[seats][: len(rest)], rest[: len(seats)]), 1)
    return np.maximum(counts, 0), seats
