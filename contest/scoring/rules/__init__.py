"""The arithmetic of scoring, in plain values."""

from contest.scoring.rules.aggregations import AGGREGATIONS, settles_as
from contest.scoring.rules.cases import CaseKind, is_agreed
from contest.scoring.rules.columns import CODE, EMAIL, JUDGE, REMARK_COLUMN, VERSION, score_fields
from contest.scoring.rules.paper import (
    REMARK,
    Typed,
    agreed_on,
    clashes,
    differences,
    grouped,
    read_by_two,
    token_in,
)
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
from contest.scoring.rules.rechecks import RecheckReason, SecondLook, choose_rechecks, differs, sends_back
from contest.scoring.rules.settling import Bands, Outcome, Verdict, settle
from contest.scoring.rules.spread import Spread, spread

__all__ = [
    "AGGREGATIONS",
    "CODE",
    "EMAIL",
    "JUDGE",
    "REMARK",
    "REMARK_COLUMN",
    "VERSION",
    "Bands",
    "CaseKind",
    "CriterionRule",
    "Fault",
    "Outcome",
    "PointsProblem",
    "RecheckReason",
    "SecondLook",
    "Spread",
    "Typed",
    "Verdict",
    "agreed_on",
    "check_points",
    "choose_rechecks",
    "clashes",
    "differences",
    "differs",
    "grouped",
    "is_agreed",
    "read_by_two",
    "read_points",
    "round_points",
    "scale",
    "score_fields",
    "sends_back",
    "settle",
    "settles_as",
    "spread",
    "subtotal",
    "token_in",
    "total",
]
