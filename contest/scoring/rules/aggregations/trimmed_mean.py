"""The mean without the highest and the lowest total, as some juries of five or more do."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

FEWEST: Final = 5


def trimmed_mean(totals: Sequence[Decimal]) -> Decimal:
    """The mean after one highest and one lowest total are dropped.

    Raises  ValueError for fewer than five totals: of four, half would be thrown away
    """
    if len(totals) < FEWEST:
        raise ValueError(f"a trimmed mean needs {FEWEST} totals, not {len(totals)}")
    kept = sorted(totals)[1:-1]
    return sum(kept, Decimal(0)) / len(kept)
