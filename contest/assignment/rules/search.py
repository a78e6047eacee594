"""The last resort: a plan found by trying both ways wherever a flow breaks a rule that no flow can state.

Judges who never read together, and panels still to be chosen, are no matter for chains of gifts. So they are left
out first; where the plan so found breaks such a rule, one of the ways to keep it is tried, then the other: this
judge does not read that entry, or does and keeps the foes away; that panel reads it, or another one.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from contest.assignment.rules.attempt import Attempt
from contest.assignment.rules.board import Board
from contest.assignment.rules.masks import places
from contest.assignment.rules.together import together

PATIENCE: Final = 1_500_000
"""Readings looked at before a search is given up; a small draw's is over long before."""
_LEFT: Final = -1
Options = Mapping[int, Sequence[tuple[int, int, int]]]


class Search:
    """Branching over one board.

    options  entry -> (panel, its judges, seats it would fill) for each that could read it; empty without panels
    """

    def __init__(self, board: Board, options: Options | None = None) -> None:
        self._low, self._cap, self._foes = board.low, board.cap, board.apart
        self._count = board.count
        self._options = options or {}
        self._left = PATIENCE
        self._first = Attempt(board)
        self._narrowed: dict[tuple[int, int], int] = {}

    def run(self) -> Attempt | None:
        """A plan that keeps every rule; None when there is none, or none was found with patience."""
        waiting = [iter([self._first])]
        if not all(self._narrow(self._first, row) for row in range(len(self._first.entry))):
            return None
        while waiting and self._left > 0:
            attempt = next(waiting[-1], None)
            if attempt is None:
                waiting.pop()
            elif self._fill(attempt):
                wrong = self._wrong(attempt)
                if wrong is None:
                    return attempt
                waiting.append(self._ways(attempt, *wrong))
        return None

    def _fill(self, attempt: Attempt) -> bool:
        """Find the readers and the least loads that were lost; whether a flow can."""
        self._left -= 1 + len(attempt.entry) // 16
        room = sum(1 << j for j in range(self._count) if attempt.load[j] < self._cap[j])
        for row in list(attempt.lacking):
            for _ in range(attempt.need[row]):
                starts = attempt.may[row] & ~attempt.readers[row]
                chain = self._chain(attempt, starts, room)
                if not chain:
                    return False
                attempt.give(row, chain[0][0])
                last = chain[-1][0]
                if attempt.load[last] >= self._cap[last]:
                    room &= ~(1 << last)
        return all(self._lift(attempt, judge) for judge in range(self._count))

    def _lift(self, attempt: Attempt, judge: int) -> bool:
        while attempt.load[judge] < self._low[judge]:
            rich = sum(1 << j for j in range(self._count) if attempt.load[j] > self._low[j])
            if not self._chain(attempt, rich, 1 << judge):
                return False
        return True

    def _chain(self, attempt: Attempt, starts: int, ends: int) -> list[tuple[int, int]]:
        """Shift one reading along a shortest chain; empty, and nothing shifted, when there is none.

        Returns  (judge, row passed on to them) from the first to the last; the first gets none here
        """
        came: dict[int, tuple[int, int]] = dict.fromkeys(places(starts), (_LEFT, _LEFT))
        seen, end = starts, min(places(starts & ends), key=lambda judge: attempt.load[judge], default=_LEFT)
        queue = list(came)
        for judge in queue:
            if end != _LEFT:
                break
            for row in attempt.held[judge]:
                self._left -= 1
                fresh = attempt.may[row] & ~attempt.readers[row] & ~seen
                if not fresh or attempt.pinned[row] >> judge & 1:
                    continue
                seen |= fresh
                for other in places(fresh):
                    came[other] = (judge, row)
                    queue.append(other)
                if fresh & ends:
                    end = next(places(fresh & ends))
                    break
        if end == _LEFT:
            return []
        chain = [(end, came[end][1])]
        while (before := came[chain[-1][0]][0]) != _LEFT:
            chain.append((before, came[before][1]))
        for (taker, row), (giver, _) in pairwise(chain):
            attempt.take(row, giver)
            attempt.give(row, taker)
        return chain[::-1]

    def _wrong(self, attempt: Attempt) -> tuple[int, int] | None:
        """An entry that breaks a rule, and the judge most at fault; no judge where its panel is to be chosen."""
        for entry in list(attempt.touched):
            readers = attempt.readers_of(entry)
            hated = {judge: (self._foes.get(judge, 0) & readers).bit_count() for judge in places(readers)}
            worst = max(hated, key=lambda judge: hated[judge], default=_LEFT)
            if worst != _LEFT and hated[worst]:
                return entry, worst
            if entry not in attempt.panel and entry in self._options and self.panel_of(attempt, entry) < 0:
                return entry, _LEFT
            del attempt.touched[entry]
        return None

    def panel_of(self, attempt: Attempt, entry: int) -> int:
        """The panel decided for an entry, or the first that its readers suit; -1 for none."""
        if entry in attempt.panel:
            return attempt.panel[entry]
        readers = attempt.readers_of(entry)
        return next(
            (p for p, who, seats in self._options[entry] if (who & readers).bit_count() == seats), _LEFT
        )

    def judges_of(self, entry: int, panel: int) -> int:
        """The judges of a panel that could read the entry."""
        return next(who for one, who, _ in self._options[entry] if one == panel)

    def _ways(self, attempt: Attempt, entry: int, judge: int) -> Iterator[Attempt]:
        """What can be decided about an entry that breaks a rule: all there is."""
        if judge == _LEFT:
            yield from self._panel_ways(attempt, entry)
            return
        rows = attempt.rows[entry]
        (row,) = (row for row in rows if attempt.readers[row] >> judge & 1)
        if not attempt.pinned[row] >> judge & 1:
            without = attempt.copy()
            without.bar(row, 1 << judge)
            if self._narrow(without, row):
                yield without
        attempt.pinned[row] |= 1 << judge
        for other in rows:
            attempt.bar(other, self._foes[judge])
        if all(self._narrow(attempt, other) for other in rows):
            yield attempt

    def _panel_ways(self, attempt: Attempt, entry: int) -> Iterator[Attempt]:
        readers = attempt.readers_of(entry)

        def strain(option: tuple[int, int, int]) -> tuple[int, float]:
            _, who, seats = option
            load = sum(attempt.load[judge] for judge in places(who))
            return abs((who & readers).bit_count() - seats), load / max(who.bit_count(), 1)

        for panel, who, seats in sorted(self._options[entry], key=strain):
            other = attempt.copy()
            if other.part(entry, panel, who, seats) and all(
                self._narrow(other, row) for row in other.rows[entry]
            ):
                yield other

    def _narrow(self, attempt: Attempt, row: int) -> bool:
        """Bar whoever is in no set of readers large enough; whether there are any such sets."""
        seats, may = attempt.need[row] + attempt.readers[row].bit_count(), attempt.may[row]
        if (seats, may) not in self._narrowed:
            self._narrowed[seats, may] = self._in_some_set(may, seats)
        left = self._narrowed[seats, may]
        if attempt.pinned[row] & ~left or (seats and not left):
            return False
        attempt.bar(row, may & ~left)
        return True

    def _in_some_set(self, may: int, seats: int) -> int:
        if may.bit_count() < seats:
            return 0
        while True:
            out = 0
            for judge in places(may):
                beside = may & ~self._foes.get(judge, 0) & ~(1 << judge)
                if judge in self._foes and together(self._foes, beside, seats - 1).bit_count() < seats - 1:
                    out |= 1 << judge
            may &= ~out
            if not out or not may:
                return may if may.bit_count() >= seats else 0
