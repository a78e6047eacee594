"""Score sheets with every version ever saved, what was agreed, and the lock."""

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
    "RoundLock",
    "ScoreSheet",
    "Settlement",
    "SheetState",
    "SheetVersion",
    "Suspicion",
    "SuspicionKind",
]
