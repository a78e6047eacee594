"""Exact exchanges: along a chain of judges each passes one entry on, until every rule is kept.

One judge can pass an entry to another who may read it and does not yet. A shortest chain of such gifts
is an augmenting path of the flow "entries -> judges": when none is left from an entry without enough
readers, no plan gives it one; when none is left from a dearer judge to a cheaper one, no plan
spreads the loads more evenly (the loads of all plans form an M-convex set).
"""

from itertools import pairwise

from contest.assignment.rules.board import Board
from contest.assignment.rules.masks import places


class Exchanges:
    """Chains of gifts between the judges of a board."""

    def __init__(self, board: Board, *, near: bool = False) -> None:
        self._board = board
        self._near = near
        """Whether a short chain is better than a cheap end: fewer entries move."""
        self._known: dict[int, int] = {}
        """Judge -> those who could take an entry of theirs, as last computed."""

    def complete(self) -> list[int]:
        """Find the readers that the deal left open.

        Returns  the rows for which there is none, whatever is exchanged
        """
        board = self._board
        stuck: list[int] = []
        dead = 0
        for row in range(len(board.entry)):
            while board.need[row]:
                starts = board.free(row) & ~dead
                if starts and (chain := self._chain(starts, board.with_room(), row)):
                    board.place(row, chain[0])
                    continue
                if starts and not board.apart:
                    dead |= self.reach(starts)
                stuck.append(row)
                break
        return stuck

    def meet_minimums(self) -> list[int]:
        """Bring each judge to the minimum.

        Returns  the judges who can't be brought there
        """
        board = self._board
        lacking = []
        for judge in range(board.count):
            while board.load[judge] < board.low[judge]:
                givers = self._above_minimum()
                heaviest = max((board.load[giver] for giver in places(givers)), default=0)
                favoured = sum(1 << giver for giver in places(givers) if board.load[giver] == heaviest)
                if not (self._chain(favoured, 1 << judge) or self._chain(givers, 1 << judge)):
                    lacking.append(judge)
                    break
        return lacking

    def balance(self) -> None:
        """Spread the loads as evenly as the rules allow, in proportion to capacity: no other plan costs less."""
        board = self._board
        costs = sorted({self._last(judge) for judge in places(self._above_minimum())}, reverse=True)
        while costs:
            level = costs[0]
            givers = sum(1 << j for j in places(self._above_minimum()) if self._last(j) == level)
            takers = sum(1 << j for j in places(board.with_room()) if self._next(j) < level)
            if givers and takers and (chain := self._chain(givers, takers)):
                costs = sorted({*costs, self._last(chain[-1])}, reverse=True)
            else:
                costs = sorted({self._last(j) for j in places(self._above_minimum())}, reverse=True)
                costs = [cost for cost in costs if cost < level]

    def _last(self, judge: int) -> float:
        """What the judge's last reading costs."""
        return (self._board.load[judge] - 0.5) / self._board.capacity[judge]

    def _next(self, judge: int) -> float:
        """What one more reading would cost, a little more than that so that equals don't swap for ever."""
        return (self._board.load[judge] + 0.5) / self._board.capacity[judge] * (1 + 1e-12)

    def _above_minimum(self) -> int:
        board = self._board
        return sum(1 << j for j in range(board.count) if board.load[j] > board.low[j])

    def _chain(self, givers: int, takers: int, still: int = -1) -> list[int]:
        """Shift one entry along a shortest chain from a giver to the cheapest taker in reach.

        still    a row that stays as it is, for the first of the chain is to join its readers
        Returns  the judges of the chain; empty, and nothing shifted, when there is none
        """
        for fresh in (False, True):
            if fresh:
                self._known.clear()
            chain = self._search(givers, takers)
            if chain and self._pass_on(chain, still):
                return chain
        return []

    def _search(self, givers: int, takers: int) -> list[int]:
        parents = self._walk(givers)
        ends = [judge for judge in parents if takers >> judge & 1]
        if not ends:
            return []
        length = {judge: len(_back(parents, judge)) if self._near else 0 for judge in ends}
        end = min(ends, key=lambda judge: (length[judge], self._next(judge), judge))
        return _back(parents, end)[::-1]

    def reach(self, starts: int) -> int:
        """All judges to whom a chain leads from these, themselves included, as the board stands."""
        self._known.clear()
        return sum(1 << judge for judge in self._walk(starts))

    def _walk(self, starts: int) -> dict[int, int | None]:
        """Every judge in reach -> the one before on a shortest chain, None for the first."""
        parents: dict[int, int | None] = dict.fromkeys(places(starts))
        seen, queue = starts, list(parents)
        for judge in queue:
            for other in places(self._takers_from(judge) & ~seen):
                parents[other] = judge
                queue.append(other)
                seen |= 1 << other
        return parents

    def _takers_from(self, judge: int) -> int:
        if judge not in self._known:
            everybody_else = self._board.all & ~(1 << judge)
            mask = 0
            for row in self._board.held[judge]:
                mask |= self._board.free(row, judge)
                if mask == everybody_else:
                    break
            self._known[judge] = mask
        return self._known[judge]

    def _pass_on(self, chain: list[int], still: int) -> bool:
        """Make the gifts of a chain, the last first; False, and nothing done, when what was known is out of date.

        On a shortest chain of the board as it stands no row can serve two steps.
        """
        board = self._board
        made: list[tuple[int, int, int]] = []
        used = {still}
        for giver, taker in reversed(list(pairwise(chain))):
            held = board.held[giver]
            row = next((r for r in held if board.free(r, giver) >> taker & 1 and r not in used), None)
            if row is None:
                for done, before, after in reversed(made):
                    board.move(done, after, before)
                return False
            used.add(row)
            board.move(row, giver, taker)
            made.append((row, giver, taker))
        return True


def _back(parents: dict[int, int | None], end: int) -> list[int]:
    """The chain that leads to a judge, the last first."""
    chain = [end]
    while (before := parents[chain[-1]]) is not None:
        chain.append(before)
    return chain
