"""Score sheets with every version ever saved, what was agreed, the lock; reminders to judges."""

from contest.scoring.models.reminders import Reminder
from contest.scoring.models.sheets import (
    Agreement,
    RoundLock,
    ScoreSheet,
    Settlement,
    SheetState,
    SheetVersion,
    Suspicion,
    SuspicionKind,
)

__all__ = [
    "Agreement",
    "Reminder",
    "RoundLock",
    "ScoreSheet",
    "Settlement",
    "SheetState",
    "SheetVersion",
    "Suspicion",
    "SuspicionKind",
]
