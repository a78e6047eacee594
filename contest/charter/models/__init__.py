"""The tables of the charter: one contest, its categories, rounds, criteria, statements, amendments, letterhead."""

from contest.charter.models.contest import (
    Amendment,
    Barred,
    Category,
    Contest,
    Criterion,
    Quota,
    RejectionCode,
    Round,
    Statement,
)
from contest.charter.models.letterhead import Letterhead, PaperForm, Signer
from contest.charter.models.paper_texts import PaperText

__all__ = [
    "Amendment",
    "Barred",
    "Category",
    "Contest",
    "Criterion",
    "Letterhead",
    "PaperForm",
    "PaperText",
    "Quota",
    "RejectionCode",
    "Round",
    "Signer",
    "Statement",
]
