"""The arithmetic of scoring, in plain values."""

from contest.scoring.rules.aggregations import AGGREGATIONS
from contest.scoring.rules.points import (
    CriterionRule,
    Fault,
    PointsProblem,
    check_points,
    round_points,
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
    "round_points",
    "settle",
    "total",
]
