"""Verbs of the draw and of assignments."""

from contest.assignment.service.conflicts import declare_conflict
from contest.assignment.service.copying import copy_dealing
from contest.assignment.service.draws import (
    draw_third_readers,
    fill_entries,
    preview_draw,
    redraw,
)
from contest.assignment.service.holding import hold_draw
from contest.assignment.service.publishing import discard_draw, publish_draw
from contest.assignment.service.settings import (
    check_readers,
    hold_settings,
    set_dealing,
    set_judges_terms,
    set_languages,
)

__all__ = [
    "check_readers",
    "copy_dealing",
    "declare_conflict",
    "discard_draw",
    "draw_third_readers",
    "fill_entries",
    "hold_draw",
    "hold_settings",
    "preview_draw",
    "publish_draw",
    "redraw",
    "set_dealing",
    "set_judges_terms",
    "set_languages",
]
