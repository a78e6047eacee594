"""Words of the charter that are plain values, and the template a new contest starts from."""

from contest.charter.rules.kinds import (
    FEWEST_TO_TRIM,
    METHODS,
    MODELLED,
    SEALED,
    AuthorshipKind,
    Calendar,
    CornerPages,
    CutKind,
    LateRule,
    LetterheadStyle,
    QuotaKind,
    TieBreak,
    Window,
)
from contest.charter.rules.prefixes import prefix_of
from contest.charter.rules.said import BarredSaid, CategorySaid, CodeSaid, CriterionSaid, QuotaSaid
from contest.charter.rules.slugs import key_of, slug_of

__all__ = [
    "FEWEST_TO_TRIM",
    "METHODS",
    "MODELLED",
    "SEALED",
    "AuthorshipKind",
    "BarredSaid",
    "Calendar",
    "CategorySaid",
    "CodeSaid",
    "CornerPages",
    "CriterionSaid",
    "CutKind",
    "LateRule",
    "LetterheadStyle",
    "QuotaKind",
    "QuotaSaid",
    "TieBreak",
    "Window",
    "key_of",
    "prefix_of",
    "slug_of",
]
