"""How long the reading takes: from words, judges and hours a day to hours each and a finishing date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

SPEED: Final = 200
"""Words a minute of somebody who reads to judge, not to pass the time; see the decision on the draw's pages."""

MARKING: Final = 5
"""Minutes for the sheet of one entry: points, remark, a second glance."""

LONGEST: Final = 3660
"""Days beyond which no date is told: ten years."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How somebody reads: words a minute, minutes for each sheet, minutes of reading on a day."""

    speed: int = SPEED
    marking: int = MARKING
    minutes_a_day: int = 120

    def __post_init__(self) -> None:
        if self.speed < 1 or self.marking < 0 or self.minutes_a_day < 1:
            raise ValueError("a pace needs words a minute and minutes a day")


@dataclass(frozen=True, slots=True)
class Capacity:
    """What the reading asks of the judge who has most.

    readings       entries of the judge who has most
    minutes        of that judge in all
    days           of work at the pace asked about
    finishes_on    the last of those days; None when it lies beyond LONGEST
    minutes_a_day  that would be needed to be done by the day asked for; None when no day was named, or
                   none is left
    """

    readings: int
    minutes: int
    days: int
    finishes_on: date | None
    minutes_a_day: int | None


def even_loads(readings: int, capacities: Sequence[int]) -> tuple[int, int]:
    """What the judge with least and the one with most would read, level in proportion to capacity.

    Shapes   capacities: one each a judge
    Returns  least, rounded down, and most, rounded up; 0 and 0 without judges
    """
    if not capacities:
        return 0, 0
    whole = sum(capacities)
    return readings * min(capacities) // whole, _up(readings * max(capacities), whole)


def capacity(
    *,
    readings: int,
    words: int,
    capacities: Sequence[int],
    pace: Pace,
    begins: date,
    ends: date | None = None,
) -> Capacity:
    """How long it takes until everything is read, when the load is level in proportion to capacity.

    Shapes   capacities: one each a judge, such as percent of a usual judge's share
    Units    readings: one judge reading one entry; words: of an entry, on average; minutes
    ends     the last day on which reading is possible; None for no such day
    Returns  a Capacity, rounded up throughout, so that it promises no more than it should
    Raises   ValueError for no judge, a capacity < 1, readings < 0 or words < 0
    """
    if min(capacities, default=0) < 1 or readings < 0 or words < 0:
        raise ValueError(f"{readings} readings of {words} words by judges of {list(capacities)}")
    _, each = even_loads(readings, capacities)
    minutes = _up(each * (words + pace.marking * pace.speed), pace.speed)
    days = _up(minutes, pace.minutes_a_day)
    left = (ends - begins).days + 1 if ends is not None else 0
    return Capacity(
        readings=each,
        minutes=minutes,
        days=days,
        finishes_on=begins + timedelta(days=max(days, 1) - 1) if days <= LONGEST else None,
        minutes_a_day=_up(minutes, left) if left > 0 else None,
    )


def _up(whole: int, parts: int) -> int:
    return -(-whole // parts)
