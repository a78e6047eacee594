"""Score sheets with every version ever saved, settling, the lock; reminders and the joint trial."""

from contest.scoring.models.aside import PutAside
from contest.scoring.models.lists import SentScores
from contest.scoring.models.paper import PaperSheet, TypedSheet, TypingEnd
from contest.scoring.models.rechecks import Recheck, RecheckDraw, RecheckResult
from contest.scoring.models.reminders import Reminder
from contest.scoring.models.settling import (
    Agreement,
    CaseAcceptance,
    CaseProposal,
    CaseRemark,
    Ending,
    RoundLock,
    Settlement,
    SettlingCase,
)
from contest.scoring.models.sheets import (
    RETURNED,
    ScoreSheet,
    SheetState,
    SheetVersion,
    Suspicion,
    SuspicionKind,
)
from contest.scoring.models.trials import Trial, TrialEntry, TrialSheet

__all__ = [
    "RETURNED",
    "Agreement",
    "CaseAcceptance",
    "CaseProposal",
    "CaseRemark",
    "Ending",
    "PaperSheet",
    "PutAside",
    "Recheck",
    "RecheckDraw",
    "RecheckResult",
    "Reminder",
    "RoundLock",
    "ScoreSheet",
    "SentScores",
    "Settlement",
    "SettlingCase",
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
