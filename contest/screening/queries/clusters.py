"""The groups of texts that hang together by copying, as people see them."""

from collections.abc import Sequence
from dataclasses import dataclass

from contest.screening.queries.resemblances import Likeness, likenesses_in
from contest.screening.rules.resemblance import Pair
from contest.screening.rules.resemblance import clusters as grouped


@dataclass(frozen=True, slots=True)
class Cluster:
    """Entries that hang together by copying, with what they were copied from.

    entry_ids  the contest's own entries, ascending
    others     numbers of the other texts (models: ``other``): earlier contests' entries, references below zero
    pairs      what its texts share with each other, strongest first
    links      passages that lead into another cluster, too few to make the two one
    """

    entry_ids: tuple[int, ...]
    others: tuple[int, ...]
    pairs: tuple[Likeness, ...]
    links: tuple[Likeness, ...]

    @property
    def first(self) -> int:
        """The oldest entry, which names the cluster in addresses."""
        return self.entry_ids[0]

    @property
    def strongest(self) -> int:
        """The greatest share of its pairs, in words out of a thousand."""
        return self.pairs[0].strongest

    @property
    def open_pairs(self) -> tuple[Likeness, ...]:
        """The pairs within it that a person has to look at: what a ruling on the whole cluster speaks of."""
        return tuple(likeness for likeness in self.pairs if likeness.unsettled)

    @property
    def unsettled(self) -> tuple[Likeness, ...]:
        """The pairs that a person has to look at, links too."""
        return tuple(likeness for likeness in (*self.pairs, *self.links) if likeness.unsettled)


def clusters_in(contest_id: int) -> list[Cluster]:
    """Every cluster of the contest, strongest first; three queries."""
    return clusters_of(contest_id, likenesses_in(contest_id))


def clusters_of(contest_id: int, likenesses: Sequence[Likeness]) -> list[Cluster]:
    """The clusters that these pairs make."""
    by_key = {likeness.key: likeness for likeness in likenesses}
    own = {likeness.found.entry_id for likeness in likenesses}
    own |= {likeness.found.other for likeness in likenesses if likeness.other_contest_id == contest_id}

    def told(pairs: Sequence[Pair]) -> tuple[Likeness, ...]:
        return tuple(by_key.get((pair.a, pair.b)) or by_key[pair.b, pair.a] for pair in pairs)

    return [
        Cluster(
            entry_ids=tuple(one for one in group.ids if one in own),
            others=tuple(one for one in group.ids if one not in own),
            pairs=told(group.pairs),
            links=told(group.links),
        )
        for group in grouped(_pair(likeness) for likeness in likenesses)
    ]


def cluster_with(contest_id: int, entry_id: int) -> Cluster | None:
    """The cluster that this entry of the contest is in, or None."""
    return next((one for one in clusters_in(contest_id) if entry_id in one.entry_ids), None)


def count_unsettled_clusters(contest_id: int) -> int:
    """How many clusters wait for a person."""
    return sum(1 for cluster in clusters_in(contest_id) if cluster.unsettled)


def _pair(likeness: Likeness) -> Pair:
    found = likeness.found
    return Pair(
        a=found.entry_id,
        b=found.other,
        shared=found.shared,
        share_of_a=found.share / 1000,
        share_of_b=found.other_share / 1000,
        longest=found.longest,
    )
