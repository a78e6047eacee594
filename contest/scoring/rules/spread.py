"""How far the marks of several judges for the same text lie apart."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from contest.scoring.rules.points import round_points


@dataclass(frozen=True, slots=True)
class Spread:
    """The marks of one entry, lowest first, and what they come to; deviation is None for a single mark."""

    marks: tuple[Decimal, ...]
    mean: Decimal
    median: Decimal
    deviation: Decimal | None

    @property
    def width(self) -> Decimal:
        """From the lowest mark to the highest."""
        return self.marks[-1] - self.marks[0]


def spread(marks: Sequence[Decimal]) -> Spread | None:
    """What the marks of several judges tell of how alike they judge.

    Units    points, as the marks; mean, median and deviation rounded half up to 0.01
    Returns  None without a mark; the deviation is that of a sample (divided by n - 1)
    """
    if not marks:
        return None
    ordered = tuple(sorted(marks))
    return Spread(
        marks=ordered,
        mean=round_points(statistics.mean(ordered)),
        median=round_points(statistics.median(ordered)),
        deviation=round_points(statistics.stdev(ordered)) if len(ordered) > 1 else None,
    )
