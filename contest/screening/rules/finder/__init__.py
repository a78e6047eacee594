"""Finding in a text what tells who wrote it: what is known of its authors, and where they tell it themselves."""

from contest.screening.rules.finder.search import Finding, find_identity, places_of
from contest.screening.rules.finder.sought import Clue, ClueKind

__all__ = ["Clue", "ClueKind", "Finding", "find_identity", "places_of"]
