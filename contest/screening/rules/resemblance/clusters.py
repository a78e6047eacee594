"""Groups of texts that hang together by copying."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from contest.screening.rules.resemblance.flags import Pair

STRONG: Final = 0.5
"""A pair that shares half of one text joins its groups whatever else there is."""
ENOUGH: Final = 3
"""So many weaker pairs between two groups join them, or one for every second pair there could be."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Texts that hang together.

    ids    its texts, ascending; each text is in one cluster only
    pairs  the pairs within it, strongest first
    links  weaker pairs that lead from it into another cluster and were too few to make the two one
    """

    ids: tuple[int, ...]
    pairs: tuple[Pair, ...]
    links: tuple[Pair, ...] = ()

    @property
    def strength(self) -> float:
        """The greatest share of its pairs."""
        return self.pairs[0].strength


def clusters(pairs: Iterable[Pair], *, strong: float = STRONG) -> list[Cluster]:
    """Connected groups, strongest first; the same pairs in any order give the same groups.

    Pairs are taken strongest first. One that shares ``strong`` of a text joins its two groups. A weaker
    one (a paragraph, say) joins a text that stands alone; two groups of several texts become one only
    when ENOUGH weaker pairs lie between them, or half of all there could be, so that no single borrowed
    paragraph makes one crowd of two.

    Returns  groups of two texts at least; every id of every pair is in exactly one
    """
    ranked = sorted(pairs, key=_rank)
    groups = _Groups()
    for pair in ranked:
        a, b = groups.of(pair.a), groups.of(pair.b)
        if a == b:
            continue
        between = groups.count(a, b)
        sizes = len(groups.members[a]), len(groups.members[b])
        needed = min(ENOUGH, -(-sizes[0] * sizes[1] // 2))
        if pair.strength >= strong or min(sizes) == 1 or between >= needed:
            groups.join(a, b)
    return _told(ranked, groups)


class _Groups:
    """Who is with whom, and how many pairs lie between two groups; a group is named by one of its ids."""

    def __init__(self) -> None:
        self.name: dict[int, int] = {}
        self.members: dict[int, list[int]] = {}
        self._between: dict[int, Counter[int]] = {}

    def of(self, one: int) -> int:
        if one not in self.name:
            self.name[one] = one
            self.members[one] = [one]
            self._between[one] = Counter()
        return self.name[one]

    def count(self, a: int, b: int) -> int:
        """Note one more pair between two groups; how many there are now."""
        self._between[a][b] += 1
        self._between[b][a] += 1
        return self._between[a][b]

    def join(self, a: int, b: int) -> None:
        kept, lost = (a, b) if len(self.members[a]) >= len(self.members[b]) else (b, a)
        for one in self.members[lost]:
            self.name[one] = kept
        self.members[kept] += self.members.pop(lost)
        for other, count in self._between.pop(lost).items():
            del self._between[other][lost]
            if other != kept:
                self._between[kept][other] += count
                self._between[other][kept] += count


def _told(ranked: list[Pair], groups: _Groups) -> list[Cluster]:
    inside: dict[int, list[Pair]] = {name: [] for name in groups.members}
    links: dict[int, list[Pair]] = {name: [] for name in groups.members}
    for pair in ranked:
        a, b = groups.name[pair.a], groups.name[pair.b]
        if a == b:
            inside[a].append(pair)
        else:
            links[a].append(pair)
            links[b].append(pair)
    found = [
        Cluster(tuple(sorted(ids)), tuple(inside[name]), tuple(links[name]))
        for name, ids in groups.members.items()
    ]
    return sorted(found, key=lambda one: (*_rank(one.pairs[0]), one.ids))


def _rank(pair: Pair) -> tuple[float, int, int, int]:
    return (-pair.strength, -pair.shared, pair.a, pair.b)
