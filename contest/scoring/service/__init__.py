"""Verbs of scoring: sheets, imports, settling, the lock."""

from contest.scoring.service.agreeing import agree_mark
from contest.scoring.service.cases import accept_mark, propose_mark, record_minutes_taken, remark_on_case
from contest.scoring.service.imports import import_sheet
from contest.scoring.service.list_rows import SentRow, read_scores
from contest.scoring.service.lists import (
    Look,
    close_list,
    look_through,
    record_list_taken_along,
    send_scores,
    take_rows,
)
from contest.scoring.service.locking import lock_round
from contest.scoring.service.moving import join_judge, move_entry, replace_judge
from contest.scoring.service.numbers import (
    add_readers,
    give_readers,
    preview_third_readers,
    publish_change,
    set_readers,
)
from contest.scoring.service.paper import AT_ONCE, print_sheets
from contest.scoring.service.readers import (
    declare_ahead,
    decline_assignment,
    keep_apart,
    put_aside,
    report_suspicion,
)
from contest.scoring.service.rechecks import draw_rechecks, note_recheck
from contest.scoring.service.reminders import Reminded, remind_judges
from contest.scoring.service.returning import send_back_sheet, take_back_sheet
from contest.scoring.service.settling import SettleReport, settle_round
from contest.scoring.service.sheets import hand_in_sheet, save_sheet
from contest.scoring.service.trials import decline_trial_entry, draw_trial, mark_trial, open_trial, show_trial
from contest.scoring.service.typing import drop_typing, settle_typing, take_paper, type_sheet

__all__ = [
    "AT_ONCE",
    "Look",
    "Reminded",
    "SentRow",
    "SettleReport",
    "accept_mark",
    "add_readers",
    "agree_mark",
    "close_list",
    "declare_ahead",
    "decline_assignment",
    "decline_trial_entry",
    "draw_rechecks",
    "draw_trial",
    "drop_typing",
    "give_readers",
    "hand_in_sheet",
    "import_sheet",
    "join_judge",
    "keep_apart",
    "lock_round",
    "look_through",
    "mark_trial",
    "move_entry",
    "note_recheck",
    "open_trial",
    "preview_third_readers",
    "print_sheets",
    "propose_mark",
    "publish_change",
    "put_aside",
    "read_scores",
    "record_list_taken_along",
    "record_minutes_taken",
    "remark_on_case",
    "remind_judges",
    "replace_judge",
    "report_suspicion",
    "save_sheet",
    "send_back_sheet",
    "send_scores",
    "set_readers",
    "settle_round",
    "settle_typing",
    "show_trial",
    "take_back_sheet",
    "take_paper",
    "take_rows",
    "type_sheet",
]
