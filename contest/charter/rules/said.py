"""What organizers say of the lists of a charter: categories, criteria, reasons, persons barred."""

from dataclasses import dataclass
from decimal import Decimal

from contest.charter.rules.kinds import QuotaKind


@dataclass(frozen=True, slots=True)
class CategorySaid:
    """One category in its place; key "" for a new one."""

    key: str
    name: str
    quota_min: int | None = None
    quota_max: int | None = None


@dataclass(frozen=True, slots=True)
class QuotaSaid:
    """How many of a list may, or must, share one thing; the key as ``Quota`` has it, a category's its own."""

    kind: QuotaKind
    key: str = ""
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class CriterionSaid:
    """One line of a rubric in its place; key "" for a new one. Points on the round's scale."""

    key: str
    name: str
    description: str
    maximum: Decimal
    step: Decimal
    weight: Decimal


@dataclass(frozen=True, slots=True)
class CodeSaid:
    """One reason for rejecting an entry, in its place."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class BarredSaid:
    """One person or unit that may not enter."""

    name: str
    birth_year: int | None = None
    unit_id: int | None = None
    reason: str = ""
