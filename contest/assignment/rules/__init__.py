"""The draw in plain values: who reads what, drawn by a seed, exact, and explained when impossible."""

from contest.assignment.rules.reading import reading_order
from contest.assignment.rules.solver import everyone, solve
from contest.assignment.rules.supply import Supply, supply_of
from contest.assignment.rules.values import (
    EntryToRead,
    JudgeAtHand,
    NoPlan,
    Plan,
    Problem,
    Shortage,
    ShortageKind,
)

__all__ = [
    "EntryToRead",
    "JudgeAtHand",
    "NoPlan",
    "Plan",
    "Problem",
    "Shortage",
    "ShortageKind",
    "Supply",
    "everyone",
    "reading_order",
    "solve",
    "supply_of",
]
