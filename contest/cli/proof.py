"""``proof``: the proof of a frozen list, for others to re-compute."""

from contest.cli.verify_shortlist import proof as command

__all__ = ["command"]
