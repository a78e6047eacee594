"""Counting in how many entries each phrase stands."""

from collections.abc import Callable
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from contest.screening.rules.resemblance.common import NOTHING_COMMON, Common, limit_of
from contest.screening.rules.resemblance.shingles import Hashes, shingles
from contest.screening.rules.resemblance.words import Signs

COPIES: Final = 0.75
"""A text of which more than this is common is a copy of others, and does not make a phrase common."""


def common(
    signs: Signs, starts: NDArray[np.int64], chosen: NDArray[np.int64], *, share: float, least: int
) -> Common:
    """The shingles in more than ``share`` of the chosen texts, counted anew without the copies."""
    limit = limit_of(chosen.size, share=share, least=least)
    texts = [signs[starts[place] : starts[place + 1]] for place in chosen.tolist()]
    first = _counted(texts, limit)
    if not len(first):
        return first
    voters = [text for text in texts if text.size and first.covers(text).mean() <= COPIES]
    return first if len(voters) == len(texts) else _counted(voters, limit)


def _counted(texts: list[Signs], limit: int) -> Common:
    each: list[Hashes] = [np.unique(shingles(text)) for text in texts]
    if not each:
        return NOTHING_COMMON
    hashes, count = np.unique(np.concatenate(each), return_counts=True)
    return Common(hashes[count >= limit])


class Covers:
    """Which words of each text are common, worked out once for texts met again and again."""

    def __init__(self, signs: Callable[[int], Signs], common: Common) -> None:
        self.of = lru_cache(maxsize=4096)(lambda place: common.covers(signs(place)))
