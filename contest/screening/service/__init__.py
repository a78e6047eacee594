"""Verbs of screening."""

from contest.screening.service.areas import (
    PageMarks,
    draw_areas,
    lift_area,
    lift_corner,
    page_marks,
    page_preview,
    restore_area,
)
from contest.screening.service.blind import (
    blind_preview,
    draw_blind_codes,
    release_blind_copies,
    shown_titles,
)
from contest.screening.service.checking import checklist, checklists, clean_entry_ids
from contest.screening.service.decisions import accept_all, decide, undo_decision
from contest.screening.service.following import forget_everything
from contest.screening.service.look import findings, findings_aside
from contest.screening.service.many import decide_all, undo_act
from contest.screening.service.masks import lift_mask, make_mask, mask_all_found, mask_phrase
from contest.screening.service.originals import open_original
from contest.screening.service.pages import Burned, releasing

__all__ = [
    "Burned",
    "PageMarks",
    "accept_all",
    "blind_preview",
    "checklist",
    "checklists",
    "clean_entry_ids",
    "decide",
    "decide_all",
    "draw_areas",
    "draw_blind_codes",
    "findings",
    "findings_aside",
    "forget_everything",
    "lift_area",
    "lift_corner",
    "lift_mask",
    "make_mask",
    "mask_all_found",
    "mask_phrase",
    "open_original",
    "page_marks",
    "page_preview",
    "release_blind_copies",
    "releasing",
    "restore_area",
    "shown_titles",
    "undo_act",
    "undo_decision",
]
