"""The table on which a draw is dealt: who may read what, who reads what, how much each reads.

Entries and judges go by their places in the order of ids, and sets of judges are bits of an integer, so
that "which of these may still take one of those" is one operation whatever the number of judges.
"""

from collections.abc import Iterator

from contest.assignment.rules.columns import EntryKind
from contest.assignment.rules.values import Problem


def places(mask: int) -> Iterator[int]:
    """The places of the bits in a mask, lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


class Board:
    """A draw in the making."""

    def __init__(self, problem: Problem) -> None:
        self.entries = sorted(problem.entries, key=lambda entry: entry.id)
        self.judges = sorted(problem.judges, key=lambda judge: judge.id)
        self.all = (1 << len(self.judges)) - 1
        self.may = self._who_may(problem)
        """Entry -> the judges who may read it."""
        self.readers = [0] * len(self.entries)
        """Entry -> the judges who read it, standing ones included."""
        self.need = [problem.readers if e.readers is None else e.readers for e in self.entries]
        """Entry -> readers that are still to be found."""
        self.held: list[dict[int, None]] = [{} for _ in self.judges]
        """Judge -> the entries dealt to them, which can still move."""
        self.load = [0] * len(self.judges)
        self.together = [[0] * len(self.judges) for _ in self.judges]
        """Judge and judge -> entries that both read."""
        self.elsewhere: list[tuple[int, int]] = []
        """Standing readings of entries that are not on the table, under numbers below zero."""
        self._apart = self._never_together(problem)
        self._let_stand(problem)
        self.low = [judge.minimum for judge in self.judges]
        self.cap = [
            load + len(self.entries) if judge.maximum is None else max(load, judge.maximum)
            for judge, load in zip(self.judges, self.load, strict=True)
        ]

    def _who_may(self, problem: Problem) -> list[int]:
        place_of = {judge.id: place for place, judge in enumerate(self.judges)}
        barred: dict[int, int] = {}
        for entry_id, judge_id in problem.excluded:
            if judge_id in place_of:
                barred[entry_id] = barred.get(entry_id, 0) | 1 << place_of[judge_id]
        of_kind: dict[EntryKind, int] = {}
        masks = []
        for entry in self.entries:
            kind = entry.kind
            if kind not in of_kind:
                of_kind[kind] = sum(1 << p for p, judge in enumerate(self.judges) if judge.may_read(entry))
            masks.append(of_kind[kind] & ~barred.get(entry.id, 0))
        return masks

    def _let_stand(self, problem: Problem) -> None:
        """Count the standing pairs: readers found, loads, and judges who meet."""
        place_of = {judge.id: place for place, judge in enumerate(self.judges)}
        standing: dict[int, int] = {}
        found: dict[int, int] = {}
        for entry_id, judge_id in problem.standing:
            found[entry_id] = found.get(entry_id, 0) + 1
            if judge_id in place_of:
                standing[entry_id] = standing.get(entry_id, 0) | 1 << place_of[judge_id]
        here = {entry.id for entry in self.entries}
        for entry_id, mask in standing.items():
            if entry_id not in here:
                number = -1 - len(self.elsewhere)
                self.elsewhere += [(number, judge) for judge in places(mask)]
            for judge in places(mask):
                self.load[judge] += 1
                self._meet(judge, mask & ~(1 << judge), 1)
        for place, entry in enumerate(self.entries):
            self.readers[place] = standing.get(entry.id, 0)
            self.need[place] = max(0, self.need[place] - found.get(entry.id, 0))
            if entry.id in problem.anchors:
                self.need[place] = self.free(place).bit_count()

    def _never_together(self, problem: Problem) -> dict[int, int]:
        place_of = {judge.id: place for place, judge in enumerate(self.judges)}
        apart: dict[int, int] = {}
        for one, other in problem.never_together:
            if one in place_of and other in place_of:
                apart[place_of[one]] = apart.get(place_of[one], 0) | 1 << place_of[other]
                apart[place_of[other]] = apart.get(place_of[other], 0) | 1 << place_of[one]
        return apart

    def free(self, entry: int) -> int:
        """The judges who may read the entry and don't yet."""
        readers = self.readers[entry]
        free = self.may[entry] & ~readers
        for judge, others in self._apart.items():
            if readers >> judge & 1:
                free &= ~others
        return free

    def place(self, entry: int, judge: int) -> None:
        """Deal the entry to the judge."""
        self._meet(judge, self.readers[entry], 1, both=True)
        self.readers[entry] |= 1 << judge
        self.need[entry] -= 1
        self.held[judge][entry] = None
        self.load[judge] += 1

    def take_back(self, entry: int, judge: int) -> None:
        """Undo place."""
        self.readers[entry] &= ~(1 << judge)
        self.need[entry] += 1
        del self.held[judge][entry]
        self.load[judge] -= 1
        self._meet(judge, self.readers[entry], -1, both=True)

    def move(self, entry: int, giver: int, taker: int) -> None:
        """Pass a dealt entry on to another judge."""
        self.take_back(entry, giver)
        self.place(entry, taker)

    def _meet(self, judge: int, others: int, times: int, *, both: bool = False) -> None:
        for other in places(others):
            self.together[judge][other] += times
            if both:
                self.together[other][judge] += times

    def with_room(self) -> int:
        """The judges who can take one more."""
        return sum(
            1 << j for j, (load, cap) in enumerate(zip(self.load, self.cap, strict=True)) if load < cap
        )

    def pairs(self) -> Iterator[tuple[int, int]]:
        """The dealt (entry, judge), as ids."""
        for judge, held in zip(self.judges, self.held, strict=True):
            for entry in held:
                yield self.entries[entry].id, judge.id

    def loads(self) -> dict[int, int]:
        """Judge id -> entries in all."""
        return {judge.id: load for judge, load in zip(self.judges, self.load, strict=True)}
