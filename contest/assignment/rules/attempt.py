"""A plan in the making that can be copied, so that both ways can be tried."""

from contest.assignment.rules.board import Board
from contest.assignment.rules.masks import places


class Attempt:
    """A plan in the making, and what has been decided for it.

    entry, may, need, pinned, readers   row -> its entry, who may read it, readers to be found, those decided, all found
    rows, panel                         entry -> its rows; the panel decided for it, missing while undecided
    held, load                          judge -> rows, readings
    lacking, touched                    rows that lack readers; entries to look at again
    """

    __slots__ = (
        "entry",
        "held",
        "lacking",
        "load",
        "may",
        "need",
        "panel",
        "pinned",
        "readers",
        "rows",
        "touched",
    )

    def __init__(self, board: Board) -> None:
        self.entry, self.need = list(board.entry), list(board.need)
        self.may = [board.free_at_first(row) for row in range(len(self.entry))]
        self.pinned, self.readers = [0] * len(self.entry), [0] * len(self.entry)
        self.rows: dict[int, tuple[int, ...]] = {}
        for row, entry in enumerate(self.entry):
            self.rows[entry] = (*self.rows.get(entry, ()), row)
        self.panel: dict[int, int] = {}
        self.lacking = {row: None for row, need in enumerate(self.need) if need}
        self.held: list[dict[int, None]] = [{} for _ in range(board.count)]
        self.load = list(board.load)
        self.touched: dict[int, None] = dict.fromkeys(self.entry)
        for judge, rows in enumerate(board.held):
            for row in rows:
                self.held[judge][row] = None
                self.readers[row] |= 1 << judge

    def copy(self) -> "Attempt":
        """The same again, to be decided otherwise."""
        other = object.__new__(Attempt)
        other.entry, other.may, other.need = self.entry[:], self.may[:], self.need[:]
        other.pinned, other.readers, other.panel = self.pinned[:], self.readers[:], dict(self.panel)
        other.held, other.load = [held.copy() for held in self.held], self.load[:]
        other.rows, other.lacking, other.touched = dict(self.rows), dict(self.lacking), dict(self.touched)
        return other

    def give(self, row: int, judge: int) -> None:
        """Let the judge read the row."""
        self.readers[row] |= 1 << judge
        self.held[judge][row] = None
        self.need[row] -= 1
        if not self.need[row]:
            del self.lacking[row]
        self.load[judge] += 1
        self.touched[self.entry[row]] = None

    def take(self, row: int, judge: int) -> None:
        """Undo give."""
        self.readers[row] &= ~(1 << judge)
        del self.held[judge][row]
        self.need[row] += 1
        self.lacking[row] = None
        self.load[judge] -= 1
        self.touched[self.entry[row]] = None

    def bar(self, row: int, judges: int) -> None:
        """From now on none of these judges reads the row."""
        self.may[row] &= ~judges
        for judge in places(self.readers[row] & judges):
            self.take(row, judge)

    def readers_of(self, entry: int) -> int:
        """All who read the entry, those who stood before left out."""
        readers = 0
        for row in self.rows[entry]:
            readers |= self.readers[row]
        return readers

    def part(self, entry: int, panel: int, who: int, seats: int) -> bool:
        """Decide the panel: these seats for its judges, the rest for others; False where decided otherwise."""
        (row,) = self.rows[entry]
        inner, outer = self.readers[row] & who, self.readers[row] & ~who
        rest = self.need[row] + self.readers[row].bit_count() - seats
        pinned = self.pinned[row]
        if (pinned & who).bit_count() > seats or (pinned & ~who).bit_count() > rest:
            return False
        gone = [*self._spare(inner, pinned)[seats:], *places(outer)]
        for judge in gone:
            self.take(row, judge)
        stay = self._spare(outer, pinned)[:rest]
        self.entry.append(entry)
        self.may.append(self.may[row] & ~who)
        self.pinned.append(pinned & ~who)
        self.readers.append(0)
        self.need.append(rest)
        self.need[row] -= rest
        second = len(self.entry) - 1
        self.may[row] &= who
        self.pinned[row] &= who
        self.rows[entry], self.panel[entry] = (row, second), panel
        for half in (row, second):
            self.lacking.pop(half, None)
            if self.need[half]:
                self.lacking[half] = None
        for judge in stay:
            self.give(second, judge)
        self.touched[entry] = None
        return True

    def _spare(self, judges: int, pinned: int) -> list[int]:
        """The judges, first those decided, then those who read least."""
        return sorted(places(judges), key=lambda judge: (not pinned >> judge & 1, self.load[judge]))
