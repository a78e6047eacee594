"""Entries, pairs and wishes as columns: a million of them cost a few arrays, and read like plain values."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Weights = NDArray[np.float64]

NOBODY: Final = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class EntryKind:
    """What decides who may read an entry, and how many do.

    units     the units it stands for, predecessors and parents too where they count
    category  None for an entry that every judge reads, whatever their categories
    language  None for an entry that every judge reads, whatever their languages
    readers   judges this entry needs in all; None for the problem's number
    """

    units: frozenset[int] = frozenset()
    category: int | None = None
    language: str | None = None
    readers: int | None = None


@dataclass(frozen=True, slots=True)
class EntryToRead:
    """One entry that waits for judges; the fields are those of its kind."""

    id: int
    units: frozenset[int] = frozenset()
    category: int | None = None
    language: str | None = None
    readers: int | None = None

    @property
    def kind(self) -> EntryKind:
        """What it shares with others alike."""
        return EntryKind(self.units, self.category, self.language, self.readers)


@dataclass(frozen=True, slots=True, eq=False)
class Entries:
    """The entries of a draw by kinds: ids, and for each the place of its kind.

    Shapes  ids, kind_of: one each an entry; kind_of counts places in kinds
    Raises  ValueError for columns of different lengths, a kind that is not there, or an id that occurs twice
    """

    ids: Ids
    kind_of: Ids
    kinds: tuple[EntryKind, ...]

    def __post_init__(self) -> None:
        if len(self.ids) != len(self.kind_of):
            raise ValueError(f"{len(self.ids)} entries, but kinds for {len(self.kind_of)}")
        if len(self.kind_of) and not 0 <= self.kind_of.min() <= self.kind_of.max() < len(self.kinds):
            raise ValueError("an entry of a kind that is not there")
        if len(distinct(self.ids)) < len(self.ids):
            raise ValueError("an id occurs twice among the entries")

    @classmethod
    def of(cls, entries: "Entries | Iterable[EntryToRead]") -> "Entries":
        """The same entries in columns."""
        if isinstance(entries, Entries):
            return entries
        listed = list(entries)
        places: dict[EntryKind, int] = {}
        kind_of = [places.setdefault(entry.kind, len(places)) for entry in listed]
        return cls(column(entry.id for entry in listed), column(kind_of), tuple(places))

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[EntryToRead]:
        for id_, place in zip(self.ids.tolist(), self.kind_of.tolist(), strict=True):
            kind = self.kinds[place]
            yield EntryToRead(id_, kind.units, kind.category, kind.language, kind.readers)

    def readers(self, usual: int) -> Ids:
        """How many judges each entry needs in all, usual where its kind doesn't say."""
        wanted = [usual if kind.readers is None else kind.readers for kind in self.kinds]
        return column(wanted)[self.kind_of]


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """(entry, judge) pairs in two columns, each pair once.

    Raises  ValueError for columns of different lengths
    """

    entries: Ids = field(default_factory=NOBODY.copy)
    judges: Ids = field(default_factory=NOBODY.copy)

    def __post_init__(self) -> None:
        if len(self.entries) != len(self.judges):
            raise ValueError(f"pairs of {len(self.entries)} entries and {len(self.judges)} judges")

    @classmethod
    def of(cls, pairs: "Pairs | Iterable[tuple[int, int]]") -> "Pairs":
        """The same pairs in columns, in order and each once when they were not columns before."""
        if isinstance(pairs, Pairs):
            return pairs
        listed = sorted(set(pairs))
        return cls(column(entry for entry, _ in listed), column(judge for _, judge in listed))

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(self.entries.tolist(), self.judges.tolist(), strict=True)


@dataclass(frozen=True, slots=True, eq=False)
class Wishes:
    """How much a reading is wished for; what is not named weighs nothing. Weights of a pair add up.

    entries, judges, weights  one wish each: this judge for this entry
    categories                (judge, category) -> weight, for each entry of the category

    Raises  ValueError for columns of different lengths or a weight that is no finite number
    """

    entries: Ids = field(default_factory=NOBODY.copy)
    judges: Ids = field(default_factory=NOBODY.copy)
    weights: Weights = field(default_factory=lambda: np.zeros(0))
    categories: Mapping[tuple[int, int], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not len(self.entries) == len(self.judges) == len(self.weights):
            raise ValueError("wishes of different lengths")
        if not (np.isfinite(self.weights).all() and np.isfinite(list(self.categories.values())).all()):
            raise ValueError("a wish that is no finite number")

    @classmethod
    def of(cls, pairs: Mapping[tuple[int, int], float]) -> Self:
        """From (entry, judge) -> weight."""
        keys = sorted(pairs)
        weights = np.array([pairs[key] for key in keys], dtype=np.float64)
        return cls(column(entry for entry, _ in keys), column(judge for _, judge in keys), weights)

    def __bool__(self) -> bool:
        return bool(len(self.entries) or self.categories)


def distinct(numbers: Ids) -> Ids:
    """Each number once, in order; sorts, which for columns as long as these beats a table of hashes."""
    if len(numbers) and not (np.diff(numbers) > 0).all():
        numbers = np.sort(numbers)
        return np.asarray(numbers[np.diff(numbers, prepend=numbers[0] - 1) != 0])
    return numbers


def column(values: Iterable[int] | Sequence[int] | NDArray[Any]) -> Ids:
    """Whole numbers as a column."""
    if isinstance(values, np.ndarray):
        return values.astype(np.int64, copy=False)
    return np.fromiter(values, dtype=np.int64)
