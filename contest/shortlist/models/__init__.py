"""The tables of the shortlist: frozen lists and their publication, meetings and what they decide."""

from contest.shortlist.models.figures import KeptFigures
from contest.shortlist.models.lists import HeadDecision, Place, Publication, Shortlist
from contest.shortlist.models.meetings import Attendance, Dissent, Meeting, Motion, Supplement
from contest.shortlist.models.members import MemberDecision, MemberVerdict

__all__ = [
    "Attendance",
    "Dissent",
    "HeadDecision",
    "KeptFigures",
    "Meeting",
    "MemberDecision",
    "MemberVerdict",
    "Motion",
    "Place",
    "Publication",
    "Shortlist",
    "Supplement",
]
