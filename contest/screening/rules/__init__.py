"""Codes by lot, the finder of identities, masks and the checklist, in plain values."""

from contest.screening.rules.areas import Area, area_of, areas_of_cells
from contest.screening.rules.checklist import Check, Facts, Level, Limits, checks
from contest.screening.rules.codes import draw_codes, normal_code
from contest.screening.rules.finder import Clue, ClueKind, Finding, find_identity, places_of
from contest.screening.rules.language import Writing, writing_of
from contest.screening.rules.masks import TITLE, Stretch, caption_at, masked

__all__ = [
    "TITLE",
    "Area",
    "Check",
    "Clue",
    "ClueKind",
    "Facts",
    "Finding",
    "Level",
    "Limits",
    "Stretch",
    "Writing",
    "area_of",
    "areas_of_cells",
    "caption_at",
    "checks",
    "draw_codes",
    "find_identity",
    "masked",
    "normal_code",
    "places_of",
    "writing_of",
]
