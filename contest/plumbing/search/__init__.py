"""Full-text search over what an entry says, in two depths: what anybody of the office may read, and what is sealed.

The rows hold names. Only those who may open envelopes may ask it (contract in pyproject.toml).
"""

from contest.plumbing.search.asking import Question, Term, question_of
from contest.plumbing.search.index import erase, erase_all, found, keep, kept_of, relevance
from contest.plumbing.search.lighting import Piece, excerpt, lit
from contest.plumbing.search.rows import Document, SearchRow

__all__ = [
    "Document",
    "Piece",
    "Question",
    "SearchRow",
    "Term",
    "erase",
    "erase_all",
    "excerpt",
    "found",
    "keep",
    "kept_of",
    "lit",
    "question_of",
    "relevance",
]
