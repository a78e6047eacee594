"""Verbs of the shortlist: break a tie, freeze, unseal, publish; hold a meeting and write down its votes."""

from contest.shortlist.service.dissents import note_dissent, remove_dissent
from contest.shortlist.service.feeding import draw_round
from contest.shortlist.service.freezing import freeze
from contest.shortlist.service.keeping import ask_for_figures, keep_figures
from contest.shortlist.service.looking import draw_line_look
from contest.shortlist.service.meetings import (
    add_attendances,
    close_meeting,
    note_presence,
    open_meeting,
    record_minutes_taken,
    remove_attendance,
    set_meeting,
    supplement_meeting,
)
from contest.shortlist.service.members import decide_member
from contest.shortlist.service.motions import put_motion, record_votes, withdraw_motion
from contest.shortlist.service.opening import publish, unseal
from contest.shortlist.service.ties import decide_tie

__all__ = [
    "add_attendances",
    "ask_for_figures",
    "close_meeting",
    "decide_member",
    "decide_tie",
    "draw_line_look",
    "draw_round",
    "freeze",
    "keep_figures",
    "note_dissent",
    "note_presence",
    "open_meeting",
    "publish",
    "put_motion",
    "record_minutes_taken",
    "record_votes",
    "remove_attendance",
    "remove_dissent",
    "set_meeting",
    "supplement_meeting",
    "unseal",
    "withdraw_motion",
]
