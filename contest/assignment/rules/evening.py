"""Pairs of judges made to meet as evenly as can be, by exchanges that change no load."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from contest.assignment.rules.columns import Ids, Weights
from contest.assignment.rules.comparing import Matrix, Meetings, connectivity, meetings, unevenness
from contest.assignment.rules.dealing import Round
from contest.assignment.rules.lots import Lots
from contest.assignment.rules.mending import apart, exchange, exchangeable, nearby
from contest.assignment.rules.table import OPEN, Table
from contest.assignment.rules.worth import Worth

EVEN_ENOUGH: Final = 0.002
"""Unevenness below which exchanges would change nothing that could be noticed."""
EFFICIENT: Final = 0.951
MAY_COST: Final = 0.007
"""Where there are wishes, pairs are made even up to this A-efficiency, and for this share of the wishes at most."""
_BATCHES: Final = 240
_PATIENCE: Final = 12


@dataclass(slots=True)
class Purse:
    """What evenness may still cost of the wishes."""

    worth: Worth
    left: float


def meet(table: Table) -> Matrix:
    """How many entries each two judges share, as the table stands."""
    had = table.judge != OPEN
    return meetings(table.entry[had], table.judge[had], table.rights.count).shared


def even(
    table: Table,
    round_: Round,
    met: Matrix,
    *,
    lots: Lots,
    worth: Worth | None = None,
) -> None:
    """Exchange seats near each other in the round as long as the sum of squared meetings falls; met follows.

    worth  where wishes were granted: what costs least of them for what it gains is exchanged first
    """
    if table.most_readers < 2 or len(round_.seats) < 2:
        return
    idle = 0
    purse = Purse(worth, worth.met(table) * MAY_COST) if worth else None
    for batch in range(_BATCHES):
        if batch % 8 == 0 and _even_enough(table, met, purse):
            return
        gained = _batch(table, round_, met, purse, lots=lots)
        idle = 0 if gained else idle + 1
        if idle > _PATIENCE:
            return


def _even_enough(table: Table, met: Matrix, purse: Purse | None) -> bool:
    busy = np.flatnonzero(table.load)
    if purse is None:
        return unevenness(met, busy) < EVEN_ENOUGH
    return connectivity(Meetings(met, met), busy)[1] > EFFICIENT


def _batch(table: Table, round_: Round, met: Matrix, purse: Purse | None, *, lots: Lots) -> int:
    """One batch of exchanges; met is kept up to date. Returns how many were made."""
    count = max(64, min(8 * table.rights.count, 4_096))
    ones = round_.seats[lots.below(len(round_.seats), count)]
    others = nearby(round_, ones, 8 * table.rights.count + 16, lots=lots)
    change = gain(table, met, ones, others)
    better = np.flatnonzero(change < 0)
    if purse is None:
        better = better[np.argsort(change[better], kind="stable")]
    else:
        lost = purse.worth.lost(table, ones[better], others[better])
        cheap = np.argsort(lost / -change[better], kind="stable")[: max(8, len(better) // 6)]
        better = better[cheap[np.cumsum(np.maximum(lost[cheap], 0)) <= purse.left]]
    better = better[exchangeable(table, ones[better], others[better])]
    better = better[apart(table, ones[better], others[better])]
    better = better[_judges_apart(table, ones[better], others[better])]
    ones, others = ones[better], others[better]
    if purse is not None:
        purse.left -= float(purse.worth.lost(table, ones, others).sum())
    _note(table, met, ones, -1)
    _note(table, met, others, -1)
    exchange(table, ones, others)
    _note(table, met, ones, 1)
    _note(table, met, others, 1)
    return len(better)


def gain(table: Table, met: Matrix, ones: Ids, others: Ids) -> Weights:
    """By how much each exchange alone would change the sum of squared meetings, halved; never too hopeful."""
    change = np.zeros(len(ones))
    for mine, theirs in ((ones, others), (others, ones)):
        goes, comes = table.judge[mine], table.judge[theirs]
        for beside, real in _beside(table, mine):
            judge = table.judge[beside]
            change += np.where(real, met[comes, judge] - met[goes, judge] + 1, 0)
    return change


def _beside(table: Table, seats: Ids) -> list[tuple[Ids, NDArray[np.bool_]]]:
    """The other seats of each seat's entry, one column after the other, and which of them somebody has."""
    first, end = table.start[table.entry[seats]], table.start[table.entry[seats] + 1]
    found = []
    for step in range(int((end - first).max(initial=0))):
        beside = np.minimum(first + step, len(table.judge) - 1)
        found.append((beside, (first + step < end) & (beside != seats) & (table.judge[beside] != OPEN)))
    return found


def _note(table: Table, met: Matrix, seats: Ids, times: int) -> None:
    for beside, real in _beside(table, seats):
        mine, other = table.judge[seats[real]], table.judge[beside[real]]
        np.add.at(met, (mine, other), times)
        np.add.at(met, (other, mine), times)


def _judges_apart(table: Table, ones: Ids, others: Ids) -> Ids:
    """The places of exchanges that touch no judge twice, so that their gains add up."""
    first = np.full(table.rights.count, len(ones))
    number = np.arange(len(ones))
    np.minimum.at(first, table.judge[ones], number)
    np.minimum.at(first, table.judge[others], number)
    return np.flatnonzero((first[table.judge[ones]] == number) & (first[table.judge[others]] == number))
