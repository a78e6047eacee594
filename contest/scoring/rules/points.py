"""The points of one score sheet: whether they are whole and on the scale, and their total."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

from contest.plumbing.vietnamese import parse_points

_HUNDREDTH: Final = Decimal("0.01")
_DAY: Final = re.compile(r"[0-9]{1,4}[/-][0-9]{1,2}[/-][0-9]{1,4}\b")


@dataclass(frozen=True, slots=True)
class CriterionRule:
    """What the charter says of one criterion: points from 0 to maximum by steps, times the weight.

    Raises  ValueError unless maximum and step are above 0 and the weight is not below
    """

    key: str
    maximum: Decimal
    step: Decimal
    weight: Decimal = Decimal(1)

    def __post_init__(self) -> None:
        if self.maximum <= 0 or self.step <= 0 or self.weight < 0:
            raise ValueError(f"criterion {self.key!r} has no usable scale")


class Fault(StrEnum):
    """What can be wrong with the points of one criterion."""

    MISSING = "missing"
    NOT_POINTS = "not-points"
    UNKNOWN = "unknown"
    OFF_SCALE = "off-scale"
    OFF_STEP = "off-step"
    FORMULA = "formula"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class PointsProblem:
    """One criterion whose points cannot stand; criterion is None for a key the round does not know."""

    key: str
    fault: Fault
    points: Decimal | None
    criterion: CriterionRule | None


def check_points(points: Mapping[str, Decimal], criteria: Sequence[CriterionRule]) -> list[PointsProblem]:
    """Everything that keeps a sheet from being handed in.

    Shapes   points: criterion key -> points as given, before weights
    Returns  problems in the order of the criteria, then the unknown keys; empty when the sheet can stand
    """
    found = [_check_criterion(points.get(criterion.key), criterion) for criterion in criteria]
    known = {criterion.key for criterion in criteria}
    unknown = [PointsProblem(key, Fault.UNKNOWN, points[key], None) for key in points if key not in known]
    return [problem for problem in found if problem is not None] + unknown


def _check_criterion(points: Decimal | None, criterion: CriterionRule) -> PointsProblem | None:
    if points is None:
        fault = Fault.MISSING
    elif not points.is_finite() or not 0 <= points <= criterion.maximum:
        fault = Fault.OFF_SCALE
    elif points % criterion.step:
        fault = Fault.OFF_STEP
    else:
        return None
    return PointsProblem(criterion.key, fault, points, criterion)


def read_points(
    typed: Mapping[str, str | Decimal], criteria: Sequence[CriterionRule]
) -> tuple[dict[str, Decimal], list[PointsProblem]]:
    """Points as typed, with comma or dot, and what is no number; blanks are left out.

    Returns  points by criterion key, in hundredths where they are no finer, and the problems of reading alone
    """
    rules = {rule.key: rule for rule in criteria}
    points: dict[str, Decimal] = {}
    problems = []
    for key, given in typed.items():
        if isinstance(given, str) and not given.strip():
            continue
        try:
            points[key] = parse_points(given) if isinstance(given, str) else _in_hundredths(given)
        except ValueError:
            problems.append(PointsProblem(key, _why_unread(given), None, rules.get(key)))
    return points, problems


def _why_unread(given: str | Decimal) -> Fault:
    """What was typed instead of points; a day is what a spreadsheet made of 7.5."""
    said = given.strip() if isinstance(given, str) else ""
    if said.startswith("="):
        return Fault.FORMULA
    return Fault.DAY if _DAY.match(said) else Fault.NOT_POINTS


def _in_hundredths(points: Decimal) -> Decimal:
    if not points.is_finite():
        raise ValueError(f"not points: {points}")
    written = points.quantize(_HUNDREDTH)
    return written if written == points else points


def subtotal(points: Mapping[str, Decimal], criteria: Sequence[CriterionRule]) -> Decimal:
    """What the points given so far come to: points times weights, rounded half up to 0.01."""
    return round_points(sum((points[r.key] * r.weight for r in criteria if r.key in points), Decimal(0)))


def scale(criteria: Sequence[CriterionRule]) -> Decimal:
    """The highest total a sheet can have."""
    return round_points(sum((rule.maximum * rule.weight for rule in criteria), Decimal(0)))


def total(points: Mapping[str, Decimal], criteria: Sequence[CriterionRule]) -> Decimal:
    """The total of one complete sheet: points times weights, added up.

    Returns  rounded half up to 0.01 point
    Raises   ValueError when check_points finds a problem
    """
    if problems := check_points(points, criteria):
        raise ValueError(f"the sheet cannot be totalled: {problems[0].key} is {problems[0].fault}")
    return round_points(sum((points[rule.key] * rule.weight for rule in criteria), Decimal(0)))


def round_points(points: Decimal) -> Decimal:
    """Rounded half up to 0.01 point, the one rounding of the house."""
    return points.quantize(_HUNDREDTH, rounding=ROUND_HALF_UP)
