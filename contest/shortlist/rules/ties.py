"""The charter's tie-breaks as data, and their values for one entry."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from contest.scoring.rules import round_points

TieBreak: TypeAlias = Mapping[str, object]
"""One of {"criteria": ["c2", "c3"]}, {"median": true}, {"head": true}."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One judge's points by criterion key, and their total."""

    points: Mapping[str, Decimal]
    total: Decimal


def tie_values(
    sheets: Sequence[Sheet], tie_breaks: Sequence[TieBreak], *, head: Decimal = Decimal(0)
) -> tuple[Decimal, ...]:
    """The values by which one entry is parted from others of the same mark, higher first.

    criteria  the judges' mean of the sum of these criteria's points
    median    the median of the judges' totals
    head      the value that the head of the jury gave with a reason (0 while nothing was decided)

    Shapes   sheets: those that the mark was made of, at least one
    Returns  one value for each tie-break, rounded half up to 0.01: what is not shown decides nothing
    Raises   ValueError for no sheets, a tie-break of another form, or a criterion missing on a sheet
    """
    if not sheets:
        raise ValueError("no sheets to compare by")
    return tuple(round_points(_value(sheets, tie_break, head)) for tie_break in tie_breaks)


def _value(sheets: Sequence[Sheet], tie_break: TieBreak, head: Decimal) -> Decimal:
    match dict(tie_break):
        case {"criteria": [*keys]} if keys and len(tie_break) == 1:
            return sum((_points(sheet, key) for sheet in sheets for key in keys), Decimal(0)) / len(sheets)
        case {"median": True} if len(tie_break) == 1:
            return statistics.median(sheet.total for sheet in sheets)
        case {"head": True} if len(tie_break) == 1:
            return head
    raise ValueError(f"not a tie-break: {tie_break!r}")


def _points(sheet: Sheet, key: object) -> Decimal:
    if not isinstance(key, str) or key not in sheet.points:
        raise ValueError(f"no points for criterion {key!r}")
    return sheet.points[key]
