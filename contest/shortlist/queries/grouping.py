"""Which limited groups the entries of a round belong to, under keys that tell nobody's identity.

Of the envelope it asks only what entries share, in numbers; codes of units never leave this file.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from contest.authors.queries import Belonging, belongings_of
from contest.charter.rules import SEALED, QuotaKind, QuotaSaid
from contest.shortlist.queries.shown import Shown
from contest.shortlist.rules import Group

Limits = tuple[int | None, int | None]

LETTERS = {QuotaKind.UNIT: "u", QuotaKind.UNIT_KIND: "k", QuotaKind.AUTHOR: "a"}


@dataclass(frozen=True, slots=True)
class Grouping:
    """The groups that have a quota: by entry id, and (least, most) of each."""

    groups: Mapping[int, frozenset[Group]] = field(default_factory=dict)
    quotas: Mapping[Group, Limits] = field(default_factory=dict)


def grouping(shown: Mapping[int, Shown], said: Sequence[QuotaSaid]) -> Grouping:
    """The groups of these entries under these quotas; the envelope is asked only when a quota needs it.

    Keys of units, their kinds and authors are numbered in the order of the least blind code that has them. A
    unit without an entry here has no group.
    """
    groups: dict[int, set[Group]] = {entry: set() for entry in shown}
    quotas = {
        Group(quota.kind, quota.key): (quota.least, quota.most) for quota in said if quota.kind not in SEALED
    }
    for entry, seen in shown.items():
        own = {Group(QuotaKind.CATEGORY, seen.category_key), Group(QuotaKind.FIGURE, seen.figure_kind)}
        groups[entry] |= own & quotas.keys()
    sealed = {(quota.kind, quota.key): (quota.least, quota.most) for quota in said if quota.kind in SEALED}
    if sealed:
        belongings = belongings_of(shown.keys())
        in_order = sorted(belongings, key=lambda entry: shown[entry].blind_code)
        numbers: dict[tuple[QuotaKind, Hashable], Group] = {}
        for entry in in_order:
            for kind, name, limit in _limited(belongings[entry], sealed):
                count = sum(1 for other, _ in numbers if other is kind)
                group = numbers.setdefault((kind, name), Group(kind, f"{LETTERS[kind]}{count + 1}"))
                quotas[group] = limit
                groups[entry].add(group)
    return Grouping({entry: frozenset(found) for entry, found in groups.items()}, quotas)


def _limited(
    belonging: Belonging, limits: Mapping[tuple[QuotaKind, str], Limits]
) -> Iterator[tuple[QuotaKind, Hashable, Limits]]:
    """What an entry belongs to that has a limit of its own, or the one of every group of its kind."""
    every = limits.get((QuotaKind.UNIT, ""))
    own = [
        limits[QuotaKind.UNIT, code] for code in sorted(belonging.codes) if (QuotaKind.UNIT, code) in limits
    ]
    if belonging.unit is not None and (limit := own[0] if own else every) is not None:
        yield QuotaKind.UNIT, belonging.unit, limit
    if (limit := limits.get((QuotaKind.UNIT_KIND, belonging.unit_kind))) is not None:
        yield QuotaKind.UNIT_KIND, belonging.unit_kind, limit
    if (limit := limits.get((QuotaKind.AUTHOR, ""))) is not None:
        for person in sorted(belonging.authors):
            yield QuotaKind.AUTHOR, person, limit
