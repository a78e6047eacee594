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

__all__ = [
    "AGGREGATIONS",
    "Bands",
    "CriterionRule",
    "Fault",
    "Outcome",
    "PointsProblem",
    "Verdict",
    "check_points",
    "read_points",
    "round_points",
    "scale",
    "settle",
    "subtotal",
    "total",
]
