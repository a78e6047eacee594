"""What the draw gives back: a plan and how good it is, or the reasons why there is none."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from contest.assignment.rules.columns import Ids


@dataclass(frozen=True, slots=True)
class Measures:
    """How good a plan is; standing readings count in all of it.

    spread        how far loads are from their share by capacity: the greatest excess and the greatest lack
                  together; judges alike differ by so many entries
    groups        sets of judges that no chain of common entries connects; 1 is best, for then all of them can
                  be compared. Judges without an entry are not counted
    connectivity  algebraic connectivity of the judges, linked by the entries they share; 0 when disconnected
    efficiency    A-efficiency: the precision of comparing two judges, averaged over all pairs, as a share of
                  what a balanced design of as many readings gives; 0 when disconnected
    wishes        the weight of the wishes met
    wish_share    that as a share of what judges could be given at most if nothing else counted; None without wishes
    mixed_units   how far the piles are from fair samples of the units: 0 is exact, 1 what pure chance gives
    mixed_categories  likewise for categories
    """

    spread: float
    groups: int
    connectivity: float
    efficiency: float
    wishes: float
    wish_share: float | None
    mixed_units: float
    mixed_categories: float


@dataclass(frozen=True, slots=True)
class NearMisses:
    """Where the rules only just held.

    at_maximum  judges who can take nothing more
    at_minimum  judges who have no more than they must
    tight       how many entries have exactly as many judges allowed to read them as they need
    tight_ids   the first hundred of them
    """

    at_maximum: tuple[int, ...] = ()
    at_minimum: tuple[int, ...] = ()
    tight: int = 0
    tight_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """A draw that keeps every rule.

    entries, judges  the new readings in two columns, judge by judge, each in the order of reading
    loads            judge -> entries in all, standing ones included
    seed             draws the same plan from the same problem again
    """

    entries: Ids
    judges: Ids
    loads: Mapping[int, int]
    seed: int
    measures: Measures
    near: NearMisses

    @property
    def disconnected(self) -> bool:
        """Whether some judges cannot be compared with others: to be marked on every ranking made from it."""
        return self.measures.groups > 1

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(self.entries.tolist(), self.judges.tolist(), strict=True)


class ShortageKind(StrEnum):
    """What is too small for the rules to be kept."""

    ENTRY_WITHOUT_JUDGES = "entry-without-judges"
    CAPACITY = "capacity"
    GROUP = "group"
    MINIMUM = "minimum"
    TOGETHER = "together"
    PANEL = "panel"
    DISCONNECTED = "disconnected"
    ANCHORS = "anchors"


class RemedyKind(StrEnum):
    """What would mend a shortage."""

    MORE_JUDGES = "more-judges"
    RAISE_MAXIMUM = "raise-maximum"
    LOWER_MINIMUM = "lower-minimum"
    FEWER_READERS = "fewer-readers"
    READER_ACROSS = "reader-across"
    FEWER_ANCHORS = "fewer-anchors"


@dataclass(frozen=True, slots=True)
class Remedy:
    """One way to mend one shortage by itself.

    more-judges    so many more judges who may read the entries: not of the shortage's unit, reading its category
    raise-maximum  the judges' maxima higher by so many readings in all
    lower-minimum  the judges' minima lower by so many readings in all
    fewer-readers  so many readers an entry less
    reader-across  so many readers of each entry from outside its panel
    fewer-anchors  so many anchors less, of those that are not read yet
    """

    kind: RemedyKind
    amount: int


@dataclass(frozen=True, slots=True)
class Shortage:
    """One reason why there is no plan; needed is always above have.

    entry-without-judges  these entries need so many judges each, but may be read by so many only
    capacity              all entries together need more readings than the judges' maxima leave
    group                 these entries can be read by these judges only, whose maxima are too small
    minimum               these judges must have so many readings, but can have so many only
    together              these entries need so many judges each; of those who may read them only so many may
                          read together
    panel                 no panel has judges enough for these entries, or the panels' maxima are too small
    disconnected          the panels need so many common readers for an entry, but have so many
    anchors               this judge must have so many readings for the anchors alone, but takes so many at most

    unit, category        what all the entries have in common, when they have
    remedies              each of them alone mends it
    """

    kind: ShortageKind
    entries: tuple[int, ...]
    judges: tuple[int, ...]
    needed: int
    have: int
    unit: int | None = None
    category: int | None = None
    remedies: tuple[Remedy, ...] = ()


class NoPlan(ValueError):
    """No draw can keep every rule; the reasons say which numbers are too small."""

    def __init__(self, reasons: tuple[Shortage, ...]) -> None:
        super().__init__(", ".join(f"{reason.kind} ({reason.have} of {reason.needed})" for reason in reasons))
        self.reasons = reasons
