"""Verbs of the draw and of assignments."""

from contest.assignment.service.conflicts import declare_conflict, end_assignments
from contest.assignment.service.draws import (
    discard_draw,
    draw_third_readers,
    preview_draw,
    publish_draw,
    top_up,
)
from contest.assignment.service.settings import (
    set_dealing,
    set_judges_terms,
    set_languages,
    set_reader_limit,
)

__all__ = [
    "declare_conflict",
    "discard_draw",
    "draw_third_readers",
    "end_assignments",
    "preview_draw",
    "publish_draw",
    "set_dealing",
    "set_judges_terms",
    "set_languages",
    "set_reader_limit",
    "top_up",
]
