"""Which panel takes which entry: by lot, so that what its judges can and should read is what it is given."""

import numpy as np

from contest.assignment.rules.columns import Ids, Weights
from contest.assignment.rules.levels import fill
from contest.assignment.rules.lots import Lots
from contest.assignment.rules.rights import Flags
from contest.assignment.rules.table import Table


def share(table: Table, place: Ids, able: Flags, needed: Ids, kept: Ids, *, lots: Lots) -> Ids:
    """The panel of each entry that still needs readers, -1 for the others and for those nobody is able to take.

    Entries that keep readings go where most of them can stay; the others, by kind, go round the panels in
    proportion to what their judges are to read, minima and maxima counted. Then entries change panels as long as
    that brings the panels nearer to it, those first that lose least by it.

    Shapes  place: judge -> panel, their number for none; able, needed, kept: entry x panel, who can take it, the
            seats it would fill, the readings that could stay
    """
    sharing = _Sharing(table, quotas(table, place, able.shape[1], lots=lots), able, needed, kept)
    sharing.keep(lots)
    sharing.deal(lots)
    sharing.level()
    return sharing.chosen


def quotas(table: Table, place: Ids, count: int, *, lots: Lots) -> Ids:
    """Panel -> the readings its judges get when the loads are level, whatever they may read."""
    left, load, given = len(table.open_seats()), table.load.copy(), np.zeros_like(table.load)
    for bound in (np.minimum(table.low, table.cap), table.cap):
        more = fill(left, load, np.maximum(bound - load, 0), table.capacity, lots=lots)
        load, given, left = load + more, given + more, left - int(more.sum())
    return np.bincount(place, weights=given, minlength=count + 1)[:count].astype(np.int64)


class _Sharing:
    """The sharing in the making.

    inner, outer  panel -> seats that its own judges fill, and others, of the entries it has
    """

    def __init__(self, table: Table, quota: Ids, able: Flags, needed: Ids, kept: Ids) -> None:
        self._table, self._quota, self._able, self._needed, self._kept = table, quota, able, needed, kept
        self._kinds = table.rights.kind_of
        self.chosen = np.full(table.size, -1)
        self.inner, self.outer = np.zeros_like(quota), np.zeros_like(quota)

    def _put(self, entries: Ids, panels: Ids) -> None:
        self.chosen[entries] = panels
        inside = self._needed[entries, panels]
        np.add.at(self.inner, panels, inside)
        np.add.at(self.outer, panels, self._table.need[entries] - inside)

    def keep(self, lots: Lots) -> None:
        """Entries that keep readings to where most can stay."""
        held = np.where(self._able & (self._table.need > 0)[:, None], self._kept, 0)
        entries = np.flatnonzero(held.max(axis=1, initial=0) > 0)
        best = held[entries] + lots.shares(held[entries].size).reshape(held[entries].shape) / 2
        self._put(entries, best.argmax(axis=1))

    def deal(self, lots: Lots) -> None:
        """The others by kind round the panels; what can't go there goes to the panel that lacks most."""
        waiting = (self._table.need > 0) & self._able.any(axis=1) & (self.chosen < 0)
        entries = np.flatnonzero(waiting)
        if not len(entries):
            return
        keys = lots.keys(len(self._table.rights.kinds))[self._kinds[entries]]
        entries = entries[np.lexsort((lots.keys(len(entries)), keys))]
        weights = self._wanted(entries)
        copies = np.repeat(np.arange(len(weights)), np.ceil(weights * len(entries)).astype(int) + 1)
        number = np.arange(len(copies)) - np.searchsorted(copies, copies)
        order = np.argsort(
            (number + lots.shares(len(copies))) / np.maximum(weights[copies], 1e-9), kind="stable"
        )
        panels = copies[order][: len(entries)]
        fits = self._able[entries, panels]
        self._put(entries[fits], panels[fits])
        for entry in entries[~fits].tolist():
            options = np.flatnonzero(self._able[entry])
            filled = self.inner[options] / np.maximum(self._quota[options], 0.5)
            self._put(np.array([entry]), options[[filled.argmin()]])

    def _wanted(self, entries: Ids) -> Weights:
        """The share of these entries that each panel is to get, given what it has."""
        coming = self._needed[entries].mean(axis=1).sum()
        quota = np.maximum(self._quota, 1e-9)
        lack = np.maximum(0, quota / quota.sum() * (self.inner.sum() + coming) - self.inner)
        return np.asarray(lack / lack.sum() if lack.sum() > 0 else quota / quota.sum())

    def level(self) -> None:
        """Let entries change panels as long as the panels come nearer to their quotas."""
        for _ in range(len(self.chosen)):
            if not self._off(self.inner, self.outer) or not self._change():
                return

    def _off(self, inner: Ids, outer: Ids) -> int:
        """How many readings the panels' judges have too many inside, or could not be given."""
        over = np.maximum(inner - self._quota, 0).sum()
        return int(over + np.maximum(self._quota - inner - (outer.sum() - outer), 0).sum())

    def _change(self) -> bool:
        """The change that brings most, of those that lose least; whether there is one."""
        off, best, change = self._off(self.inner, self.outer), 0.0, None
        for giver in np.flatnonzero(self.inner > 0).tolist():
            mine = np.flatnonzero(self.chosen == giver)
            for taker in range(len(self._quota)):
                able = mine[self._able[mine, taker]]
                if taker == giver or not len(able):
                    continue
                lost = self._kept[able, giver] - self._kept[able, taker]
                entry = int(able[lost.argmin()])
                inner, outer = self._after(entry, giver, taker)
                gain = (off - self._off(inner, outer)) / (1 + max(0, int(lost.min())))
                if gain > best:
                    best, change = gain, (entry, taker, inner, outer)
        if change is None:
            return False
        entry, self.chosen[entry], self.inner, self.outer = change[0], *change[1:]
        return True

    def _after(self, entry: int, giver: int, taker: int) -> tuple[Ids, Ids]:
        inner, outer, need = self.inner.copy(), self.outer.copy(), int(self._table.need[entry])
        for panel, sign in ((giver, -1), (taker, 1)):
            inside = int(self._needed[entry, panel])
            inner[panel] += sign * inside
            outer[panel] += sign * (need - inside)
        return inner, outer
