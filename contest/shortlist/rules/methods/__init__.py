"""The ways to make marks of all sheets of a round; a file and a line each."""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from contest.shortlist.rules.methods.adjusted import adjusted
from contest.shortlist.rules.methods.answers import Marks, Unfit, UnfitKind
from contest.shortlist.rules.methods.mean import mean
from contest.shortlist.rules.methods.median import median
from contest.shortlist.rules.methods.modelling import why_not
from contest.shortlist.rules.methods.ratio import ratio
from contest.shortlist.rules.methods.scaled import scaled
from contest.shortlist.rules.methods.sum import add_up
from contest.shortlist.rules.methods.trimmed import trimmed
from contest.shortlist.rules.methods.zscore import zscore
from contest.shortlist.rules.readings import Readings

Method: TypeAlias = Callable[[Readings], Marks | Unfit]

METHODS: Final[Mapping[str, Method]] = {
    "mean": mean,
    "sum": add_up,
    "trimmed": trimmed,
    "median": median,
    "zscore": zscore,
    "ratio": ratio,
    "adjusted": adjusted,
    "scaled": scaled,
}

__all__ = ["METHODS", "Marks", "Method", "Unfit", "UnfitKind", "why_not"]
