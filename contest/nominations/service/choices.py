"""What is to become of an arriving entry while nobody has said: the house's own proposal."""

from typing import Final

from contest.nominations.models import Choice, Consigned
from contest.nominations.rules import Fate

LEFT_OUT: Final = frozenset({"rest", "over-quota", "withdrawn"})
"""Codes of notes for which an entry is left out unless somebody chooses it."""


def wanted(row: Consigned) -> Choice:
    """What is chosen; by itself a fresh entry within the quota is taken, and what stands stays as it is."""
    if is_hindered(row):
        return Choice.LEAVE
    if row.fate is Fate.FRESH:
        taken = row.choice if row.choice in (Choice.TAKE, Choice.LEAVE) else None
        return taken or (Choice.LEAVE if _codes(row) & LEFT_OUT else Choice.TAKE)
    may_correct = row.fate is Fate.CHANGED and "withdrawn" not in _codes(row)
    return Choice.CORRECT if may_correct and row.choice == Choice.CORRECT else Choice.LEAVE


def is_hindered(row: Consigned) -> bool:
    """Whether something keeps the entry out, whatever is chosen."""
    return any(note["level"] == "problem" for note in row.notes)


def _codes(row: Consigned) -> set[str]:
    return {str(note["code"]) for note in row.notes}
