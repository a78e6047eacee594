"""The places of a list filled from the top, under every kind of quota at once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from contest.charter.rules import QuotaKind
from contest.shortlist.rules.cut import Cut, Group
from contest.shortlist.rules.ranking import Ranked


@dataclass(slots=True)
class Filled:
    """Who is on the list, who lay across a line, and whom a limit of which kind kept out."""

    members: set[int] = field(default_factory=set)
    tied: set[int] = field(default_factory=set)
    stopped: dict[int, QuotaKind] = field(default_factory=dict)


@dataclass(slots=True)
class _Kept:
    """Places kept for groups: entries that have one for sure, and equals who share fewer than they are.

    shared  rank -> the equals, and how many places are kept for them together
    """

    sure: set[int] = field(default_factory=set)
    shared: dict[int, tuple[set[int], int]] = field(default_factory=dict)

    @property
    def places(self) -> int:
        """How many places are kept in all."""
        return len(self.sure) + sum(places for _, places in self.shared.values())


@dataclass(frozen=True, slots=True)
class _Considered:
    """Whom the cut looks at, begun anew each time: a long ranking is not held a second time."""

    ranked: Sequence[Ranked]
    decided: frozenset[int]
    threshold: Decimal | None

    def __iter__(self) -> Iterator[Ranked]:
        for one in self.ranked:
            if one.entry not in self.decided and (self.threshold is None or one.mark >= self.threshold):
                yield one


def fill(ranked: Sequence[Ranked], cut: Cut) -> Filled:
    """Carry out the cut; see ``choose``."""
    places, decided = cut.places(len(ranked)), cut.into | cut.out
    into = [one for one in ranked if one.entry in cut.into]
    considered = _Considered(ranked, decided, cut.threshold)
    taken = _sizes(into)
    rooms = {
        group: max(0, most - taken[group]) for group, (_, most) in cut.quotas.items() if most is not None
    }
    needs = Counter({group: max(0, (least or 0) - taken[group]) for group, (least, _) in cut.quotas.items()})
    filled = Filled(members={one.entry for one in into})
    kept = _keep(considered, needs, dict(rooms), cut, filled)
    fixed = kept.sure | {entry for equals, _ in kept.shared.values() for entry in equals if cut.ties_in}
    filled.members |= fixed
    _count(rooms, (one for one in considered if one.entry in fixed))
    free = None if places is None else max(0, places - len(into) - kept.places)
    for rank, equals in _by_rank(considered):
        shared, together = kept.shared.get(rank, (set(), 0))
        if free == 0:
            filled.tied |= shared
            filled.stopped.update((one.entry, kind) for one in equals if (kind := _full(one, rooms)))
            continue
        rest = [one for one in equals if one.entry not in fixed]
        wanting = _let_in(rest, rooms, cut, filled)
        free = _take(wanting, shared, together, free, rooms, cut, filled)
    return filled


def _keep(
    considered: Iterable[Ranked],
    needs: Counter[Group],
    rooms: dict[Group, int],
    cut: Cut,
    filled: Filled,
) -> _Kept:
    """Keep places for each group's own best, as far as its and their other groups' limits let them in."""
    kept = _Kept()
    for rank, equals in _by_rank(considered):
        wanted = [one for one in equals if any(needs[group] > 0 for group in one.groups)]
        wanted = _let_in(wanted, rooms, cut, Filled(tied=filled.tied if cut.ties_in else set()))
        if not wanted:
            continue
        sizes = _sizes(wanted)
        sure = [one for one in wanted if any(needs[g] >= sizes[g] > 0 < needs[g] for g in one.groups)]
        needs.subtract(_sizes(sure))
        names = {one.entry for one in sure}
        shared = [
            one for one in wanted if one.entry not in names and any(needs[group] > 0 for group in one.groups)
        ]
        kept.sure |= names
        if shared:
            kept.shared[rank] = {one.entry for one in shared}, _places_for(shared, needs)
            needs.subtract(_sizes(shared))
        _count(rooms, sure + shared if cut.ties_in else sure)
    return kept


def _places_for(shared: Sequence[Ranked], needs: Counter[Group]) -> int:
    """The places kept for equals together: as many as the kind of quota needs that needs most."""
    of_kind: Counter[QuotaKind] = Counter()
    for group, size in _sizes(shared).items():
        of_kind[group.kind] += min(max(0, needs[group]), size)
    return max(of_kind.values())


def _let_in(equals: list[Ranked], rooms: dict[Group, int], cut: Cut, filled: Filled) -> list[Ranked]:
    """The equals whom no limit keeps out, one kind of quota after the other; equals across a limit go together."""
    for kind in QuotaKind:
        sizes = Counter(group for one in equals for group in one.groups if group.kind is kind)
        full = {group for group in sizes if rooms.get(group, 1) <= 0}
        across = {group for group in sizes if 0 < rooms.get(group, 0) < sizes[group]}
        if not cut.ties_in:
            rooms.update(dict.fromkeys(across, 0))
        left = []
        for one in equals:
            lies_across = bool(across & set(one.groups)) and not full & set(one.groups)
            if lies_across:
                filled.tied.add(one.entry)
            if full & set(one.groups) or (lies_across and not cut.ties_in):
                filled.stopped.setdefault(one.entry, kind)
            else:
                left.append(one)
        equals = left
    return equals


def _full(one: Ranked, rooms: dict[Group, int]) -> QuotaKind | None:
    """The first kind of quota of which one of the entry's groups is full."""
    kinds = {group.kind for group in one.groups if rooms.get(group, 1) <= 0}
    return next((kind for kind in QuotaKind if kind in kinds), None)


def _take(
    wanting: list[Ranked],
    shared: set[int],
    kept: int,
    free: int | None,
    rooms: dict[Group, int],
    cut: Cut,
    filled: Filled,
) -> int | None:
    """Let equals in, or leave out those for whom there is no place; returns the places that are still free.

    shared, kept  equals for whom together so many places are kept; with ties in they are on the list already
    """
    entries = {one.entry for one in wanting}
    sharing = shared if cut.ties_in else shared & entries
    if free is not None:
        free += kept - min(kept, len(sharing))
        beyond = len(entries - sharing) + len(sharing) - min(kept, len(sharing))
        if beyond > free:
            filled.tied |= entries | (sharing if len(sharing) > kept else set())
            if cut.ties_in:
                _enter(wanting, rooms, filled)
            return 0
        free -= beyond
    _enter(wanting, rooms, filled)
    return free


def _enter(entering: Sequence[Ranked], rooms: dict[Group, int], filled: Filled) -> None:
    filled.members |= {one.entry for one in entering}
    _count(rooms, entering)


def _count(rooms: dict[Group, int], entering: Iterable[Ranked]) -> None:
    for group, size in _sizes(entering).items():
        if group in rooms:
            rooms[group] = max(0, rooms[group] - size)


def _sizes(entries: Iterable[Ranked]) -> Counter[Group]:
    return Counter(group for one in entries for group in one.groups)


def _by_rank(ranked: Iterable[Ranked]) -> Iterator[tuple[int, list[Ranked]]]:
    for rank, equals in groupby(ranked, key=lambda one: one.rank):
        yield rank, list(equals)
