"""The tables of the awards: the structure, decisions and what became of them, the localities' word."""

from contest.awards.models.decisions import (
    Award,
    AwardDecision,
    AwardOmission,
    AwardPublication,
    AwardRevocation,
    PrizeDeparture,
)
from contest.awards.models.structure import AwardTerms, Prize
from contest.awards.models.verifying import FigureAnswer, FigureInquiry

__all__ = [
    "Award",
    "AwardDecision",
    "AwardOmission",
    "AwardPublication",
    "AwardRevocation",
    "AwardTerms",
    "FigureAnswer",
    "FigureInquiry",
    "Prize",
    "PrizeDeparture",
]
