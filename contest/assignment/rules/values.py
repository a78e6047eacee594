"""What the draw is given and what it gives back, in plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class EntryToRead:
    """An entry that waits for judges: the units it stands for, and its category if it has one."""

    id: int
    units: frozenset[int] = frozenset()
    category: int | None = None


@dataclass(frozen=True, slots=True)
class JudgeAtHand:
    """A judge who can read.

    minimum, maximum  entries in all, standing ones included; None for no limit
    categories        the only ones this judge reads; None for all. An entry of no category is for all

    Raises            ValueError unless 0 <= minimum <= maximum
    """

    id: int
    units: frozenset[int] = frozenset()
    minimum: int = 0
    maximum: int | None = None
    categories: frozenset[int] | None = None

    def __post_init__(self) -> None:
        if self.minimum < 0 or (self.maximum is not None and self.maximum < self.minimum):
            raise ValueError(f"judge {self.id} can't have loads {self.minimum} to {self.maximum}")

    def may_read(self, entry: EntryToRead) -> bool:
        """Whether neither a shared unit nor the category forbids it."""
        fits = self.categories is None or entry.category is None or entry.category in self.categories
        return fits and not self.units & entry.units


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything the draw depends on besides the seed.

    readers   judges for each entry, standing ones included
    excluded  (entry, judge) that must not meet: declared conflicts, earlier readers
    standing  (entry, judge) that stay as they are; those of other entries count as load alone, those of
              other judges as readers alone

    Raises    ValueError for readers < 1, or an id that occurs twice
    """

    entries: tuple[EntryToRead, ...]
    judges: tuple[JudgeAtHand, ...]
    readers: int
    excluded: frozenset[tuple[int, int]] = frozenset()
    standing: frozenset[tuple[int, int]] = frozenset()

    def __post_init__(self) -> None:
        if self.readers < 1:
            raise ValueError(f"{self.readers} readers for each entry")
        for things in (self.entries, self.judges):
            if len({thing.id for thing in things}) < len(things):
                raise ValueError("an id occurs twice")


@dataclass(frozen=True, slots=True)
class Plan:
    """A draw that keeps every rule.

    pairs   the new (entry, judge), judge by judge, each in the order of reading
    loads   judge -> entries in all, standing ones included
    seed    draws the same plan from the same problem again
    groups  sets of judges that no chain of common entries connects; 1 is best, for then all of them can
            be compared; judges without an entry are not counted
    """

    pairs: tuple[tuple[int, int], ...]
    loads: Mapping[int, int]
    seed: int
    groups: int


class ShortageKind(StrEnum):
    """What is too small for the rules to be kept."""

    ENTRY_WITHOUT_JUDGES = "entry-without-judges"
    CAPACITY = "capacity"
    GROUP = "group"
    MINIMUM = "minimum"


@dataclass(frozen=True, slots=True)
class Shortage:
    """One reason why there is no plan; needed is always above have.

    entry-without-judges  these entries need so many judges each, but may be read by so many only
    capacity              all entries together need more readings than the judges' maxima leave
    group                 these entries can be read by these judges only, whose maxima are too small
    minimum               these judges must have so many readings, but can have so many only

    unit, category        what all the entries have in common, when they have
    """

    kind: ShortageKind
    entries: tuple[int, ...]
    judges: tuple[int, ...]
    needed: int
    have: int
    unit: int | None = None
    category: int | None = None


class NoPlan(ValueError):
    """No draw can keep every rule; the reasons say which numbers are too small."""

    def __init__(self, reasons: tuple[Shortage, ...]) -> None:
        super().__init__(", ".join(f"{reason.kind} ({reason.have} of {reason.needed})" for reason in reasons))
        self.reasons = reasons
