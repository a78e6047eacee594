"""Verbs of screening."""

from contest.screening.service.blind import (
    blind_preview,
    draw_blind_codes,
    release_blind_copies,
    shown_titles,
)
from contest.screening.service.decisions import accept_all, clean_entry_ids, decide, undo_decision
from contest.screening.service.look import checklist, checklists, findings, findings_aside
from contest.screening.service.masks import lift_mask, make_mask, mask_all_found, mask_phrase
from contest.screening.service.originals import open_original

__all__ = [
    "accept_all",
    "blind_preview",
    "checklist",
    "checklists",
    "clean_entry_ids",
    "decide",
    "draw_blind_codes",
    "findings",
    "findings_aside",
    "lift_mask",
    "make_mask",
    "mask_all_found",
    "mask_phrase",
    "open_original",
    "release_blind_copies",
    "shown_titles",
    "undo_decision",
]
