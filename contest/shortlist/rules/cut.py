"""What the charter says of the cut: how many, from which mark, ties in or out, quotas."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Cut:
    """Where the list ends. With both top and threshold, an entry must satisfy both.

    top        places; None for no limit
    threshold  the lowest mark that may enter, itself included; quotas never go below it
    ties_in    equals across the line all enter (the list grows); else all of them stay out (it shrinks)
    quotas     category -> (least, most) members; either may be None

    Raises     ValueError for negative places, least above most, or more reserved places than there are
    """

    top: int | None = None
    threshold: Decimal | None = None
    ties_in: bool = True
    quotas: Mapping[int, tuple[int | None, int | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        least = [low or 0 for low, _ in self.quotas.values()]
        if (self.top is not None and self.top < 0) or any(number < 0 for number in least):
            raise ValueError("a number of places below 0")
        if any(high is not None and high < (low or 0) for low, high in self.quotas.values()):
            raise ValueError("a quota whose least is above its most")
        if self.top is not None and sum(least) > self.top:
            raise ValueError(f"{sum(least)} reserved places in a list of {self.top}")

    def least(self, category: int | None) -> int:
        """The places kept for a category."""
        return self._quota(category)[0] or 0

    def most(self, category: int | None) -> int | None:
        """The places a category may fill; None for no limit."""
        return self._quota(category)[1]

    def _quota(self, category: int | None) -> tuple[int | None, int | None]:
        return (None, None) if category is None else self.quotas.get(category, (None, None))
