"""Readings brought back to those who had them, wherever rules and levels allow it: the fewest possible move.

A gift that takes a kept reading from its judge costs one, a gift that brings one back earns one. A ring of gifts
leaves every load as it is; so does a chain between two judges for whom one reading more or less costs the same. As
long as such a ring earns something it is gone round (Klein's cycle cancelling); when there is none, no plan as level
moves fewer.
"""

from itertools import pairwise
from typing import Final

import numpy as np

from contest.assignment.rules.board import Board
from contest.assignment.rules.comparing import Matrix
from contest.assignment.rules.keeping import kept_places
from contest.assignment.rules.masks import places

MOST_JUDGES: Final = 600
"""Beyond so many judges the rings are not looked for."""
_COSTS: Final = (1, 0, -1)
_TRIES: Final = 20
_NEVER: Final = 1e6


def restore(board: Board) -> None:
    """Go round rings of gifts until none brings a kept reading back."""
    if board.count <= MOST_JUDGES:
        restoring = _Restoring(board)
        while restoring.go_round():
            pass


class _Restoring:
    """A board, and what the gifts on it cost.

    kept    entry -> the judges who read it before
    takers  giver -> cost -> the judges to whom a gift costs that
    gifts   giver x taker -> the least that a gift costs, far too much where there is none
    barred  gifts that could not be made beside the others of their ring
    """

    def __init__(self, board: Board) -> None:
        self._board = board
        self._kept = [0] * len(board.table.ids)
        entries, judges = kept_places(board.table)
        for entry, judge in zip(entries.tolist(), judges.tolist(), strict=True):
            self._kept[entry] |= 1 << judge
        self._takers = [dict.fromkeys(_COSTS, 0) for _ in range(board.count)]
        self._barred: set[tuple[int, int]] = set()
        self._gifts = np.zeros((board.count, board.count))
        self._note(set(range(board.count)))

    def _takers_from(self, giver: int) -> dict[int, int]:
        """Cost -> the judges to whom a gift of the giver costs that."""
        found = dict.fromkeys(_COSTS, 0)
        for row in self._board.held[giver]:
            kept, free = self._kept[self._board.entry[row]], self._board.free(row, giver)
            lost = kept >> giver & 1
            found[lost] |= free & ~kept
            found[lost - 1] |= free & kept
        return found

    def _costs(self) -> Matrix:
        """The same with what costs nothing: the taker of a chain has one more than before, its giver one less."""
        board = self._board
        load, capacity = np.array(board.load), np.array(board.capacity)
        last, following = (load - 0.5) / capacity, (load + 0.5) / capacity
        same = np.abs(following[:, None] - last[None, :]) < 1e-9
        same &= (load < np.array(board.cap))[:, None] & (load > np.array(board.low))[None, :]
        np.fill_diagonal(same, val=False)
        return np.where(same, np.minimum(self._gifts, 0), self._gifts)

    def go_round(self) -> bool:
        """Go round one ring that earns something; whether there was one."""
        for _ in range(_TRIES):
            costs = self._costs()
            ring = _earning_ring(costs)
            if not ring:
                return False
            if self._go(ring, costs):
                return True
        return False

    def _go(self, ring: list[int], costs: Matrix) -> bool:
        """Make the gifts of a ring, all or none."""
        made: list[tuple[int, int, int]] = []
        used: set[int] = set()
        for giver, taker in pairwise([*ring, ring[0]]):
            row = self._row(giver, taker, int(costs[giver, taker]), used)
            if row is not None:
                self._board.move(row, giver, taker)
                used.add(self._board.entry[row])
                made.append((row, giver, taker))
            elif costs[giver, taker] or self._takers[giver][0] >> taker & 1:
                for done, before, after in reversed(made):
                    self._board.move(done, after, before)
                self._barred.add((giver, taker))
                self._gifts[giver, taker] = _NEVER
                return False
        readers = 0
        for entry in used:
            readers |= self._board.readers[entry]
        self._note({*ring, *places(readers)})
        return True

    def _row(self, giver: int, taker: int, cost: int, used: set[int]) -> int | None:
        """A row that the giver can pass on to the taker at this cost, of an entry that no other gift touches."""
        board = self._board
        for row in board.held[giver]:
            kept = self._kept[board.entry[row]]
            if (
                (kept >> giver & 1) - (kept >> taker & 1) == cost
                and board.entry[row] not in used
                and board.free(row, giver) >> taker & 1
            ):
                return row
        return None

    def _note(self, judges: set[int]) -> None:
        """What the gifts of these judges cost now."""
        for giver in judges:
            self._takers[giver] = found = self._takers_from(giver)
            self._gifts[giver] = _NEVER
            for cost in _COSTS:
                self._gifts[giver, list(places(found[cost]))] = cost
        for giver, taker in self._barred:
            self._gifts[giver, taker] = _NEVER


def _earning_ring(costs: Matrix) -> list[int]:
    """A ring of judges whose gifts together cost less than nothing; empty when there is none (Bellman and Ford)."""
    count = len(costs)
    least, before = np.zeros(count), np.full(count, -1)
    for _ in range(count):
        reached = least[:, None] + costs
        giver = reached.argmin(axis=0)
        cheapest = reached[giver, np.arange(count)]
        better = cheapest < least - 0.5
        if not better.any():
            return []
        before[better], least[better] = giver[better], cheapest[better]
        if ring := _ring_in(before):
            return ring
    return []


def _ring_in(before: np.ndarray) -> list[int]:
    """A ring among the judges each of whom was reached from one before."""
    seen = np.zeros(len(before), dtype=np.int64)
    for number, start in enumerate(range(len(before)), 1):
        judge = start
        while judge != -1 and not seen[judge]:
            seen[judge] = number
            judge = int(before[judge])
        if judge != -1 and seen[judge] == number:
            ring = [judge]
            while (judge := int(before[judge])) != ring[0]:
                ring.append(judge)
            return ring[::-1]
    return []
