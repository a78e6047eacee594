"""The order in which a judge reads."""

from collections.abc import Iterable
from random import Random


def reading_order(entry_ids: Iterable[int], *, judge: int, seed: int) -> tuple[int, ...]:
    """The entries in an order drawn for this judge alone, so that no entry is always read first or tired.

    Returns  the same order for the same entries, however they are given
    """
    order = sorted(entry_ids)
    Random(f"reading order {seed} {judge}").shuffle(order)
    return tuple(order)
