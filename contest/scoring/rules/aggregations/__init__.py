"""The ways to make one mark of an entry's own totals, by the charter's names; a file and a line each."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from contest.charter.rules import MODELLED
from contest.scoring.rules.aggregations.mean import mean
from contest.scoring.rules.aggregations.median import median
from contest.scoring.rules.aggregations.sum import add_up
from contest.scoring.rules.aggregations.trimmed import trimmed

AGGREGATIONS: Final[Mapping[str, Callable[[Sequence[Decimal]], Decimal]]] = {
    "mean": mean,
    "median": median,
    "sum": add_up,
    "trimmed": trimmed,
}


def settles_as(method: str) -> str:
    """The aggregation by which a round of this method settles its entries one by one.

    A method that looks at all sheets of the round comes after settling; until then the mean stands.
    """
    return "mean" if method in MODELLED else method
