"""The table a draw is dealt on: a seat for each reading, those that stand and those still to be given."""

from collections.abc import Sequence

import numpy as np

from contest.assignment.rules.columns import EntryKind, Ids, column
from contest.assignment.rules.lots import Lots
from contest.assignment.rules.masks import foes_of, mask_of, places
from contest.assignment.rules.rights import Flags, Rights, places_in
from contest.assignment.rules.together import together
from contest.assignment.rules.values import Problem

OPEN = -1
"""The judge of a seat that nobody has."""


class Table:
    """A draw in the making, in places (of entries and judges in the order of ids).

    ids      entry -> its id; the problem's first, then those known by standing readings alone
    entry, judge, right, fixed, stands
             seat -> its entry, its judge or OPEN, the row of rights it follows, whether it may not move (it stands,
             or is an anchor's), whether it stood before
    start    entry -> its first seat; the seats of an entry stand together
    low, cap, load, stood, capacity
             judge -> least and most readings, readings now and before, and the share they are level by
    """

    def __init__(self, problem: Problem, *, lots: Lots) -> None:
        self.problem = problem
        order = np.argsort(problem.entries.ids, kind="stable")
        judges = tuple(sorted(problem.judges, key=lambda judge: judge.id))
        self.ids = problem.entries.ids[order]
        self.size = len(self.ids)
        self.need = problem.entries.readers(problem.readers)[order]
        kinds, kind_of = _in_use(problem.entries.kinds, problem.entries.kind_of[order])
        self.rights = Rights(problem, judges, self.ids, kinds, kind_of)
        self.judge_ids = column(judge.id for judge in judges)
        self.low = column(judge.minimum for judge in judges)
        capacity = column(judge.capacity for judge in judges)
        self.capacity = capacity // max(
            1, int(np.gcd.reduce(capacity))
        )  # in percent or in parts: the same draw
        self._lots = lots
        self._set_seats(*self._let_stand())
        self._limit()

    def _let_stand(self) -> tuple[Ids, Ids, Flags]:
        """Standing readings by judges at hand, then the anchors' new ones; needs are lowered by all that stand."""
        stood = self.problem.standing
        entries, judges = places_in(stood.entries, self.ids), self.rights.places(stood.judges)
        self.need = self.need - np.bincount(entries, minlength=self.size + 1)[: self.size]
        here = judges < self.rights.count
        outside = here & (entries == self.size)
        others = np.unique(stood.entries[outside])
        entries[outside] = self.size + np.searchsorted(others, stood.entries[outside])
        self.ids = np.concatenate([self.ids, others])
        entries, judges = entries[here], judges[here]
        stood_before = len(entries)
        for place in np.sort(places_in(column(sorted(self.problem.anchors)), self.ids[: self.size])).tolist():
            if place < self.size:
                load = np.bincount(judges, minlength=self.rights.count)
                more = self._all_for(place, judges[entries == place], load, fewest=int(self.need[place]))
                entries = np.append(entries, np.full(len(more), place))
                judges = np.append(judges, more)
                self.need[place] -= len(more)
        self.need = np.maximum(self.need, 0)
        return entries, judges, np.arange(len(entries)) < stood_before

    def _all_for(self, anchor: int, already: Ids, load: Ids, *, fewest: int) -> Ids:
        """All who may read an anchor and don't yet; of two who never read together the lot leaves one.

        load    judge -> readings so far; whoever is at their maximum gives way to those who are not
        fewest  how many there must be; where the lot leaves fewer the largest set is looked for
        """
        free = self.rights.willing(anchor)
        free[already] = False
        if self.rights.apart is None:
            return np.flatnonzero(free)
        free &= ~self.rights.apart[:, already].any(axis=1)
        order = self._lots.order(self.rights.count)
        full = np.array(
            [j.maximum is not None and load[p] >= j.maximum for p, j in enumerate(self.rights.judges)]
        )
        order = order[np.argsort(full[order], kind="stable")]
        taken = self._one_by_one(order, free)
        if len(taken) < fewest:
            largest = set(places(together(foes_of(self.rights.apart), mask_of(free), fewest)))
            taken = self._one_by_one(
                np.array(sorted(order.tolist(), key=lambda judge: judge not in largest)), free
            )
        return column(taken)

    def _one_by_one(self, order: Ids, free: Flags) -> list[int]:
        """The free in this order, each as far as nobody before is kept apart from them."""
        taken: list[int] = []
        for judge in order[free[order]].tolist():
            if self.rights.apart is None or not self.rights.apart[judge, taken].any():
                taken.append(judge)
        return taken

    def _set_seats(self, entries: Ids, judges: Ids, stands: Flags) -> None:
        count = len(self.ids)
        need = np.append(self.need, np.zeros(count - self.size, dtype=np.int64))
        entry = np.concatenate([entries, np.repeat(np.arange(count), need)])
        judge = np.concatenate([judges, np.full(int(need.sum()), OPEN)])
        order = np.argsort(entry, kind="stable")
        self.entry, self.judge = entry[order], judge[order]
        self.fixed: Flags = self.judge != OPEN
        self.stands = np.append(stands, np.zeros(int(need.sum()), dtype=bool))[order]
        self.start = np.concatenate([[0], np.cumsum(np.bincount(self.entry, minlength=count))])
        base = np.append(self.rights.base, 0)
        kinds = np.append(self.rights.kind_of, np.zeros(count - self.size, dtype=np.int64))
        self.right = base[kinds[self.entry]] if len(base) > 1 else np.zeros_like(self.entry)

    def _limit(self) -> None:
        self.load = np.bincount(self.judge[self.fixed], minlength=self.rights.count)
        everything = int(self.load.sum()) + len(self.judge)
        maxima = [everything if j.maximum is None else j.maximum for j in self.rights.judges]
        self.stood = np.bincount(self.judge[self.stands], minlength=self.rights.count)
        self.cap = np.maximum(self.load, column(maxima))

    @property
    def most_readers(self) -> int:
        """The most seats of one entry."""
        return int(np.diff(self.start).max(initial=0))

    def may(self, seats: Ids, judges: Ids) -> Flags:
        """Whether each judge may sit on each seat, whoever else reads the entry."""
        return self.rights.may(self.entry[seats], judges, self.right[seats])

    def meets(self, seats: Ids, judges: Ids) -> Flags:
        """Whether each judge would meet, beside the seat, themselves or one they never read with."""
        first, end = self.start[self.entry[seats]], self.start[self.entry[seats] + 1]
        met = np.zeros(len(seats), dtype=bool)
        for step in range(int((end - first).max(initial=0))):
            beside = np.minimum(first + step, len(self.judge) - 1)
            other = self.judge[beside]
            real = (first + step < end) & (beside != seats) & (other != OPEN)
            wrong = other == judges
            if self.rights.apart is not None:
                wrong |= self.rights.apart[other, judges]
            met |= real & wrong
        return met

    def give(self, seats: Ids, judges: Ids | Sequence[int]) -> None:
        """Put judges on seats, in place of whoever had them, and count the loads anew."""
        self.judge[seats] = judges
        self.count()

    def count(self) -> None:
        """Count the loads anew."""
        self.load = np.bincount(self.judge[self.judge != OPEN], minlength=self.rights.count)

    def open_seats(self) -> Ids:
        """The seats that nobody has."""
        return np.flatnonzero(self.judge == OPEN)


def _in_use(kinds: tuple[EntryKind, ...], kind_of: Ids) -> tuple[tuple[EntryKind, ...], Ids]:
    """The kinds that entries have, in the order of the entries, however they were listed."""
    first = np.full(len(kinds), len(kind_of))
    first[kind_of[::-1]] = np.arange(len(kind_of))[::-1]
    order = np.argsort(first, kind="stable")[: int((first < len(kind_of)).sum())]
    rank = np.empty(len(kinds), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return tuple(kinds[place] for place in order.tolist()), rank[kind_of]
