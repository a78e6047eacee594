"""Shingles of a few words as numbers of 64 bits, and the few of them that are kept as fingerprints."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from contest.screening.rules.resemblance.words import Signs

Hashes = NDArray[np.uint64]

SHINGLE: Final = 6
"""Words in a shingle: about three Vietnamese words of two syllables, seldom met twice by chance."""
WINDOW: Final = 12
"""Of so many shingles in a row at least one is kept: whatever 17 words two texts share is met."""
LAST_PLACE: Final = (1 << 16) - 1
"""Later words of a very long text are all told to stand here."""
COMMON: Final = 12
"""Words in the shingles that quotations and directives are known by: two of the shorter ones."""
_MULTIPLIERS: Final = tuple(
    np.uint64(value)
    for value in (
        0x9E3779B97F4A7C15,
        0xC2B2AE3D27D4EB4F,
        0x165667B19E3779F9,
        0xD6E8FEB86659FD93,
        0xFF51AFD7ED558CCD,
        0xC4CEB9FE1A85EC53,
    )
)
NO_SHINGLE: Final = np.uint64(0xFFFFFFFFFFFFFFFF)
"""Stands where a text ends and no shingle begins."""


def shingles(signs: Signs, size: int = SHINGLE) -> Hashes:
    """The hash of each run of ``size`` words (six at most), by where it starts.

    Shapes  (words,) -> (words - size + 1,), or none when the text is shorter
    """
    count = signs.size - size + 1
    if count <= 0:
        return np.empty(0, dtype=np.uint64)
    wide = signs.astype(np.uint64)
    mixed = wide[:count] * _MULTIPLIERS[0]
    for step in range(1, size):
        mixed += wide[step : step + count] * _MULTIPLIERS[step]
    return _scattered(mixed)


def long_shingles(short: Hashes) -> Hashes:
    """The shingles of COMMON words, from those of SHINGLE words that stand at every word.

    Shapes  (count,) -> (count - SHINGLE,), or none
    """
    if short.size <= SHINGLE:
        return np.empty(0, dtype=np.uint64)
    return _scattered(short[:-SHINGLE] * _MULTIPLIERS[0] + short[SHINGLE:])


def _scattered(mixed: Hashes) -> Hashes:
    """Every bit of the number made to depend on all of it."""
    mixed ^= mixed >> np.uint64(32)
    mixed *= np.uint64(0xD6E8FEB86659FD93)
    mixed ^= mixed >> np.uint64(32)
    return mixed


def winnow(hashes: Hashes, window: int = WINDOW) -> NDArray[np.bool_]:
    """Which of the hashes are the least of some ``window`` of neighbours.

    The edges count as windows cut short, so that a print is the same alone or between others. Hashes
    equal to 2^64 - 1 stand for places that hold no shingle, and are never kept.

    Source  Schleimer, Wilkerson, Aiken: Winnowing (SIGMOD 2003)
    """
    if not hashes.size:
        return np.zeros(0, dtype=np.bool_)
    wide = np.full(hashes.size + 2 * (window - 1), NO_SHINGLE, dtype=np.uint64)
    wide[window - 1 : window - 1 + hashes.size] = hashes
    least = _sliding(wide, window, np.minimum)
    best = _sliding(np.where(least == NO_SHINGLE, np.uint64(0), least), window, np.maximum)
    kept: NDArray[np.bool_] = (best == hashes) & (hashes != NO_SHINGLE)
    return kept


def _sliding(values: Hashes, window: int, pick: np.ufunc) -> Hashes:
    """The least or greatest of each window, by doubling."""
    width = 1
    while width * 2 <= window:
        values = pick(values[:-width], values[width:])
        width *= 2
    if width < window:
        rest = window - width
        values = pick(values[:-rest], values[rest:])
    return values
