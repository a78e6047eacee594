"""Marks and tie-breaks into ranks."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from contest.shortlist.rules.cut import Group


@dataclass(frozen=True, slots=True)
class Standing:
    """One settled entry: its mark, and the values of the charter's tie-breaks in order, higher first.

    groups  those of its groups that the cut has a quota for
    """

    entry: int
    mark: Decimal
    ties: tuple[Decimal, ...] = ()
    groups: frozenset[Group] = frozenset()


@dataclass(frozen=True, slots=True)
class Ranked:
    """One entry with its rank.

    tied       it shares the rank: mark and every tie-break are equal to another's
    broken_by  the last tie-break (from 0) that was needed to part it from a neighbour of the same mark
    """

    entry: int
    rank: int
    mark: Decimal
    tied: bool
    broken_by: int | None
    groups: frozenset[Group] = frozenset()


def rank(standings: Iterable[Standing]) -> tuple[Ranked, ...]:
    """Rank as competitions do, 1 2 2 4: by mark, then by each tie-break; equals share the better rank.

    Returns  best first; equals in the order of their ids, which says nothing about them
    Raises   ValueError when an entry stands twice, or not all have the same tie-breaks
    """
    ordered = sorted(standings, key=lambda standing: standing.entry)
    if len({standing.entry for standing in ordered}) < len(ordered):
        raise ValueError("an entry stands twice")
    if len({len(standing.ties) for standing in ordered}) > 1:
        raise ValueError("some entries have more tie-breaks than others")
    ordered.sort(key=_merit, reverse=True)
    first_place: dict[tuple[Decimal, ...], int] = {}
    shared: dict[tuple[Decimal, ...], int] = {}
    for place, standing in enumerate(ordered, start=1):
        first_place.setdefault(_merit(standing), place)
        shared[_merit(standing)] = shared.get(_merit(standing), 0) + 1
    broken = _tie_breaks_needed(list(first_place))
    return tuple(
        Ranked(
            entry=standing.entry,
            rank=first_place[_merit(standing)],
            mark=standing.mark,
            tied=shared[_merit(standing)] > 1,
            broken_by=broken.get(_merit(standing)),
            groups=standing.groups,
        )
        for standing in ordered
    )


def _merit(standing: Standing) -> tuple[Decimal, ...]:
    return (standing.mark, *standing.ties)


def _tie_breaks_needed(merits: list[tuple[Decimal, ...]]) -> dict[tuple[Decimal, ...], int]:
    """For each merit that shares its mark with a neighbour: the tie-break that parts them."""
    needed: dict[tuple[Decimal, ...], int] = {}
    for better, worse in pairwise(merits):
        if better[0] != worse[0]:
            continue
        parting = next(i for i, (a, b) in enumerate(zip(better[1:], worse[1:], strict=True)) if a != b)
        for merit in (better, worse):
            needed[merit] = max(needed.get(merit, 0), parting)
    return needed
