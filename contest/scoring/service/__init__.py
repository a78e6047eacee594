"""Verbs of scoring: sheets, imports, settling, the lock."""

from contest.scoring.service.imports import import_sheet
from contest.scoring.service.locking import lock_round
from contest.scoring.service.readers import decline_assignment, put_aside, release_judge, report_suspicion
from contest.scoring.service.reminders import Reminded, remind_judges
from contest.scoring.service.settling import SettleReport, agree_mark, settle_round
from contest.scoring.service.sheets import hand_in_sheet, save_sheet, take_back_sheet
from contest.scoring.service.trials import decline_trial_entry, draw_trial, mark_trial, open_trial, show_trial

__all__ = [
    "Reminded",
    "SettleReport",
    "agree_mark",
    "decline_assignment",
    "decline_trial_entry",
    "draw_trial",
    "hand_in_sheet",
    "import_sheet",
    "lock_round",
    "mark_trial",
    "open_trial",
    "put_aside",
    "release_judge",
    "remind_judges",
    "report_suspicion",
    "save_sheet",
    "settle_round",
    "show_trial",
    "take_back_sheet",
]
