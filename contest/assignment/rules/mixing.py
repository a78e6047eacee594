"""Judges who never read the same entries cannot be compared: connect them where the rules allow."""

from collections.abc import Iterator
from typing import Final

from contest.assignment.rules.board import Board, places

_TRIES: Final = 500
"""Swaps looked at for each connection, so that a hopeless board costs little."""


def groups(board: Board) -> list[int]:
    """The sets of judges connected by common entries, smallest first; judges without entries are in none."""
    left = sum(1 << judge for judge, load in enumerate(board.load) if load)
    found = []
    while left:
        group = frontier = left & -left
        while frontier:
            judge = frontier.bit_length() - 1
            met = sum(1 << other for other, times in enumerate(board.together[judge]) if times)
            frontier = (frontier & ~(1 << judge)) | (met & ~group)
            group |= met
        found.append(group)
        left &= ~group
    return sorted(found, key=lambda group: (group.bit_count(), group))


def connect(board: Board) -> None:
    """Let judges of different groups change places until there is one group, or no change helps.

    No load changes but between two judges who differ by one, so that the spread stays what it is.
    """
    parts = groups(board)
    while len(parts) > 1 and any(_join(board, part, len(parts)) for part in parts):
        parts = groups(board)


def _join(board: Board, part: int, count: int) -> bool:
    """Whether a change between this group and another was found that leaves fewer groups; it is made."""
    for tried, change in enumerate(_changes(board, part)):
        if tried == _TRIES:
            break
        _make(board, change)
        if len(groups(board)) < count:
            return True
        _make(board, [(entry, taker, giver) for entry, giver, taker in reversed(change)])
    return False


def _changes(board: Board, part: int) -> Iterator[list[tuple[int, int, int]]]:
    """Moves and swaps of (entry, giver, taker) between judges of the group and all others."""
    for giver in places(part):
        for entry in list(board.held[giver]):
            if board.readers[entry].bit_count() < 2:
                continue
            for taker in places(board.free(entry) & ~part):
                if _as_even(board, giver, taker):
                    yield [(entry, giver, taker)]
                for other in list(board.held[taker]):
                    if board.free(other) >> giver & 1:
                        yield [(entry, giver, taker), (other, taker, giver)]


def _as_even(board: Board, giver: int, taker: int) -> bool:
    return (
        board.load[giver] == board.load[taker] + 1
        and board.load[giver] > board.low[giver]
        and board.load[taker] < board.cap[taker]
    )


def _make(board: Board, change: list[tuple[int, int, int]]) -> None:
    for entry, giver, taker in change:
        board.move(entry, giver, taker)
