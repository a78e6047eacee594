"""The tables of the shortlist: frozen lists and their publication, meetings and what they decide."""

from contest.shortlist.models.figures import KeptFigures
from contest.shortlist.models.lists import HeadDecision, Place, Publication, Shortlist
from contest.shortlist.models.meetings import Attendance, Meeting, Motion, Supplement

__all__ = [
    "Attendance",
    "HeadDecision",
    "KeptFigures",
    "Meeting",
    "Motion",
    "Place",
    "Publication",
    "Shortlist",
    "Supplement",
]
