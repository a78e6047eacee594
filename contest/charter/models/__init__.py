"""The tables of the charter: one contest, its categories, rounds, criteria, statements and amendments."""

from contest.charter.models.contest import (
    Amendment,
    Barred,
    Category,
    Contest,
    Criterion,
    RejectionCode,
    Round,
    Statement,
)

__all__ = [
    "Amendment",
    "Barred",
    "Category",
    "Contest",
    "Criterion",
    "RejectionCode",
    "Round",
    "Statement",
]
