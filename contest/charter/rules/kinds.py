"""Kinds, the calendar, tie-breaks."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


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


METHODS = ("mean", "median", "trimmed-mean", "sum")
"""The ways to make one mark of several judges' totals, by the names that scoring knows them by."""

TieBreak = dict[str, Any]
"""One step of the tie-break: {"criteria": [keys]} | {"median": true} | {"head": true}."""
