"""Long stretches that the same texts have in common: taken from one essay by many, and no quotation.

In a contest of 300 a school of 30 that copies a third of one essay makes those words common to a tenth of
all. What tells them from quotations is that so many words always go together, in the same texts.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from contest.screening.rules.resemblance.common import rank
from contest.screening.rules.resemblance.shingles import Hashes

LEAST: Final = 200
"""Phrases that stand together in the same texts: more than any quotation or directive has."""
ALIKE: Final = 0.35
"""Two phrases go together when of the texts that have either so great a part has both."""
MOST: Final = 0.4
"""A phrase of more texts than this part is everybody's, and goes with every other by chance."""
HOLDS: Final = 0.35
COPIED: Final = 150
"""Who has so great a part of the phrases of a kiln, and so many, copies from it; a quoted paragraph is less."""
LEADERS: Final = 400
"""So many groups of phrases are looked at, those of the most texts first."""
NONE: Final = -1


def kilns_of(likely: Hashes, some: Sequence[Hashes]) -> NDArray[np.int64]:
    """For each phrase that may be common the kiln it belongs to, from 0 on, or NONE.

    Shapes  likely: ascending; some: the phrases of each text of a sample, ascending, each once
    """
    kiln = np.full(likely.size, NONE, dtype=np.int64)
    if likely.size < LEAST or not some:
        return kiln
    holds = np.zeros((likely.size, len(some)), dtype=np.float32)
    for text, phrases in enumerate(some):
        at = rank(phrases, likely)
        holds[at[at >= 0], text] = 1
    size = holds.sum(axis=1)
    free = (size > 1) & (size <= MOST * len(some))
    found = 0
    for _ in range(LEADERS):
        if free.sum() < LEAST:
            break
        left = np.flatnonzero(free)
        leader = left[np.argmax(size[left])]
        both = holds[left] @ holds[leader]
        group = left[both >= ALIKE * (size[left] + size[leader] - both)]
        free[group] = False
        if group.size >= LEAST:
            kiln[group] = found
            found += 1
    return kiln


def copiers(kiln: NDArray[np.int64], whose: NDArray[np.int64], which: NDArray[np.int64]) -> list[int]:
    """The texts that hold so much of one kiln that they copy from it.

    Shapes  whose, which: a text and a phrase that it holds, each pair once
    """
    kilns = int(kiln.max(initial=NONE)) + 1
    if not kilns:
        return []
    sizes = np.bincount(kiln[kiln >= 0], minlength=kilns)
    some = kiln[which] >= 0
    texts, place = np.unique(whose[some], return_inverse=True)
    held = np.bincount(place * kilns + kiln[which[some]], minlength=texts.size * kilns)
    copy = (held.reshape(texts.size, kilns) >= np.maximum(HOLDS * sizes, COPIED)).any(axis=1)
    found: list[int] = texts[copy].tolist()
    return found
