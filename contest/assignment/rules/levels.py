"""How many entries of each kind each judge gets: level in proportion to capacity, before any is dealt.

The kinds here are rows of rights (category, language, panel); units and declared pairs come in when dealing.
The cost of a load n is n*n over the capacity (the divisor rule of Webster and Sainte-Laguë); a plan is level
when no chain of gifts lowers the sum.
"""

from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from contest.assignment.rules.columns import Ids
from contest.assignment.rules.lots import Lots
from contest.assignment.rules.rights import Flags

_NEVER: Final = np.inf


def fill(amount: int, load: Ids, room: Ids, capacity: Ids, *, lots: Lots) -> Ids:
    """Give so many to those who have least for their capacity, ties by lot, at most their room each.

    Returns  how many each gets; less in all than the amount only when there is no room
    """
    given = np.zeros_like(load)
    amount = min(amount, int(room.sum()))
    if not amount:
        return np.asarray(given)
    least, most = 0.0, float((load + room).max() / capacity.min()) + 2
    for _ in range(64):
        level = (least + most) / 2
        found = np.clip(np.floor(level * capacity + 0.5) - load, 0, room).sum()
        if found <= amount:
            least = level
            if found == amount:
                break
        else:
            most = level
    given = np.clip(np.floor(least * capacity + 0.5) - load, 0, room).astype(np.int64)
    while left := amount - int(given.sum()):
        able = np.flatnonzero(given < room)
        cost = (load[able] + given[able] + 0.5) / capacity[able]
        given[able[np.lexsort((lots.keys(len(able)), cost))[:left]]] += 1
    return np.asarray(given)


class Levels:
    """Counts of entries by right and judge.

    Shapes   rights: right x judge; entries, seats: one each a right; the rest one each a judge
    """

    def __init__(
        self,
        rights: Flags,
        entries: Ids,
        seats: Ids,
        *,
        load: Ids,
        low: Ids,
        cap: Ids,
        capacity: Ids,
        lots: Lots,
    ) -> None:
        self.rights, self.seats = rights, seats
        self.load, self.low, self.cap, self.capacity = load.copy(), low, cap, capacity
        self.most = np.where(rights, entries[:, None], 0)
        self.counts = np.zeros(rights.shape, dtype=np.int64)
        self._lots = lots
        for right in np.argsort(rights.sum(axis=1), kind="stable").tolist():
            self._fill(right)
        for _ in range(12 if len(seats) > 1 else 0):
            before = self.counts.copy()
            for right in range(len(seats)):
                self.load -= self.counts[right]
                self.counts[right] = 0
                self._fill(right)
            if (before == self.counts).all():
                break

    def _fill(self, right: int) -> None:
        left = int(self.seats[right])
        for bound in (np.minimum(self.low, self.cap), self.cap):
            room = np.minimum(self.most[right] - self.counts[right], np.maximum(bound - self.load, 0))
            given = fill(left, self.load, room, self.capacity, lots=self._lots)
            self.counts[right] += given
            self.load += given
            left -= int(given.sum())

    @property
    def short(self) -> int:
        """Readings that found no judge."""
        return int(self.seats.sum() - self.counts.sum())

    def settle(self, *, tries: int = 5_000) -> bool:
        """Pass single readings on along chains until no chain makes the loads more level; whether it came to that."""
        if len(self.seats) == 1 or not self.counts.size:
            return True
        for _ in range(tries):
            chain = self._chain()
            if chain is None:
                return True
            self._pass_on(*chain)
        return False

    def _chain(self) -> tuple[list[int], int, int] | None:
        """The best chain of rights, its giver and its taker."""
        give, take = self._costs()
        holds, takes = self.counts > 0, self.counts < self.most
        dearest = np.where(holds, give, -_NEVER).max(axis=1)
        cheapest = np.where(takes, take, _NEVER).min(axis=1)
        reach = self._reach(holds, takes)
        gain = np.where(reach >= 0, dearest[:, None] - cheapest[None, :], -_NEVER)
        first, last = np.unravel_index(int(gain.argmax()), gain.shape)
        if gain[first, last] <= 1e-9:
            return None
        path = [int(last)]
        while path[-1] != first:
            path.append(int(reach[first, path[-1]]))
        giver = np.where(holds[first], give, -_NEVER).argmax()
        taker = np.where(takes[last], take, _NEVER).argmin()
        return path[::-1], int(giver), int(taker)

    def _costs(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """What each judge's last reading costs, and what one more would."""
        give = np.where(self.load > self.low, (self.load - 0.5) / self.capacity, -_NEVER)
        wanted = np.where(
            self.load < self.low, -1e9 - self.low + self.load, (self.load + 0.5) / self.capacity
        )
        return give, np.where(self.load < self.cap, wanted, _NEVER)

    @staticmethod
    def _reach(holds: Flags, takes: Flags) -> Ids:
        """Right x right -> the right before on a shortest chain; -1 where none leads, itself on the diagonal."""
        count = len(holds)
        next_to = (takes.astype(np.float32) @ holds.T.astype(np.float32)) > 0
        before = np.full((count, count), -1)
        for start in range(count):
            before[start, start] = start
            queue = [start]
            for right in queue:
                for other in np.flatnonzero(next_to[right] & (before[start] < 0)).tolist():
                    before[start, other] = right
                    queue.append(other)
        return before

    def _pass_on(self, path: list[int], giver: int, taker: int) -> None:
        """The giver gives a reading of the path's first right; whoever takes it gives one of the next."""
        self.counts[path[0], giver] -= 1
        self.load[giver] -= 1
        for one, other in pairwise(path):
            between = (self.counts[one] < self.most[one]) & (self.counts[other] > 0)
            judge = int(between.argmax())
            self.counts[one, judge] += 1
            self.counts[other, judge] -= 1
        self.counts[path[-1], taker] += 1
        self.load[taker] += 1
