"""Entries of two contests that are one work, sent up from one to the other: no copies of each other.

Which they are is known to a later room, which says so here.
"""

from collections.abc import Callable, Iterable
from typing import Final

Teller = Callable[[], Iterable[tuple[int, int]]]

_TELLERS: Final[list[Teller]] = []


def tells_one_work(teller: Teller) -> Teller:
    """Let a function say which pairs of entries, of whichever contests, are one work."""
    _TELLERS.append(teller)
    return teller


def works() -> dict[int, int]:
    """Entry -> the least entry of the same work, for those that stand in more than one contest."""
    least: dict[int, int] = {}

    def first(entry: int) -> int:
        while least.setdefault(entry, entry) != entry:
            entry = least[entry]
        return entry

    for teller in _TELLERS:
        for one, other in teller():
            low, high = sorted((first(one), first(other)))
            least[high] = low
    return {entry: first(entry) for entry in least}
