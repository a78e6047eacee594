"""Telling whether a judge keeps pace: plain values."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

QUIET_AFTER: Final = timedelta(days=5)
"""How long a judge with entries left may save nothing before somebody should call."""


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
