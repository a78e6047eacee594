"""How long a paper may be: to be written while somebody waits, and to be written in a format at all."""

from typing import Final

from contest.errors.exports import MadeInBackground, TooManyRows
from contest.exports.sheet import Document

MOST_WHILE_WAITING: Final = {"xlsx": 3_000, "csv": 5_000, "docx": 1_000, "pdf": 1_000}
"""Rows that take a second or two; a longer paper is made in the background. Source: ``bench exports``."""

MOST_ROWS: Final = {"docx": 5_000, "pdf": 3_000}
"""Rows of what people read by the page: more take memory, 0.2 MB a row as PDF, and nobody turns so many pages."""

WORDS: Final = {"docx": "Word", "pdf": "PDF"}


def refuse_too_long(document: Document, fmt: str) -> None:
    """Raises TooManyRows, naming the formats that take any length."""
    most = MOST_ROWS.get(fmt)
    if most is not None and document.length > most:
        raise TooManyRows(most=f"{most:,}".replace(",", "."), fmt=WORDS[fmt])


def refuse_long(document: Document, fmt: str) -> None:
    """Raises TooManyRows; MadeInBackground for what would take longer than somebody should wait."""
    refuse_too_long(document, fmt)
    if document.length > MOST_WHILE_WAITING.get(fmt, 0):
        raise MadeInBackground(rows=document.length)
