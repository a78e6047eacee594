"""Telling whether a judge keeps pace: plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

QUIET_AFTER: Final = timedelta(days=5)
"""How long a judge with entries left may save nothing before somebody should call."""

DAY: Final = timedelta(days=1)
FARTHEST: Final = timedelta(days=365)


class Pace(StrEnum):
    """How a judge's reading goes."""

    DONE = "done"
    ON_TIME = "on_time"
    BEHIND = "behind"
    QUIET = "quiet"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Going:
    """A pace with its whole days: behind the even pace, silent, or past the closing; 0 where it says nothing."""

    pace: Pace
    days: int = 0


def going(
    *, assigned: int, handed_in: int, last_at: datetime | None, began: datetime, ends: datetime, at: datetime
) -> Going:
    """How a judge keeps pace at this moment.

    Shapes   last_at: the last saving, None for none; began: the round's opening or the draw's publication,
             whichever came later; ends: the round's closing
    Returns  OVERDUE after the closing, QUIET after five days without a saving, BEHIND when a day or more
             behind an even pace from beginning to end, else ON_TIME; DONE when nothing is left
    """
    if handed_in >= assigned:
        return Going(Pace.DONE)
    if at > ends:
        return Going(Pace.OVERDUE, (at - ends).days + 1)
    silent = at - max(last_at or began, began)
    if silent >= QUIET_AFTER:
        return Going(Pace.QUIET, silent.days)
    span = ends - began
    due = began + span * (handed_in / assigned) if span > timedelta(0) else ends
    behind = (at - due).days if at > due else 0
    return Going(Pace.BEHIND, behind) if behind >= 1 else Going(Pace.ON_TIME)


@dataclass(frozen=True, slots=True)
class Forecast:
    """Sheets a day since the beginning, and when all will be read at that speed; None while nothing tells."""

    per_day: Decimal | None
    ends_at: datetime | None


def forecast(*, assigned: int, handed_in: int, began: datetime, at: datetime) -> Forecast:
    """When a judge will be done who goes on as before.

    Shapes   began: the round's opening or the draw's publication, whichever came later
    Units    per_day: sheets in 24 hours, rounded half up to 0.1; a first day counts as a whole one
    Returns  no forecast before the first sheet, and none for a judge who is done; at most a year ahead
    """
    if not handed_in or at <= began:
        return Forecast(None, None)
    days = max((at - began) / DAY, 1.0)
    speed = handed_in / days
    per_day = Decimal(speed).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    left = assigned - handed_in
    return Forecast(per_day, at + min(left / speed * DAY, FARTHEST) if left > 0 else None)


def all_done_at(going_on: Iterable[Forecast]) -> datetime | None:
    """When the last of the judges with entries left will be done; None while one of them tells nothing, or none is."""
    ends = [one.ends_at for one in going_on]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None
