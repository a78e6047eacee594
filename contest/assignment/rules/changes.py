"""What a later draw changes about one that stands, in plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Change:
    """What is asked of a draw beyond finding the readers that are missing; nothing, unless said.

    ended        (entry, judge) -> assignment that ends in any case
    movable      (entry, judge) -> assignment that stays unless a rule, or the level of the loads, needs it moved
    given        (entry, judge) that are given by hand and not by lot
    leaving      judges who take nothing more, but keep what is not ended
    joining      judges who take entries again, though they had left
    needs        entry -> readers it needs in all, for entries chosen one by one
    readers      the round's number of readers, when it changes
    by_category  category -> readers, when they change
    anchors      entries that become anchors
    thirds       entries whose new reader is a third one
    apart        (entry, judge) that must not meet besides what is known
    back         (entry, judge) that stand again, because their entry comes back into the round
    out          entries that leave the round; ``returning`` those that come back
    """

    ended: Mapping[tuple[int, int], int] = field(default_factory=dict)
    movable: Mapping[tuple[int, int], int] = field(default_factory=dict)
    given: frozenset[tuple[int, int]] = frozenset()
    leaving: frozenset[int] = frozenset()
    joining: frozenset[int] = frozenset()
    needs: Mapping[int, int] = field(default_factory=dict)
    readers: int | None = None
    by_category: Mapping[int, int] | None = None
    anchors: frozenset[int] = frozenset()
    thirds: frozenset[int] = frozenset()
    apart: frozenset[tuple[int, int]] = frozenset()
    back: frozenset[tuple[int, int]] = frozenset()
    out: frozenset[int] = frozenset()
    returning: frozenset[int] = frozenset()

    @property
    def is_partial(self) -> bool:
        """Whether it speaks of some entries only, so that what judges must read in all plays no part."""
        return bool(self.ended or self.needs or self.given)


NOTHING: Final = Change()


@dataclass(frozen=True, slots=True)
class ReadersWanted:
    """How many judges read an entry: as chosen for it alone, else as its category has, else the round's number."""

    usual: int
    by_category: Mapping[int, int] = field(default_factory=dict)
    by_entry: Mapping[int, int] = field(default_factory=dict)

    def of(self, entry: int, category: int | None) -> int:
        """The number for one entry; a choice for it alone never lowers its category's."""
        return max(self.plain(category), self.by_entry.get(entry, 0))

    def plain(self, category: int | None) -> int:
        """The charter's number for an entry of that category, before any further look."""
        return self.usual if category is None else self.by_category.get(category, self.usual)

    @property
    def planned(self) -> int:
        """The largest number that the charter gives any entry, before any further look."""
        return max([self.usual, *self.by_category.values()])

    @property
    def most(self) -> int:
        """The largest number that any entry may need."""
        return max(self.usual, *self.by_category.values(), *self.by_entry.values(), 1)
