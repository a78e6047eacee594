"""The one thing that rankings and looks ask of the envelopes: whether a round's seal is open."""

from contest.authors.queries import names_known

__all__ = ["names_known"]
