"""The table in sets, for exact exchanges: who may read what, who reads what, how much each reads.

Sets of judges are bits of an integer, so that "which of these may still take one of those" is one operation
whatever the number of judges. Judges go by their places; entries are split into rows, one for each row of
rights their seats follow (two where panels read, else one).
"""

import numpy as np

from contest.assignment.rules.columns import Ids, column
from contest.assignment.rules.masks import foes_of, mask_of, places
from contest.assignment.rules.table import OPEN, Table


class Board:
    """A table whose open seats are to be filled and whose loads are to be leveled, exactly.

    entry, may, need          row -> its entry, who may read it, readers still to be found
    readers, standing         entry -> the judges who read it, and those of them who stay
    held                      judge -> the rows dealt to them, which can still move
    load, low, cap, capacity  judge -> readings, the least and most of them, the share to be level by
    """

    def __init__(self, table: Table) -> None:
        self.table = table
        self.count = table.rights.count
        self.all = (1 << self.count) - 1
        moving = np.flatnonzero(~table.fixed)
        changes = (np.diff(table.entry[moving]) != 0) | (np.diff(table.right[moving]) != 0)
        firsts = np.concatenate([[True], changes])[: len(moving)]
        self._moving = moving
        self.entry: list[int] = table.entry[moving[firsts]].tolist()
        self.may = self._who_may(table.right[moving[firsts]])
        self.need = [0] * len(self.entry)
        self.readers = [0] * len(table.ids)
        self.standing = [0] * len(table.ids)
        self.held: list[dict[int, None]] = [{} for _ in range(self.count)]
        self.load = [0] * self.count
        self.low: list[int] = table.low.tolist()
        self.cap: list[int] = table.cap.tolist()
        self.capacity: list[int] = table.capacity.tolist()
        self.apart = foes_of(table.rights.apart)
        self._take_seats(moving, np.cumsum(firsts) - 1)

    def _who_may(self, rights: Ids) -> list[int]:
        table = self.table
        barred: dict[int, int] = {}
        for number in table.rights.excluded.numbers.tolist():
            entry, judge = divmod(number, self.count)
            barred[entry] = barred.get(entry, 0) | 1 << judge
        blocked: dict[int, int] = {}
        for number in table.rights.blocked.numbers.tolist():
            kind, judge = divmod(number, self.count)
            blocked[kind] = blocked.get(kind, 0) | 1 << judge
        base = [mask_of(row) for row in table.rights.rights]
        kinds = table.rights.kind_of.tolist()
        return [
            base[right] & ~blocked.get(kinds[entry], 0) & ~barred.get(entry, 0)
            for entry, right in zip(self.entry, rights.tolist(), strict=True)
        ]

    def _take_seats(self, moving: Ids, rows: Ids) -> None:
        table = self.table
        for entry, judge in zip(
            table.entry[table.fixed].tolist(), table.judge[table.fixed].tolist(), strict=True
        ):
            self.readers[entry] |= 1 << judge
            self.standing[entry] |= 1 << judge
            self.load[judge] += 1
        for row, judge in zip(rows.tolist(), table.judge[moving].tolist(), strict=True):
            self.need[row] += 1
            if judge != OPEN:
                self.place(row, judge)

    def free(self, row: int, giver: int | None = None) -> int:
        """The judges who may read the row's entry and don't yet; where a giver is named, after their leaving."""
        readers = self.readers[self.entry[row]]
        free = self.may[row] & ~readers
        return self._beside(free, readers if giver is None else readers & ~(1 << giver))

    def free_at_first(self, row: int) -> int:
        """The judges who may read the row's entry, whoever was dealt it."""
        standing = self.standing[self.entry[row]]
        return self._beside(self.may[row] & ~standing, standing)

    def _beside(self, free: int, readers: int) -> int:
        """Those of the free who may read together with all the readers."""
        for judge, others in self.apart.items():
            if readers >> judge & 1:
                free &= ~others
        return free

    def place(self, row: int, judge: int) -> None:
        """Deal the row to the judge."""
        self.readers[self.entry[row]] |= 1 << judge
        self.need[row] -= 1
        self.held[judge][row] = None
        self.load[judge] += 1

    def take_back(self, row: int, judge: int) -> None:
        """Undo place."""
        self.readers[self.entry[row]] &= ~(1 << judge)
        self.need[row] += 1
        del self.held[judge][row]
        self.load[judge] -= 1

    def move(self, row: int, giver: int, taker: int) -> None:
        """Pass a dealt row on to another judge."""
        self.take_back(row, giver)
        self.place(row, taker)

    def with_room(self) -> int:
        """The judges who can take one more."""
        return sum(
            1 << j for j, (load, cap) in enumerate(zip(self.load, self.cap, strict=True)) if load < cap
        )

    def adopt(self, readers: list[int]) -> None:
        """Take the readers of each row from a plan found elsewhere."""
        for judge, held in enumerate(self.held):
            for row in list(held):
                self.take_back(row, judge)
        for row, mask in enumerate(readers):
            for judge in places(mask):
                self.place(row, judge)

    def put_back(self) -> None:
        """Seat everybody at the table as the board stands; rows short of readers keep open seats."""
        readers: list[list[int]] = [[] for _ in self.entry]
        for judge, held in enumerate(self.held):
            for row in held:
                readers[row].append(judge)
        judges: list[int] = []
        for row, found in enumerate(readers):
            judges += found + [OPEN] * self.need[row]
        self.table.give(self._moving, column(judges))
