"""The cut carried out on a ranking."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import groupby

from contest.shortlist.rules.cut import Cut
from contest.shortlist.rules.ranking import Ranked


@dataclass(frozen=True, slots=True)
class Choice:
    """The outcome of a cut, each list in the order of rank.

    members            the entries on the list
    line               the lowest mark among them; None for an empty list
    left_out_by_quota  entries that the same cut without quotas would have taken
    tied_at_line       equals across a line, of the list or of a category: all in or all out
    """

    members: tuple[int, ...]
    line: Decimal | None
    left_out_by_quota: tuple[int, ...]
    tied_at_line: tuple[int, ...]


def choose(ranked: Sequence[Ranked], cut: Cut) -> Choice:
    """Fill the places from the best down, keeping each category's places for its own best.

    Nobody is parted by chance from an equal of the same category, so ties may lengthen or shorten the
    list; and nobody is passed by a lower rank, except into a place kept for another category.

    Shapes   ranked: best first, as rank returns it
    """
    filled = _fill(ranked, cut)
    without = _fill(ranked, replace(cut, quotas={})) if cut.quotas else filled
    members = set(filled.members)
    return Choice(
        members=tuple(filled.members),
        line=min((entry.mark for entry in ranked if entry.entry in members), default=None),
        left_out_by_quota=tuple(entry for entry in without.members if entry not in members),
        tied_at_line=tuple(filled.tied),
    )


@dataclass(slots=True)
class _Places:
    """The places still to be had, while the list is filled from the top."""

    cut: Cut
    free: int | None
    """Places open to all, None for no limit; those kept for a category are not among them."""
    kept: Counter[int | None]
    room: dict[int | None, int]
    """Category -> how many more it may have, for categories with a limit."""
    members: list[int] = field(default_factory=list)
    tied: list[int] = field(default_factory=list)

    def take(self, equals: list[Ranked]) -> None:
        """Let one group of equals in, or leave out those for whom there is no place."""
        at_line: set[int | None] = set()
        sizes = Counter(entry.category for entry in equals)
        wanting = {category for category in sizes if self._fits_quota(category, sizes[category], at_line)}
        over = {category: max(0, sizes[category] - self.kept[category]) for category in wanting}
        if self.free is not None and sum(over.values()) > self.free:
            wanting = self._draw_line(wanting, over, at_line)
        for category in wanting:
            self._count(category, sizes[category])
        self.members += [entry.entry for entry in equals if entry.category in wanting]
        self.tied += [entry.entry for entry in equals if entry.category in at_line]

    def _fits_quota(self, category: int | None, size: int, at_line: set[int | None]) -> bool:
        """Whether a category's equals enter by its limit; the limit closes when they lie across it."""
        room = self.room.get(category, size)
        if size > room > 0:
            at_line.add(category)
            if not self.cut.ties_in:
                self.free = None if self.free is None else self.free + self.kept[category]
                self._close(category)
        return size <= room or (room > 0 and self.cut.ties_in)

    def _draw_line(
        self, wanting: set[int | None], over: dict[int | None, int], at_line: set[int | None]
    ) -> set[int | None]:
        """The categories that pass where the places open to all do not suffice for equals."""
        across = {c for c in wanting if over[c] and (self.free or self.kept[c])}
        at_line |= across
        if self.free:
            self.free = 0
        if self.cut.ties_in:
            return {c for c in wanting if not over[c]} | across
        for category in across:
            self._close(category)
        return {c for c in wanting if not over[c]}

    def _close(self, category: int | None) -> None:
        """Nothing more of this category: equals that stay out are never passed by a lower rank."""
        self.kept[category] = 0
        self.room[category] = 0

    def _count(self, category: int | None, size: int) -> None:
        from_kept = min(size, self.kept[category])
        self.kept[category] -= from_kept
        if self.free is not None:
            self.free = max(0, self.free - (size - from_kept))
        if category in self.room:
            self.room[category] = max(0, self.room[category] - size)


def _fill(ranked: Sequence[Ranked], cut: Cut) -> _Places:
    above = [entry for entry in ranked if cut.threshold is None or entry.mark >= cut.threshold]
    present = Counter(entry.category for entry in above)
    kept = Counter({category: min(cut.least(category), present[category]) for category in present})
    most = {category: cut.most(category) for category in present}
    places = _Places(
        cut=cut,
        free=None if cut.top is None else cut.top - kept.total(),
        kept=kept,
        room={category: limit for category, limit in most.items() if limit is not None},
    )
    for _, equals in groupby(above, key=lambda entry: entry.rank):
        places.take(list(equals))
    return places
