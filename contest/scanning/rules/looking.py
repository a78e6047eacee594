"""What a picture of a page shows at a glance: whether anything is written on it."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

EDGE: Final = 0.04
"""The share of each side that does not count: shadows of the feeder and punched holes lie there."""

DARKER_BY: Final = 48
"""How much darker than its paper a spot is ink, of 255; the other side shining through is paler."""

INK: Final = 0.0006
"""The least share of ink that a written page has: one line of handwriting on A4 has twice as much."""


def is_blank(grey: NDArray[np.uint8]) -> bool:
    """Whether a page has nothing written on it: hardly a spot is darker than the paper around it.

    Shapes  grey: (rows, columns), 0 black to 255 white; a few hundred pixels a side are enough
    """
    rows, columns = grey.shape
    down, across = int(rows * EDGE), int(columns * EDGE)
    inner: NDArray[Any] = grey[down : rows - down or rows, across : columns - across or columns]
    if inner.size == 0:
        return False
    paper = int(np.percentile(inner, 70))
    if paper < 128:
        return False
    return float(np.mean(inner < paper - DARKER_BY)) < INK
