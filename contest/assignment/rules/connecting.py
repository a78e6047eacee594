"""Judges who never read the same entries cannot be compared: connect them where the rules allow."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from contest.assignment.rules.board import Board
from contest.assignment.rules.comparing import Matrix, groups
from contest.assignment.rules.masks import places
from contest.assignment.rules.table import Table

_TRIES: Final = 500
"""Changes looked at for each connection, so that a hopeless table costs little."""


def connect(table: Table, met: Matrix) -> None:
    """Let judges of different groups change places until there is one group, or no change helps.

    No load changes but between two judges alike who differ by one, so that the spread stays what it is.
    """
    if table.most_readers < 2:
        return
    parts = groups(met, np.flatnonzero(table.load))
    if len(parts) < 2:
        return
    joining = _Joining(Board(table), met)
    while len(parts) > 1 and any(joining.join(part, len(parts)) for part in parts):
        parts = joining.groups()
    joining.board.put_back()


class _Joining:
    """A board, and who meets whom on it."""

    def __init__(self, board: Board, met: Matrix) -> None:
        self.board = board
        self._met = met

    def groups(self) -> list[list[int]]:
        return groups(self._met, np.flatnonzero(np.array(self.board.load)))

    def join(self, part: list[int], count: int) -> bool:
        """Whether a change between this group and another was found that leaves fewer groups; it is made."""
        for tried, change in enumerate(self._changes(part)):
            if tried == _TRIES:
                break
            if not self._make(change):
                continue
            if len(self.groups()) < count:
                return True
            self._make([(row, taker, giver) for row, giver, taker in reversed(change)])
        return False

    def _changes(self, part: list[int]) -> Iterator[list[tuple[int, int, int]]]:
        """Moves and swaps of (row, giver, taker) between judges of the group and all others."""
        board = self.board
        inside = sum(1 << judge for judge in part)
        for giver in part:
            for row in list(board.held[giver]):
                if board.readers[board.entry[row]].bit_count() < 2:
                    continue
                for taker in places(board.free(row, giver) & ~inside):
                    if self._as_even(giver, taker):
                        yield [(row, giver, taker)]
                    for other in list(board.held[taker]):
                        if board.free(other, taker) >> giver & 1:
                            yield [(row, giver, taker), (other, taker, giver)]

    def _as_even(self, giver: int, taker: int) -> bool:
        board = self.board
        return (
            board.load[giver] == board.load[taker] + 1
            and board.capacity[giver] == board.capacity[taker]
            and board.load[giver] > board.low[giver]
            and board.load[taker] < board.cap[taker]
        )

    def _make(self, change: list[tuple[int, int, int]]) -> bool:
        """Make the moves of a change, all or none: the second may be forbidden once the first is made."""
        made: list[tuple[int, int, int]] = []
        for row, giver, taker in change:
            if not self.board.free(row, giver) >> taker & 1:
                for done, before, after in reversed(made):
                    self._move(done, after, before)
                return False
            self._move(row, giver, taker)
            made.append((row, giver, taker))
        return True

    def _move(self, row: int, giver: int, taker: int) -> None:
        others = list(places(self.board.readers[self.board.entry[row]] & ~(1 << giver)))
        self._met[giver, others] -= 1
        self._met[others, giver] -= 1
        self._met[taker, others] += 1
        self._met[others, taker] += 1
        self.board.move(row, giver, taker)
