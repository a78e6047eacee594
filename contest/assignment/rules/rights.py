"""Who may read what: by category and language, by unit, by declared pair; never judge by entry."""

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from contest.assignment.rules.columns import EntryKind, Ids, Pairs, column
from contest.assignment.rules.sieve import Sieve
from contest.assignment.rules.values import JudgeAtHand, Problem

Flags = NDArray[np.bool_]


class Rights:
    """The rules of a problem, asked in columns of places (of entries and judges in the order of ids).

    base      kind -> the row of rights that its category and language give
    rights    base x judge: who reads that category in that language
    blocked   kind x judge pairs kept apart by a unit
    excluded  entry x judge pairs kept apart by word
    apart     judge x judge who never read together; None when there are none
    """

    def __init__(
        self,
        problem: Problem,
        judges: tuple[JudgeAtHand, ...],
        ids: Ids,
        kinds: tuple[EntryKind, ...],
        kind_of: Ids,
    ) -> None:
        self.judges = judges
        self.count = len(judges)
        self.kinds = kinds
        self.kind_of = kind_of
        self.place_of = {judge.id: place for place, judge in enumerate(judges)}
        self._bases()
        self.blocked = Sieve(self._by_unit())
        self.excluded = Sieve(self._by_word(problem.excluded, ids))
        self.apart = self._never(problem)

    def _bases(self) -> None:
        bases = dict.fromkeys((kind.category, kind.language) for kind in self.kinds)
        place = {base: number for number, base in enumerate(bases)}
        self.base = column(place[kind.category, kind.language] for kind in self.kinds)
        self.rights = np.ones((len(bases), self.count), dtype=bool)
        for number, (category, language) in enumerate(bases):
            self.rights[number] = [
                (category is None or judge.categories is None or category in judge.categories)
                and (language is None or judge.languages is None or language in judge.languages)
                for judge in self.judges
            ]

    def _by_unit(self) -> Ids:
        by_unit = defaultdict(list)
        for place, judge in enumerate(self.judges):
            for unit in judge.units:
                by_unit[unit].append(place)
        return column(
            number * self.count + place
            for number, kind in enumerate(self.kinds)
            for unit in kind.units
            for place in by_unit.get(unit, ())
        )

    def _by_word(self, pairs: Pairs, ids: Ids) -> Ids:
        entries, judges = places_in(pairs.entries, ids), self.places(pairs.judges)
        known = (entries < len(ids)) & (judges < self.count)
        return entries[known] * self.count + judges[known]

    def places(self, judge_ids: Ids) -> Ids:
        """Where judges stand; count for those who are not at hand."""
        return places_in(judge_ids, column(judge.id for judge in self.judges))

    def _never(self, problem: Problem) -> Flags | None:
        pairs = [
            (self.place_of[one], self.place_of[other])
            for one, other in problem.never_together
            if one in self.place_of and other in self.place_of
        ]
        if not pairs:
            return None
        apart = np.zeros((self.count, self.count), dtype=bool)
        for one, other in pairs:
            apart[one, other] = apart[other, one] = True
        return apart

    def may(self, entries: Ids, judges: Ids, rights: Ids | None = None) -> Flags:
        """Whether each judge may read each entry, by rows of rights other than the entry's own where given."""
        kinds = self.kind_of[entries]
        free = self.rights[self.base[kinds] if rights is None else rights, judges]
        if len(self.blocked):
            free = free & ~self.blocked.holds(kinds * self.count + judges)
        if len(self.excluded):
            free = free & ~self.excluded.holds(entries * self.count + judges)
        return free

    def at_least(self) -> Ids:
        """Entry -> a number of judges who surely may read it; the true one where nobody is barred twice over."""
        free = self.rights.sum(axis=1)[self.base]
        if self.count:
            free = free - np.bincount(self.blocked.numbers // self.count, minlength=len(self.kinds))
            free = free[self.kind_of]
            return np.asarray(
                free - np.bincount(self.excluded.numbers // self.count, minlength=len(self.kind_of))
            )
        return np.zeros(len(self.kind_of), dtype=np.int64)

    def willing(self, entry: int) -> Flags:
        """All judges who may read one entry."""
        judges = np.arange(self.count)
        return self.may(np.full(self.count, entry), judges)


def places_in(ids: Ids, known: Ids) -> Ids:
    """Where ids stand in a sorted column; its length for those that don't."""
    if len(known) and int(known[-1]) - int(known[0]) < 8 * len(known) + 1_024:
        return _places_by_table(ids, known)
    places = np.searchsorted(known, ids)
    there = np.append(known, -1)[places] == ids
    return np.where(there, places, len(known))


def _places_by_table(ids: Ids, known: Ids) -> Ids:
    """The same for ids that lie close together."""
    table = np.full(int(known[-1]) - int(known[0]) + 2, len(known))
    table[known - known[0]] = np.arange(len(known))
    steps = ids - known[0]
    steps[(steps < 0) | (steps >= len(table))] = len(table) - 1
    return np.asarray(table[steps])
