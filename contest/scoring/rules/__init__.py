"""The arithmetic of scoring, in plain values."""

from contest.scoring.rules.aggregations import AGGREGATIONS
from contest.scoring.rules.points import (
    CriterionRule,
    Fault,
    PointsProblem,
    check_points,
    read_points,
    round_points,
    scale,
    subtotal,
    total,
)
from contest.scoring.rules.settling import Bands, Outcome, Verdict, settle
from contest.scoring.rules.spread import Spread, spread

__all__ = [
    "AGGREGATIONS",
    "Bands",
    "CriterionRule",
    "Fault",
    "Outcome",
    "PointsProblem",
    "Spread",
    "Verdict",
    "check_points",
    "read_points",
    "round_points",
    "scale",
    "settle",
    "spread",
    "subtotal",
    "total",
]
