"""Blacking out stretches of a text."""

from collections.abc import Iterable
from dataclasses import dataclass

TITLE = -1
"""The paragraph number that means the title."""

BLACK = "█████"
"""What a judge sees in place of a masked stretch: always as long, so that its length tells nothing."""


def caption_at(position: int) -> int:
    """The paragraph number that means the caption of the photo at this position among the pictures, from 1."""
    return TITLE - position


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters ``start`` up to ``stop`` of one paragraph (TITLE for the title)."""

    paragraph: int
    start: int
    stop: int


def masked(text: str, stretches: Iterable[Stretch]) -> str:
    """The text with these stretches of it blacked out; overlapping ones melt into one.

    Shapes  stretches: of this paragraph only, in characters of ``text``
    """
    merged: list[list[int]] = []
    for stretch in sorted(stretches, key=lambda s: (s.start, s.stop)):
        start, stop = max(0, stretch.start), min(len(text), stretch.stop)
        if start >= stop:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], stop)
        else:
            merged.append([start, stop])
    for start, stop in reversed(merged):
        text = text[:start] + BLACK + text[stop:]
    return text
