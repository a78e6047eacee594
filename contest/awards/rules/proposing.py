"""Prizes proposed from the ranks: from the best down, so many an author, equals together or left to the meeting."""

from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise

from contest.awards.rules.kinds import Gap, PassedBy


@dataclass(frozen=True, slots=True)
class Standing:
    """One of those ranked: an entry, or a unit where collective prizes are proposed.

    signers  keys of its authors; two entries with a key in common are of the same author
    barred   why it gets no prize at all
    """

    entry: int
    rank: int
    mark: Decimal
    signers: frozenset[str] = frozenset()
    barred: PassedBy | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """One prize with its places; nobody below ``least_mark`` gets one."""

    prize: str
    places: int
    least_mark: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """One prize proposed for one entry; ``shared`` with equals who would not all have had a place."""

    entry: int
    prize: str
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """Equals for whom there are not enough places of one prize: the meeting gives them these places."""

    entries: tuple[int, ...]
    prizes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the ranks say: who gets what, who waits for the meeting, who is passed over and why, what stays empty.

    empty  (prize, why) -> how many of its places
    """

    given: tuple[Given, ...]
    waiting: tuple[Waiting, ...]
    passed: tuple[tuple[int, PassedBy], ...]
    empty: Mapping[tuple[str, Gap], int]

    @property
    def prizes(self) -> dict[int, str]:
        """The prize proposed for each entry that is proposed one."""
        return {one.entry: one.prize for one in self.given}


def propose(
    standings: Sequence[Standing], prizes: Sequence[Places], *, most_per_author: int, ties_share: bool
) -> Proposal:
    """Fill the prizes from the best down.

    An author who has as many prizes as the charter allows is passed over and the next entry moves up. Equals
    (one rank) get one prize together where it has places for all of them. Where it has not: with ``ties_share``
    all get the better prize, and the places this takes beyond its own are missing from the prizes below; else
    they wait, and the places they compete for are kept for them. A prize whose least mark is not reached stays
    empty, and the entry goes on to the next prize.

    Shapes  standings in order of the list; prizes best first
    Returns the proposal; the same input gives the same output
    Raises  ValueError for most_per_author below 1 or ranks out of order
    Source  the contest's charter; docs/decisions/0024
    """
    if most_per_author < 1:
        raise ValueError("an author may have at least one prize")
    if any(a.rank > b.rank for a, b in pairwise(standings)):
        raise ValueError("standings are given in order of rank")
    places, had = _Places(prizes), Counter[str]()
    given: list[Given] = []
    waiting: list[Waiting] = []
    passed: list[tuple[int, PassedBy]] = []
    for _rank, group in groupby(standings, key=lambda one: one.rank):
        if not places.left:
            break
        fit = list(_fit(group, had, most_per_author, passed))
        taken = [prize for one in fit if (prize := places.take(one.mark)) is not None]
        if not taken:
            continue
        if len(taken) == len(fit) and len(set(taken)) == 1:
            given.extend(Given(one.entry, taken[0]) for one in fit)
        elif ties_share:
            given.extend(Given(one.entry, taken[0], shared=True) for one in fit)
        else:
            waiting.append(Waiting(tuple(one.entry for one in fit), tuple(taken)))
    return Proposal(tuple(given), tuple(waiting), tuple(passed), places.empty())


def move_up(
    held: Sequence[Standing],
    others: Sequence[Standing],
    prizes: Sequence[Places],
    *,
    most_per_author: int,
    ties_share: bool,
) -> Proposal:
    """Who moves up when a prize was taken back: those who still hold one in their order, then the next of the list.

    What the meeting decided about their order stays: they are taken as they stand, not by their ranks anew.

    held    who holds a prize, the best prize first, in the order of the list within one prize
    others  who holds none, in order of the list
    prizes  with as many places as the standing decision gave
    Raises  as propose
    """
    first = [
        Standing(one.entry, number, one.mark, one.signers, one.barred)
        for number, one in enumerate(held, start=1)
    ]
    ranked = {
        rank: number
        for number, rank in enumerate(dict.fromkeys(one.rank for one in others), start=len(held) + 1)
    }
    after = [Standing(one.entry, ranked[one.rank], one.mark, one.signers, one.barred) for one in others]
    return propose([*first, *after], prizes, most_per_author=most_per_author, ties_share=ties_share)


def _fit(
    group: Iterator[Standing], had: Counter[str], most: int, passed: list[tuple[int, PassedBy]]
) -> Iterator[Standing]:
    """Those of a group who may get a prize; the others are noted with the reason."""
    for one in group:
        limited = any(had[signer] >= most for signer in one.signers)
        why = one.barred or (PassedBy.AUTHOR_LIMIT if limited else None)
        if why is not None:
            passed.append((one.entry, why))
            continue
        had.update(one.signers)
        yield one


class _Places:
    """The places left, best prize first, and those that nobody could reach."""

    def __init__(self, prizes: Sequence[Places]) -> None:
        self.left = deque(prize for prize in prizes for _place in range(prize.places))
        self._unreached: Counter[str] = Counter()

    def take(self, mark: Decimal) -> str | None:
        """The best place left that this mark reaches; those above it stay empty."""
        while self.left:
            prize = self.left.popleft()
            if prize.least_mark is None or mark >= prize.least_mark:
                return prize.prize
            self._unreached[prize.prize] += 1
        return None

    def empty(self) -> dict[tuple[str, Gap], int]:
        """How many places of each prize stay empty, and why."""
        over = Counter(prize.prize for prize in self.left)
        return {(prize, Gap.BELOW_LEAST): count for prize, count in self._unreached.items()} | {
            (prize, Gap.NO_ENTRIES): count for prize, count in over.items()
        }
