"""What the draw is given, in plain values."""

from collections.abc import Iterable
from dataclasses import dataclass

from contest.assignment.rules.columns import Entries, EntryKind, EntryToRead, Pairs, Wishes


@dataclass(frozen=True, slots=True)
class JudgeAtHand:
    """A judge who can read.

    minimum, maximum  entries in all, standing ones included; None for no limit
    categories        the only ones this judge reads; None for all. An entry of no category is for all
    languages         likewise
    capacity          loads are level in proportion to it: 50 beside 100 reads half as much

    Raises            ValueError unless 0 <= minimum <= maximum and capacity >= 1
    """

    id: int
    units: frozenset[int] = frozenset()
    minimum: int = 0
    maximum: int | None = None
    categories: frozenset[int] | None = None
    languages: frozenset[str] | None = None
    capacity: int = 1

    def __post_init__(self) -> None:
        if self.minimum < 0 or (self.maximum is not None and self.maximum < self.minimum):
            raise ValueError(f"judge {self.id} can't have loads {self.minimum} to {self.maximum}")
        if self.capacity < 1:
            raise ValueError(f"judge {self.id} has a capacity of {self.capacity}")

    def may_read(self, entry: EntryToRead | EntryKind) -> bool:
        """Whether neither a shared unit nor the category or the language forbids it."""
        fits = self.categories is None or entry.category is None or entry.category in self.categories
        speaks = self.languages is None or entry.language is None or entry.language in self.languages
        return fits and speaks and not self.units & entry.units


@dataclass(frozen=True, slots=True)
class Panels:
    """Judges in panels: each entry is read by one panel, all but a few of its readers from there.

    members  sets of judges, no judge in two; a judge in none reads from across only
    across   readers of each entry from outside its panel. One is best: with none the panels share no entry,
             cannot be compared, and are refused unless anchors connect them or somebody insists

    Raises   ValueError for fewer than two panels, an empty one, a judge in two, or across < 0
    """

    members: tuple[frozenset[int], ...]
    across: int = 1

    def __post_init__(self) -> None:
        everybody = [judge for panel in self.members for judge in panel]
        if len(self.members) < 2 or not all(self.members) or len(set(everybody)) < len(everybody):
            raise ValueError("panels are two or more sets of judges, none empty, no judge in two")
        if self.across < 0:
            raise ValueError(f"{self.across} readers from across")


@dataclass(frozen=True, slots=True, init=False, eq=False)
class Problem:
    """Everything the draw depends on besides the seed.

    entries         in columns; plain EntryToRead are put into columns
    readers         judges for each entry whose kind does not say, standing ones included
    excluded        (entry, judge) that must not meet: declared conflicts, barred, earlier readers
    standing        (entry, judge) that stay as they are; those of other entries count as load alone, those of
                    other judges as readers alone
    kept            (entry, judge) that stay unless a rule, or the level of the loads, needs them moved
    never_together  (judge, judge) who must not both read one entry, anchors included
    anchors         entries that every judge reads who may
    wishes          what is preferred where all rules and levels allow it
    panels          None for one jury
    insist          draw even when panels leave judges that nothing connects

    Raises          ValueError for readers < 1 (of a kind: < 0), an id that occurs twice, or a judge never together
                    with themselves
    """

    entries: Entries
    judges: tuple[JudgeAtHand, ...]
    readers: int
    excluded: Pairs
    standing: Pairs
    kept: Pairs
    never_together: frozenset[tuple[int, int]]
    anchors: frozenset[int]
    wishes: Wishes
    panels: Panels | None
    insist: bool

    def __init__(
        self,
        entries: Entries | Iterable[EntryToRead],
        judges: Iterable[JudgeAtHand],
        readers: int,
        excluded: Pairs | Iterable[tuple[int, int]] = (),
        standing: Pairs | Iterable[tuple[int, int]] = (),
        *,
        kept: Pairs | Iterable[tuple[int, int]] = (),
        never_together: Iterable[tuple[int, int]] = (),
        anchors: Iterable[int] = (),
        wishes: Wishes | None = None,
        panels: Panels | None = None,
        insist: bool = False,
    ) -> None:
        put = object.__setattr__
        put(self, "entries", Entries.of(entries))
        put(self, "judges", tuple(judges))
        put(self, "readers", readers)
        put(self, "excluded", Pairs.of(excluded))
        put(self, "standing", Pairs.of(standing))
        put(self, "kept", Pairs.of(kept))
        put(self, "never_together", frozenset((min(pair), max(pair)) for pair in never_together))
        put(self, "anchors", frozenset(anchors))
        put(self, "wishes", wishes or Wishes())
        put(self, "panels", panels)
        put(self, "insist", insist)
        self._check()

    def _check(self) -> None:
        wanted = [self.readers, *(k.readers for k in self.entries.kinds if k.readers is not None)]
        if self.readers < 1 or min(wanted) < 0:
            raise ValueError(f"{min(wanted)} readers for each entry")
        if len({judge.id for judge in self.judges}) < len(self.judges):
            raise ValueError("an id occurs twice among the judges")
        if any(one == other for one, other in self.never_together):
            raise ValueError("a judge can't be kept from reading together with themselves")
