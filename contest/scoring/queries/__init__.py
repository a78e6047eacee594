"""Questions about sheets, about where each entry's marking stands, and about the judges' progress."""

from contest.scoring.queries.progress import (
    JudgeProgress,
    OwnStatistics,
    next_assignment,
    own_statistics,
    progress,
    sheets_by_moment,
    suspicions,
)
from contest.scoring.queries.sheets import (
    criteria_of,
    round_lock,
    sheet_of,
    sheets_of_entry,
    sheets_of_judge,
    sheets_of_round,
    versions_of,
)
from contest.scoring.queries.standing import (
    Case,
    Reading,
    Standing,
    bands_of,
    case_of,
    discrepancies,
    discrepancies_among,
    settlements,
    standings,
)

__all__ = [
    "Case",
    "JudgeProgress",
    "OwnStatistics",
    "Reading",
    "Standing",
    "bands_of",
    "case_of",
    "criteria_of",
    "discrepancies",
    "discrepancies_among",
    "next_assignment",
    "own_statistics",
    "progress",
    "round_lock",
    "settlements",
    "sheet_of",
    "sheets_by_moment",
    "sheets_of_entry",
    "sheets_of_judge",
    "sheets_of_round",
    "standings",
    "suspicions",
    "versions_of",
]
