"""Sets of judges as bits of an integer, so that a question about all of them is one operation."""

from collections.abc import Iterator

import numpy as np

from contest.assignment.rules.rights import Flags


def places(mask: int) -> Iterator[int]:
    """The places of the bits in a mask, lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def mask_of(row: Flags) -> int:
    """A row of flags as a mask."""
    return int.from_bytes(np.packbits(row, bitorder="little").tobytes(), "little")


def foes_of(apart: Flags | None) -> dict[int, int]:
    """Judge -> the mask of those they never read with; a judge without any is missing."""
    if apart is None:
        return {}
    return {judge: mask_of(row) for judge, row in enumerate(apart) if row.any()}
