"""Verbs of the draw and of assignments."""

from contest.assignment.service.conflicts import declare_conflict, end_assignments, set_reader_limit
from contest.assignment.service.draws import (
    discard_draw,
    draw_third_readers,
    preview_draw,
    publish_draw,
    top_up,
)

__all__ = [
    "declare_conflict",
    "discard_draw",
    "draw_third_readers",
    "end_assignments",
    "preview_draw",
    "publish_draw",
    "set_reader_limit",
    "top_up",
]
