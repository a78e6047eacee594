"""Verbs of screening."""

from contest.screening.service.blind import (
    draw_blind_codes,
    lift_mask,
    make_mask,
    mask_all_found,
    release_blind_copies,
)
from contest.screening.service.decisions import accept_all, decide, undo_decision
from contest.screening.service.look import checklist, findings, findings_aside

__all__ = [
    "accept_all",
    "checklist",
    "decide",
    "draw_blind_codes",
    "findings",
    "findings_aside",
    "lift_mask",
    "make_mask",
    "mask_all_found",
    "release_blind_copies",
    "undo_decision",
]
