"""Score sheets with every version ever saved, what was agreed, the lock; reminders and the joint trial."""

from contest.scoring.models.aside import PutAside
from contest.scoring.models.lists import SentScores
from contest.scoring.models.paper import PaperSheet, TypedSheet, TypingEnd
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
from contest.scoring.models.trials import Trial, TrialEntry, TrialSheet

__all__ = [
    "Agreement",
    "PaperSheet",
    "PutAside",
    "Reminder",
    "RoundLock",
    "ScoreSheet",
    "SentScores",
    "Settlement",
    "SheetState",
    "SheetVersion",
    "Suspicion",
    "SuspicionKind",
    "Trial",
    "TrialEntry",
    "TrialSheet",
    "TypedSheet",
    "TypingEnd",
]
