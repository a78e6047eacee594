"""A long ranking as columns, told one entry at a time."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, overload

import numpy as np

from contest.shortlist.rules.cut import Group
from contest.shortlist.rules.ranking import Ranked, Said, ordered
from contest.shortlist.rules.readings import Whole

AT_ONCE: Final = 4_096
HUNDREDTHS: Final = 2
NOTHING: Final[frozenset[Group]] = frozenset()


class RankedColumns(Sequence[Ranked]):
    """What ``rank`` returns, in a few bytes an entry: each is made when it is asked for."""

    def __init__(
        self, entries: Whole, marks: Whole, ties: Sequence[Whole], groups: Mapping[int, frozenset[Group]]
    ) -> None:
        """Rank these entries.

        Shapes  entries: ids, none twice; marks, ties: their marks and the values of each tie-break
        Units   hundredths of a point
        """
        order = ordered(entries, [marks, *ties])
        self.at: Whole = order.at
        self.entries: Whole = entries[order.at]
        self.marks: Whole = marks[order.at]
        self.ranks = order.rank.astype(np.int32)
        self.tied = order.tied
        self._ties = [column[order.at] for column in ties]
        self._broken_by, self._groups = order.broken_by.astype(np.int8), groups

    def by(self, marks: Whole, kept: Said) -> "RankedColumns":
        """Those of them that are kept, ranked by other marks; what else parts them stands.

        Shapes  marks, kept: one each, in the order of the ranking
        """
        ties = [column[kept] for column in self._ties]
        return RankedColumns(self.entries[kept], marks[kept], ties, self._groups)

    def __len__(self) -> int:
        return len(self.entries)

    @overload
    def __getitem__(self, place: int) -> Ranked: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Ranked]: ...
    def __getitem__(self, place: int | slice) -> Ranked | Sequence[Ranked]:
        """One entry by its place from 0, or several."""
        if isinstance(place, slice):
            return list(self._told(place))
        at = range(len(self))[place]
        return next(self._told(slice(at, at + 1)))

    def __iter__(self) -> Iterator[Ranked]:
        for start in range(0, len(self), AT_ONCE):
            yield from self._told(slice(start, start + AT_ONCE))

    def _told(self, some: slice) -> Iterator[Ranked]:
        columns = (self.entries, self.ranks, self.marks, self.tied, self._broken_by)
        for entry, rank, mark, tied, broken_by in zip(*(one[some].tolist() for one in columns), strict=True):
            yield Ranked(
                entry=entry,
                rank=rank,
                mark=points(mark),
                tied=tied,
                broken_by=None if broken_by < 0 else broken_by,
                groups=self._groups.get(entry, NOTHING),
            )


def points(units: int) -> Decimal:
    """Hundredths as points with two decimals."""
    return Decimal(units).scaleb(-HUNDREDTHS)


def hundredths(value: Decimal) -> int:
    """Points as hundredths. Raises ValueError for what is finer."""
    units = value.scaleb(HUNDREDTHS)
    if units != int(units):
        raise ValueError(f"points finer than 0.01: {value}")
    return int(units)
