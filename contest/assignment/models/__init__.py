"""The tables of the draw: what was set, what was dealt, what ended."""

from contest.assignment.models.draws import (
    LARGEST_SEED,
    Anchor,
    Assignment,
    Conflict,
    Draw,
    DrawEnding,
    DrawKind,
    EntryReaders,
    Recusal,
    TakenOut,
)
from contest.assignment.models.settings import (
    CategoryReaders,
    DealingRule,
    EntryLanguage,
    PanelRule,
    ReaderFit,
    ReaderLimit,
    ReadersApart,
)

__all__ = [
    "LARGEST_SEED",
    "Anchor",
    "Assignment",
    "CategoryReaders",
    "Conflict",
    "DealingRule",
    "Draw",
    "DrawEnding",
    "DrawKind",
    "EntryLanguage",
    "EntryReaders",
    "PanelRule",
    "ReaderFit",
    "ReaderLimit",
    "ReadersApart",
    "Recusal",
    "TakenOut",
]
