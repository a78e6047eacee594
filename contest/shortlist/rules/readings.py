"""The sheets of a round as columns: which judge gave which entry how many points."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Real = NDArray[np.float64]

MOST_PLACES: Final = 9
MOST_POINTS: Final = 10**6


@dataclass(frozen=True, slots=True)
class Block:
    """The entries that have been read equally often.

    Shapes  entries: places of entries; sheets, judges: a row an entry, a column a reading
    """

    entries: Whole
    sheets: Whole
    judges: Whole

    @property
    def size(self) -> int:
        """Readings an entry."""
        return int(self.sheets.shape[1])


@dataclass(frozen=True, eq=False)
class Readings:
    """One sheet a row: entry and judge as places from 0, and points in units of 10 ** -places.

    Whatever the order of the rows was, they are kept by entry and judge, so that it decides nothing.
    order  when in the judge's pile it was read, from 1, where that is known

    Units   points are whole numbers, so that sums and means of them are exact
    Raises  ValueError for columns of different lengths, a place that is not there, points or decimal places
            beyond what is exact, or a judge who reads an entry twice
    """

    entry: Whole
    judge: Whole
    points: Whole
    places: int
    entries: int
    judges: int
    order: Whole | None = None

    def __post_init__(self) -> None:
        orders = len(self.points) if self.order is None else len(self.order)
        if not len(self.entry) == len(self.judge) == len(self.points) == orders:
            raise ValueError("columns of different lengths")
        for numbers, count in ((self.entry, self.entries), (self.judge, self.judges)):
            if len(numbers) and not 0 <= numbers.min() <= numbers.max() < count:
                raise ValueError("a place that is not there")
        if not 0 <= self.places <= MOST_PLACES:
            raise ValueError(f"{self.places} decimal places")
        if len(self.points) and np.abs(self.points).max() > MOST_POINTS * 10**self.places:
            raise ValueError("points beyond what is exact")
        key = self.entry * self.judges + self.judge
        order = np.argsort(key, kind="stable")
        if len(key) and not np.diff(key[order]).all():
            raise ValueError("a judge reads an entry twice")
        for name in ("entry", "judge", "points", "order"):
            if (numbers := getattr(self, name)) is not None:
                object.__setattr__(self, name, np.asarray(numbers[order], dtype=np.int64))

    @classmethod
    def of(cls, sheets: Iterable[tuple[int, int, Decimal]]) -> Self:
        """From (entry, judge, total), entries and judges counted from 0."""
        listed = list(sheets)
        places = max([0, *(_places(total) for *_, total in listed)])
        columns = [np.array([sheet[column] for sheet in listed], dtype=np.int64) for column in (0, 1)]
        points = np.array([int(total.scaleb(places)) for *_, total in listed], dtype=np.int64)
        counts = [int(numbers.max(initial=-1)) + 1 for numbers in columns]
        return cls(columns[0], columns[1], points, places, counts[0], counts[1])

    def __len__(self) -> int:
        return len(self.points)

    @cached_property
    def totals(self) -> Real:
        """The points as real numbers, for statistics."""
        return self.points / 10.0**self.places

    @cached_property
    def per_entry(self) -> Whole:
        """Readings of each entry."""
        return np.bincount(self.entry, minlength=self.entries)

    @cached_property
    def per_judge(self) -> Whole:
        """Readings by each judge."""
        return np.bincount(self.judge, minlength=self.judges)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The entries by how often they were read, seldom ones first; those never read are in none."""
        starts = np.cumsum(self.per_entry) - self.per_entry
        found = []
        for size in np.unique(self.per_entry[self.per_entry > 0]).tolist():
            entries = np.flatnonzero(self.per_entry == size)
            sheets = starts[entries][:, None] + np.arange(size)
            found.append(Block(entries, sheets, self.judge[sheets]))
        return tuple(found)

    @cached_property
    def groups(self) -> Whole:
        """For each judge the number of their group: judges whom common entries connect, even by a chain.

        Returns  groups from 0 in the order of their first judges; one who read nothing is a group alone
        """
        label = np.arange(self.judges)
        while True:
            lowest = np.full(self.entries, self.judges)
            np.minimum.at(lowest, self.entry, label[self.judge])
            found = label.copy()
            np.minimum.at(found, self.judge, lowest[self.entry])
            found = found[found]
            if (found == label).all():
                return np.unique(label, return_inverse=True)[1].astype(np.int64)
            label = found

    @cached_property
    def group_of_entry(self) -> Whole:
        """For each entry the number of its judges' group, -1 for one that nobody read."""
        found = np.full(self.entries, -1)
        found[self.entry] = self.groups[self.judge]
        return found

    @cached_property
    def connected(self) -> bool:
        """Whether all judges who read anything can be compared."""
        return len(np.unique(self.groups[self.per_judge > 0])) <= 1

    def without(self, judge: int) -> "Readings":
        """The same readings but those of one judge."""
        kept = self.judge != judge
        order = None if self.order is None else self.order[kept]
        columns = (self.entry[kept], self.judge[kept], self.points[kept])
        return Readings(*columns, self.places, self.entries, self.judges, order)


def _places(total: Decimal) -> int:
    """The decimal places that are not nought; ValueError for what is no number."""
    exponent = total.normalize().as_tuple().exponent
    if isinstance(exponent, str):
        raise ValueError(f"no total: {total}")
    return -exponent
