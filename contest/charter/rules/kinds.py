"""Kinds, the calendar, tie-breaks."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final


class LateRule(StrEnum):
    """Which date decides whether an entry is late."""

    SENT = "sent"
    RECEIVED = "received"


class LetterheadStyle(StrEnum):
    """Which authority's form the papers follow."""

    PARTY = "party"
    STATE = "state"
    YOUTH = "youth"
    NONE = "none"


class AuthorshipKind(StrEnum):
    """Who may sign an entry."""

    PERSON = "person"
    GROUP = "group"
    COLLECTIVE = "collective"


class CutKind(StrEnum):
    """How the line of a shortlist is drawn."""

    TOP = "top"
    THRESHOLD = "threshold"
    PERCENT = "percent"


class QuotaKind(StrEnum):
    """What the entries of a group with a quota share; the order in which limits are looked at."""

    CATEGORY = "category"
    FIGURE = "figure"
    UNIT = "unit"
    UNIT_KIND = "unit_kind"
    AUTHOR = "author"


SEALED: Final = frozenset({QuotaKind.UNIT, QuotaKind.UNIT_KIND, QuotaKind.AUTHOR})
"""Kinds of groups that only the envelope tells: what a quota on them does must not be tried out before it is open."""


class CornerPages(StrEnum):
    """Which pages of an essay on paper have an identity corner."""

    NONE = "none"
    FIRST = "first"
    EVERY = "every"


class Window(StrEnum):
    """Where a moment falls in the contest's calendar."""

    BEFORE = "before"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Calendar:
    """When entries are taken."""

    opens_at: datetime
    closes_at: datetime

    def window(self, at: datetime) -> Window:
        """Which part of the calendar ``at`` falls in; the closing moment itself is still open."""
        if at < self.opens_at:
            return Window.BEFORE
        return Window.OPEN if at <= self.closes_at else Window.CLOSED


METHODS: Final = ("mean", "sum", "trimmed", "median", "adjusted", "scaled")
"""The ways to make marks that a charter may choose, by the names that all rooms know them by."""

MODELLED: Final = frozenset({"adjusted", "scaled"})
"""Those that make an entry's mark of all sheets of the round, not of its own alone."""

FEWEST_TO_TRIM: Final = 5
"""Readers an entry needs before its highest and lowest totals may be dropped: of four, half would be thrown away."""

TieBreak = dict[str, Any]
"""One step of the tie-break: {"criteria": [keys]} | {"median": true} | {"head": true}."""
