"""The draw in plain values: who reads what, drawn by a seed, exact, and explained when impossible."""

from contest.assignment.rules.answers import (
    Measures,
    NearMisses,
    NoPlan,
    Plan,
    Remedy,
    RemedyKind,
    Shortage,
    ShortageKind,
)
from contest.assignment.rules.columns import Entries, EntryKind, EntryToRead, Pairs, Wishes, column
from contest.assignment.rules.solver import solve
from contest.assignment.rules.spare import spare_readers
from contest.assignment.rules.supply import Supply, supply_of
from contest.assignment.rules.values import JudgeAtHand, Panels, Problem

__all__ = [
    "Entries",
    "EntryKind",
    "EntryToRead",
    "JudgeAtHand",
    "Measures",
    "NearMisses",
    "NoPlan",
    "Pairs",
    "Panels",
    "Plan",
    "Problem",
    "Remedy",
    "RemedyKind",
    "Shortage",
    "ShortageKind",
    "Supply",
    "Wishes",
    "column",
    "solve",
    "spare_readers",
    "supply_of",
]
