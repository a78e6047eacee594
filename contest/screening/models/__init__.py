"""Decisions on eligibility, blind copies, and texts that resemble each other."""

from contest.screening.models.areas import AreaKind, PageArea
from contest.screening.models.blind import BlindCode, BlindCopy, Mask
from contest.screening.models.decisions import ScreeningDecision, VerdictKind
from contest.screening.models.looks import EntryLook, EntryWarning
from contest.screening.models.resemblances import (
    Comparison,
    ReferenceText,
    Resemblance,
    RuledPair,
    Ruling,
    RulingKind,
    TextPrint,
)

__all__ = [
    "AreaKind",
    "BlindCode",
    "BlindCopy",
    "Comparison",
    "EntryLook",
    "EntryWarning",
    "Mask",
    "PageArea",
    "ReferenceText",
    "Resemblance",
    "RuledPair",
    "Ruling",
    "RulingKind",
    "ScreeningDecision",
    "TextPrint",
    "VerdictKind",
]
