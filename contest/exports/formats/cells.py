"""One cell as text: how values are shown to people."""

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from contest.exports.sheet import Cell, Column, Document, Kind
from contest.plumbing.vietnamese import clean

COUNTS: Final = 9.0
"""A column of numbers no wider than this holds counts and ranks; a wider one, amounts."""

HUNDREDTH: Final = Decimal("0.01")
_LINE_ENDS: Final = re.compile("\r\n?|[\x85\u2028\u2029]")


def tidy(text: str) -> str:
    """Text that any file format can hold: composed, no controls, one kind of line end."""
    return clean(_LINE_ENDS.sub("\n", text)).replace("\ufffe", "").replace("\uffff", "")


def shown(value: Cell, kind: Kind, document: Document) -> str:
    """The value as a person reads it on paper: 85,50 · 1.234 · 19/05/2026 · 07:30 19/05/2026."""
    match value:
        case None:
            return ""
        case str():
            return tidy(value)
        case datetime():
            return f"{document.local(value):%H:%M %d/%m/%Y}"
        case date():
            return f"{value:%d/%m/%Y}"
        case _:
            return _shown_number(Decimal(value), kind, document.language)


def _shown_number(value: Decimal, kind: Kind, language: str) -> str:
    """Points with two decimals, other numbers with as many as they have; grouped by thousands."""
    number = rounded(value) if kind is Kind.POINTS else value
    text = f"{number:,f}"
    return text.translate(str.maketrans(",.", ".,")) if language == "vi" else text


def alignment(column: Column) -> str:
    """Words to the left, amounts to the right, what is short or all of one length in the center."""
    if column.kind is Kind.TEXT:
        return "left"
    return "right" if column.kind is Kind.NUMBER and column.characters > COUNTS else "center"


def rounded(value: Decimal) -> Decimal:
    """Points to 0.01, half up."""
    return value.quantize(HUNDREDTH, ROUND_HALF_UP)
