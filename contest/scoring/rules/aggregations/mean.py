"""The mean: the usual way, and the only one for pairs of judges."""

from collections.abc import Sequence
from decimal import Decimal


def mean(totals: Sequence[Decimal]) -> Decimal:
    """The mean of the totals; ValueError for none."""
    if not totals:
        raise ValueError("no totals to combine")
    return sum(totals, Decimal(0)) / len(totals)
