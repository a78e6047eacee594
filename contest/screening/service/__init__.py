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
from contest.screening.service.comparing import Compared, compare_contest, compare_newcomers
from contest.screening.service.decisions import accept_all, decide, hold_decision, undo_decision
from contest.screening.service.following import forget_everything
from contest.screening.service.look import findings, findings_aside
from contest.screening.service.many import decide_all, undo_act
from contest.screening.service.masks import lift_mask, make_mask, mask_all_found, mask_phrase
from contest.screening.service.newcomers import ask_for_comparing, promise_comparing_anew
from contest.screening.service.originals import open_original
from contest.screening.service.pages import Burned, releasing
from contest.screening.service.references import (
    TextRead,
    load_references,
    read_references,
    remove_reference,
)
from contest.screening.service.renewing import promise_renewal, renew_blind_copies
from contest.screening.service.rulings import COPIED_CODE, rule_allowed, rule_copied, seen_of, undo_ruling

__all__ = [
    "COPIED_CODE",
    "Burned",
    "Compared",
    "PageMarks",
    "TextRead",
    "accept_all",
    "ask_for_comparing",
    "blind_preview",
    "checklist",
    "checklists",
    "clean_entry_ids",
    "compare_contest",
    "compare_newcomers",
    "decide",
    "decide_all",
    "draw_areas",
    "draw_blind_codes",
    "findings",
    "findings_aside",
    "forget_everything",
    "hold_decision",
    "lift_area",
    "lift_corner",
    "lift_mask",
    "load_references",
    "make_mask",
    "mask_all_found",
    "mask_phrase",
    "open_original",
    "page_marks",
    "page_preview",
    "promise_comparing_anew",
    "promise_renewal",
    "read_references",
    "release_blind_copies",
    "releasing",
    "remove_reference",
    "renew_blind_copies",
    "restore_area",
    "rule_allowed",
    "rule_copied",
    "seen_of",
    "shown_titles",
    "undo_act",
    "undo_decision",
    "undo_ruling",
]
