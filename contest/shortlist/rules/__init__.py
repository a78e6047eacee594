"""Ranking, tie-breaks and the cut, in plain values."""

from contest.shortlist.rules.choosing import Choice, choose
from contest.shortlist.rules.cut import Cut
from contest.shortlist.rules.digest import canonical_digest, places_digest
from contest.shortlist.rules.ranking import Ranked, Standing, rank
from contest.shortlist.rules.ties import Sheet, TieBreak, tie_values

__all__ = [
    "Choice",
    "Cut",
    "Ranked",
    "Sheet",
    "Standing",
    "TieBreak",
    "canonical_digest",
    "choose",
    "places_digest",
    "rank",
    "tie_values",
]
