"""Decisions on eligibility, blind copies, and texts that resemble each other."""

from contest.screening.models.blind import BlindCode, BlindCopy, Mask
from contest.screening.models.decisions import ScreeningDecision, VerdictKind

__all__ = [
    "BlindCode",
    "BlindCopy",
    "Mask",
    "ScreeningDecision",
    "VerdictKind",
]
