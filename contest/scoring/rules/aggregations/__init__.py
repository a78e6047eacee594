"""The ways to make one mark of several judges' totals, by the charter's names; a file and a line each."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from contest.scoring.rules.aggregations.mean import mean
from contest.scoring.rules.aggregations.median import median
from contest.scoring.rules.aggregations.sum import add_up
from contest.scoring.rules.aggregations.trimmed_mean import trimmed_mean

AGGREGATIONS: Final[Mapping[str, Callable[[Sequence[Decimal]], Decimal]]] = {
    "mean": mean,
    "median": median,
    "sum": add_up,
    "trimmed-mean": trimmed_mean,
}
