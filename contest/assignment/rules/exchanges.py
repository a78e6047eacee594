"""Exact exchanges: along a chain of judges each passes one entry on, until every rule is kept.

One judge can pass an entry to another who may read it and does not yet. A shortest chain of such gifts
is an augmenting path of the flow "entries -> judges": when none is left from an entry without enough
readers, no plan gives it one; when none is left from a heavier judge to one lighter by two, no plan
spreads the loads more evenly (the loads of all plans form an M-convex set).
"""

from itertools import pairwise

from contest.assignment.rules.board import Board, places


class Exchanges:
    """Chains of gifts between the judges of a board."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._known: dict[int, int] = {}
        """Judge -> those who could take an entry of theirs, as last computed."""

    def complete(self) -> list[int]:
        """Find the readers that the deal left open.

        Returns  the entries for which there is none, whatever is exchanged
        """
        board = self._board
        stuck: list[int] = []
        dead = 0
        for entry in range(len(board.entries)):
            while board.need[entry]:
                starts = board.free(entry) & ~dead
                if starts and (chain := self._chain(starts, board.with_room())):
                    board.place(entry, chain[0])
                    continue
                if starts:
                    dead |= self.reach(starts)
                stuck.append(entry)
                break
        return stuck

    def meet_minimums(self) -> list[int]:
        """Bring each judge to the minimum.

        Returns  the judges who can't be brought there
        """
        board = self._board
        lacking = []
        for judge in range(len(board.judges)):
            while board.load[judge] < board.low[judge]:
                givers = self._above_minimum()
                heaviest = max((board.load[giver] for giver in places(givers)), default=0)
                favoured = sum(1 << giver for giver in places(givers) if board.load[giver] == heaviest)
                if not (self._chain(favoured, 1 << judge) or self._chain(givers, 1 << judge)):
                    lacking.append(judge)
                    break
        return lacking

    def balance(self) -> None:
        """Spread the loads as evenly as the rules allow: no other plan's sorted loads are smaller."""
        board = self._board
        level = max(board.load, default=0)
        while level >= 2:
            givers = sum(1 << j for j in places(self._above_minimum()) if board.load[j] == level)
            takers = sum(1 << j for j in places(board.with_room()) if board.load[j] <= level - 2)
            if not (givers and takers and self._chain(givers, takers)):
                level -= 1

    def _above_minimum(self) -> int:
        board = self._board
        return sum(1 << j for j in range(len(board.judges)) if board.load[j] > board.low[j])

    def _chain(self, givers: int, takers: int) -> list[int]:
        """Shift one entry along a shortest chain from a giver to the lightest taker in reach.

        Returns  the judges of the chain; empty, and nothing shifted, when there is none
        """
        for fresh in (False, True):
            if fresh:
                self._known.clear()
            chain = self._search(givers, takers)
            gifts = self._gifts(chain)
            if chain and gifts is not None:
                for giver, taker, entry in gifts:
                    self._board.move(entry, giver, taker)
                return chain
        return []

    def _search(self, givers: int, takers: int) -> list[int]:
        parents = self._walk(givers)
        ends = [judge for judge in parents if takers >> judge & 1]
        if not ends:
            return []
        end = min(ends, key=lambda judge: (self._board.load[judge], judge))
        chain = [end]
        while (before := parents[chain[-1]]) is not None:
            chain.append(before)
        return chain[::-1]

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
            for entry in self._board.held[judge]:
                mask |= self._board.free(entry)
                if mask == everybody_else:
                    break
            self._known[judge] = mask
        return self._known[judge]

    def _gifts(self, chain: list[int]) -> list[tuple[int, int, int]] | None:
        """One entry for each step of the chain; None when what was known of the judges is out of date.

        On a shortest chain of the board as it stands no entry can serve two steps.
        """
        gifts: list[tuple[int, int, int]] = []
        used: set[int] = set()
        for giver, taker in pairwise(chain):
            held = self._board.held[giver]
            entry = next((e for e in held if self._board.free(e) >> taker & 1 and e not in used), None)
            if entry is None:
                return None
            used.add(entry)
            gifts.append((giver, taker, entry))
        return gifts
