"""Verbs of the shortlist: break a tie, freeze, unseal, publish."""

from contest.shortlist.service.freezing import freeze
from contest.shortlist.service.opening import publish, unseal
from contest.shortlist.service.ties import decide_tie

__all__ = ["decide_tie", "freeze", "publish", "unseal"]
