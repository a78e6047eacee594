"""The median: one judge far from the others moves nothing."""

import statistics
from collections.abc import Sequence
from decimal import Decimal


def median(totals: Sequence[Decimal]) -> Decimal:
    """The middle total, or the mean of the two in the middle; ValueError for none."""
    if not totals:
        raise ValueError("no totals to combine")
    return statistics.median(totals)
