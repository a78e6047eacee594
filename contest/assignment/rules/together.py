"""Judges who must never read the same entry: which sets of the others may."""

from collections.abc import Mapping

from contest.assignment.rules.masks import places

Foes = Mapping[int, int]
"""Judge -> the mask of those they never read with; a judge without any is missing."""


def together(foes: Foes, free: int, enough: int) -> int:
    """A largest set of the free who may all read one entry, as a mask; any of so many is good enough."""
    return _Together(foes).of(free, enough)


class _Together:
    """The search for one set: whoever has one foe at most is taken, of the others the most hated is tried both ways."""

    def __init__(self, foes: Foes) -> None:
        self._foes = foes
        self._known: dict[tuple[int, int], int] = {}

    def of(self, free: int, enough: int) -> int:
        taken, free = self._plainly(free)
        left = enough - taken.bit_count()
        if not free or left <= 0:
            return taken
        if (free, left) not in self._known:
            self._known[free, left] = self._branch(free, left)
        return taken | self._known[free, left]

    def _plainly(self, free: int) -> tuple[int, int]:
        """Those who can be taken at no loss, and who is left to choose from."""
        taken, again = 0, True
        while again:
            again = False
            for judge in places(free):
                if not free >> judge & 1:
                    continue
                foes = self._foes.get(judge, 0) & free
                if foes.bit_count() < 2:
                    taken |= 1 << judge
                    free &= ~(foes | 1 << judge)
                    again = True
        return taken, free

    def _branch(self, free: int, enough: int) -> int:
        judge = max(places(free), key=lambda one: (self._foes[one] & free).bit_count())
        mine = 1 << judge
        best = mine | self.of(free & ~self._foes[judge] & ~mine, enough - 1)
        if best.bit_count() < min(enough, self._at_most(free & ~mine)):
            best = max(best, self.of(free & ~mine, enough), key=int.bit_count)
        return best

    def _at_most(self, free: int) -> int:
        """No set is larger: the free parted into cliques of foes, of each of which one can be taken."""
        count = 0
        while free:
            count += 1
            clique = free
            while clique:
                judge = clique & -clique
                free &= ~judge
                clique &= self._foes.get(judge.bit_length() - 1, 0) & ~judge
        return count
