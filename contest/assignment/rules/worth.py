"""What each reading is worth by the wishes."""

import numpy as np

from contest.assignment.rules.columns import Ids, Weights, column
from contest.assignment.rules.rights import places_in
from contest.assignment.rules.table import OPEN, Table

_ROOM = 4
"""Wishes for one pair in so many are looked up in a table of all pairs, fewer by searching."""


class Worth:
    """The wishes of a problem in places: single ones sorted by entry, those for categories by category and judge.

    entry, judge, weight  one each for a wish that a judge may be given; a pair wished twice counts its sum
    """

    def __init__(self, table: Table) -> None:
        wishes, rights = table.problem.wishes, table.rights
        self._count = max(rights.count, 1)
        self._category, self._by_category = self._categories(table)
        self._kind_of = rights.kind_of
        entries, judges = places_in(wishes.entries, table.ids[: table.size]), rights.places(wishes.judges)
        known = np.flatnonzero((entries < table.size) & (judges < rights.count))
        known = known[rights.may(entries[known], judges[known])]
        self._numbers, self._weights = _summed(
            entries[known] * self._count + judges[known], wishes.weights[known]
        )
        self.entry, self.judge = np.divmod(self._numbers, self._count)
        self.weight = self._weights + self._general(self.entry, self.judge)
        self._whole = self._laid_out(table.size * self._count)

    def _categories(self, table: Table) -> tuple[Ids, Weights]:
        """Kind -> a row of weights by judge; row 0 for categories nobody wishes for."""
        rows = {
            category: number
            for number, category in enumerate(sorted({c for _, c in table.problem.wishes.categories}), 1)
        }
        weights = np.zeros((len(rows) + 1, table.rights.count))
        for (judge, category), weight in table.problem.wishes.categories.items():
            if judge in table.rights.place_of:
                weights[rows[category], table.rights.place_of[judge]] = weight
        return column(
            rows.get(kind.category, 0) if kind.category is not None else 0 for kind in table.rights.kinds
        ), weights

    def _laid_out(self, cells: int) -> Weights | None:
        """The single wishes by number, where they fill so much of the whole that it takes no more room than they."""
        if cells > _ROOM * len(self._numbers):
            return None
        whole = np.zeros(cells)
        whole[self._numbers] = self._weights
        return whole

    def _general(self, entries: Ids, judges: Ids) -> Weights:
        return np.asarray(self._by_category[self._category[self._kind_of[entries]], judges])

    def of(self, entries: Ids, judges: Ids) -> Weights:
        """The weight of readings of the problem's entries."""
        worth = self._general(entries, judges)
        numbers = entries * self._count + judges
        if self._whole is not None:
            worth = worth + self._whole[numbers]
        elif len(self._numbers):
            places = np.minimum(np.searchsorted(self._numbers, numbers), len(self._numbers) - 1)
            worth = worth + np.where(self._numbers[places] == numbers, self._weights[places], 0.0)
        return worth

    def met(self, table: Table) -> float:
        """What the new readings weigh."""
        new = np.flatnonzero(~table.stands & (table.judge != OPEN))
        return float(self.of(table.entry[new], table.judge[new]).sum())

    def lost(self, table: Table, ones: Ids, others: Ids) -> Weights:
        """What the wishes lose when the judges of two seats change places."""
        mine, theirs = table.entry[ones], table.entry[others]
        now = self.of(mine, table.judge[ones]) + self.of(theirs, table.judge[others])
        return np.asarray(now - self.of(mine, table.judge[others]) - self.of(theirs, table.judge[ones]))

    def candidates(self, table: Table) -> tuple[Ids, Ids, Weights]:
        """(entry, judge, weight) of all that is wished for above nothing, by entry; of categories too."""
        if not table.problem.wishes.categories:
            good = self.weight > 0
            return self.entry[good], self.judge[good], self.weight[good]
        kinds, judges = np.nonzero(self._by_category[self._category] > 0)
        first = np.searchsorted(kinds, np.arange(len(table.rights.kinds) + 1))
        sizes = np.diff(first)[self._kind_of]
        entry = np.repeat(np.arange(table.size), sizes)
        nth = np.arange(len(entry)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        numbers = entry * self._count + judges[first[self._kind_of[entry]] + nth]
        entry, judge = np.divmod(np.union1d(numbers, self._numbers), self._count)
        able = table.rights.may(entry, judge)
        weight = self.of(entry, judge)
        able &= weight > 0
        return entry[able], judge[able], weight[able]

    def by_category(self, kind: int) -> Weights:
        """What the judges' wishes for a kind's category weigh."""
        return np.asarray(self._by_category[self._category[kind]])


def met_and_most(table: Table) -> tuple[float, float]:
    """The weight of the new readings, and the most they could weigh if each entry had its first choices."""
    if not table.problem.wishes:
        return 0.0, 0.0
    worth = Worth(table)
    return worth.met(table), _most(table, worth)


def _summed(numbers: Ids, weights: Weights) -> tuple[Ids, Weights]:
    """Each number once, in order, with the sum of its weights."""
    if not (np.diff(numbers) > 0).all():
        order = np.argsort(numbers, kind="stable")
        once, where = np.unique(numbers[order], return_inverse=True)
        weights = np.bincount(where, weights[order], len(once)).astype(np.float64, copy=False)
        return once, weights
    return numbers, weights


def _most(table: Table, worth: Worth) -> float:
    """The sum of each entry's heaviest wishes, as many as it has new readers."""
    readers = np.bincount(table.entry[~table.stands], minlength=len(table.ids))[: table.size]
    entry, weight = worth.entry, worth.weight
    if table.problem.wishes.categories:
        spare = np.array(
            [
                np.sort(worth.by_category(k))[::-1][: int(readers.max(initial=0))]
                for k in range(len(table.rights.kinds))
            ]
        )
        more = spare[table.rights.kind_of]
        entry = np.concatenate([entry, np.repeat(np.arange(table.size), more.shape[1])])
        weight = np.concatenate([weight, more.ravel()])
        order = np.argsort(entry, kind="stable")
        entry, weight = entry[order], weight[order]
    return _sum_of_heaviest(entry, weight, readers)


def _sum_of_heaviest(entry: Ids, weight: Weights, count: Ids) -> float:
    """The sum of each entry's so many heaviest weights above nothing; entries stand together."""
    good = weight > 0
    entry, weight = entry[good], weight[good]
    total = 0.0
    for nth in range(int(count.max(initial=0))):
        wanted = count[entry] > nth
        entry, weight = entry[wanted], weight[wanted]
        if not len(entry):
            break
        starts = np.flatnonzero(np.diff(entry, prepend=-1))
        heaviest = np.maximum.reduceat(weight, starts)
        total += float(heaviest.sum())
        found = np.flatnonzero(weight == np.repeat(heaviest, np.diff(starts, append=len(entry))))
        first = found[np.flatnonzero(np.diff(entry[found], prepend=-1))]
        left = np.ones(len(entry), dtype=bool)
        left[first] = False
        entry, weight = entry[left], weight[left]
    return total
