"""What the charter says of the cut: how many, from which mark, ties in or out, quotas, who was decided on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from contest.charter.rules import QuotaKind


class Group(NamedTuple):
    """Entries that share a limit: of one category, unit, kind of figure, author … The key tells nobody's identity."""

    kind: QuotaKind
    key: str


@dataclass(frozen=True, slots=True)
class Cut:
    """Where the list ends. With several of top, share and threshold, an entry must satisfy them all.

    top        places; None for no limit
    share      places as a percentage of the ranked entries, a part of a place being a place
    threshold  the lowest mark that may enter, itself included; quotas never go below it
    ties_in    equals across a line all enter (the list grows); else all of them stay out (it shrinks)
    quotas     group -> (least, most) members; either may be None
    into, out  entries put on the list or off it by decision

    Raises     ValueError for negative places, a share that is none, least above most, more reserved places than
               there are, or an entry decided both ways
    """

    top: int | None = None
    threshold: Decimal | None = None
    ties_in: bool = True
    quotas: Mapping[Group, tuple[int | None, int | None]] = field(default_factory=dict)
    share: Decimal | None = None
    into: frozenset[int] = frozenset()
    out: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        least = [low or 0 for low, _ in self.quotas.values()]
        if (self.top is not None and self.top < 0) or any(number < 0 for number in least):
            raise ValueError("a number of places below 0")
        if self.share is not None and not 0 < self.share <= 100:
            raise ValueError(f"{self.share} % of all entries")
        if any(high is not None and high < (low or 0) for low, high in self.quotas.values()):
            raise ValueError("a quota whose least is above its most")
        if self.into & self.out:
            raise ValueError("an entry decided both ways")
        check_reserved(sum(least), self.top)

    def places(self, ranked: int) -> int | None:
        """How many places there are for so many ranked entries; None for no limit.

        Raises  ValueError for more reserved places than there are
        """
        if self.share is None:
            return self.top
        part = int((ranked * self.share / 100).to_integral_value(ROUND_CEILING))
        found = part if self.top is None else min(part, self.top)
        check_reserved(sum(low or 0 for low, _ in self.quotas.values()), found)
        return found


def check_reserved(least: int, places: int | None) -> None:
    """Raises ValueError when quotas reserve more places than there are."""
    if places is not None and least > places:
        raise ValueError(f"{least} reserved places in a list of {places}")
