"""Readings that stay where they are unless a rule, or the level of the loads, needs them moved."""

import numpy as np

from contest.assignment.rules.columns import Ids
from contest.assignment.rules.rights import places_in
from contest.assignment.rules.table import OPEN, Table


def kept_places(table: Table) -> tuple[Ids, Ids]:
    """Entries and judges of the kept readings that still may be, by entry."""
    kept = table.problem.kept
    entries, judges = places_in(kept.entries, table.ids[: table.size]), table.rights.places(kept.judges)
    known = (entries < table.size) & (judges < table.rights.count)
    entries, judges = entries[known], judges[known]
    able = table.rights.may(entries, judges)
    order = np.lexsort((judges[able], entries[able]))
    return entries[able][order], judges[able][order]


def keep(table: Table) -> int:
    """Seat the kept readings that still may be, before anything is dealt. Returns how many were seated.

    Where an entry keeps more than it has seats, those stay who have least for their capacity.
    """
    by_entry: dict[int, list[int]] = {}
    for entry, judge in zip(*(column.tolist() for column in kept_places(table)), strict=True):
        by_entry.setdefault(entry, []).append(judge)
    seated = 0
    for entry in sorted(by_entry, key=lambda entry: (len(by_entry[entry]) > table.need[entry], entry)):
        waiting = by_entry[entry]
        while waiting:
            judge = min(waiting, key=lambda judge: (table.load[judge] / table.capacity[judge], judge))
            waiting.remove(judge)
            seated += _seat(table, entry, judge)
    table.count()
    return seated


def stay(table: Table) -> None:
    """What is kept and was not moved stays where it is from now on."""
    entries, judges = kept_places(table)
    table.fixed |= np.isin(
        table.entry * table.rights.count + table.judge, entries * table.rights.count + judges
    ) & (table.judge != OPEN)


def _seat(table: Table, entry: int, judge: int) -> bool:
    first, end = int(table.start[entry]), int(table.start[entry + 1])
    beside = table.judge[first:end]
    readers = beside[beside != OPEN]
    if table.load[judge] >= table.cap[judge] or (readers == judge).any():
        return False
    if table.rights.apart is not None and table.rights.apart[judge, readers].any():
        return False
    fits = np.flatnonzero((beside == OPEN) & table.rights.rights[table.right[first:end], judge])
    if not len(fits):
        return False
    table.judge[first + fits[0]] = judge
    table.load[judge] += 1
    return True
