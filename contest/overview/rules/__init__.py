"""What the desk tells, worked out from plain values."""

from contest.overview.rules.pace import Forecast, Going, Pace, all_done_at, forecast, going
from contest.overview.rules.steps import Course, Step, next_steps

__all__ = [
    "Course",
    "Forecast",
    "Going",
    "Pace",
    "Step",
    "all_done_at",
    "forecast",
    "going",
    "next_steps",
]
