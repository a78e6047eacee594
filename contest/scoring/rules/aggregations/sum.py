"""The sum: for finals whose charter adds the judges' points up."""

from collections.abc import Sequence
from decimal import Decimal


def add_up(totals: Sequence[Decimal]) -> Decimal:
    """The sum of the totals; ValueError for none."""
    if not totals:
        raise ValueError("no totals to combine")
    return sum(totals, Decimal(0))
