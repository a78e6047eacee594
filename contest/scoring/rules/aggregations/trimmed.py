"""The mean without the highest and the lowest total, as some juries of five or more do."""

from collections.abc import Sequence
from decimal import Decimal

from contest.charter.rules import FEWEST_TO_TRIM


def trimmed(totals: Sequence[Decimal]) -> Decimal:
    """The mean after one highest and one lowest total are dropped.

    Raises  ValueError for fewer than five totals
    """
    if len(totals) < FEWEST_TO_TRIM:
        raise ValueError(f"a trimmed mean needs {FEWEST_TO_TRIM} totals, not {len(totals)}")
    kept = sorted(totals)[1:-1]
    return sum(kept, Decimal(0)) / len(kept)
