"""Words of the charter that are plain values, and the template a new contest starts from."""

from contest.charter.rules.kinds import (
    AuthorshipKind,
    Calendar,
    CutKind,
    LateRule,
    LetterheadStyle,
    TieBreak,
    Window,
)
from contest.charter.rules.slugs import slug_of

__all__ = [
    "AuthorshipKind",
    "Calendar",
    "CutKind",
    "LateRule",
    "LetterheadStyle",
    "TieBreak",
    "Window",
    "slug_of",
]
