"""What an entrant says, what of it is missing or impossible, and what is kept of it: plain values."""

from contest.authors.rules.checks import Problem, Terms, problems, softened
from contest.authors.rules.drafted import STEPS, said_in
from contest.authors.rules.said import (
    AuthorSaid,
    EssaySaid,
    FigureSaid,
    FileKept,
    PageKept,
    Received,
    Submission,
    digest_of,
    essay_of,
)

__all__ = [
    "STEPS",
    "AuthorSaid",
    "EssaySaid",
    "FigureSaid",
    "FileKept",
    "PageKept",
    "Problem",
    "Received",
    "Submission",
    "Terms",
    "digest_of",
    "essay_of",
    "problems",
    "said_in",
    "softened",
]
