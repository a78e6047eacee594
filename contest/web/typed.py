"""Whole numbers as forms, scripts and cookies bring them: plain digits, or nothing."""

from collections.abc import Iterable
from typing import Final

MOST_DIGITS: Final = 15
"""More than any id has, and no more than every column takes."""


def whole(typed: str | None) -> int | None:
    """The number typed, spaces around it aside; None for whatever is not plain digits, or too many of them."""
    said = (typed or "").strip()
    return int(said) if said.isascii() and said.isdigit() and len(said) <= MOST_DIGITS else None


def wholes(typed: Iterable[str]) -> set[int]:
    """Those of these words that are numbers."""
    return {number for word in typed if (number := whole(word)) is not None}
