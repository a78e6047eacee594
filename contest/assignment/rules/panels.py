"""Panels: which panel reads which entry, so that each has judges enough and the panels' work is level."""

import numpy as np

from contest.assignment.rules.answers import Remedy, RemedyKind, Shortage, ShortageKind
from contest.assignment.rules.columns import Ids
from contest.assignment.rules.lots import Lots
from contest.assignment.rules.rights import Flags
from contest.assignment.rules.table import OPEN, Table
from contest.assignment.rules.values import Panels


def unconnected(table: Table) -> list[Shortage]:
    """Panels that share no reader and no anchor, unless somebody insists."""
    problem = table.problem
    if problem.panels is None or problem.panels.across or problem.insist or problem.anchors:
        return []
    remedy = Remedy(RemedyKind.READER_ACROSS, 1)
    judges = tuple(table.judge_ids.tolist())
    return [Shortage(ShortageKind.DISCONNECTED, (), judges, needed=1, have=0, remedies=(remedy,))]


def seat_panels(table: Table, panels: Panels, *, lots: Lots) -> list[Shortage]:
    """Choose each entry's panel by lot and let its open seats follow the panel's rights.

    An entry that has readers stays with their panel, as long as that has judges enough for it.

    Returns  the entries for which no panel has judges enough
    """
    place = _panel_of(table, panels)
    count = len(panels.members)
    inside, outside, needed, whole = _choices(table, panels, place)
    able = (inside >= needed) & (outside >= table.need[:, None] - needed)
    kept = able & whole
    able = np.where(kept.any(axis=1, keepdims=True), kept, able)
    waiting = table.need > 0
    without = np.flatnonzero(waiting & ~able.any(axis=1))
    chosen = _deal_panels(table, able, waiting, _sizes(table, place, count), lots=lots)
    _seat(table, place, count, chosen, needed)
    return _reasons(table, without, inside, needed)


def _panel_of(table: Table, panels: Panels) -> Ids:
    """Judge -> the panel; the number of panels for those in none."""
    found = {judge: number for number, members in enumerate(panels.members) for judge in members}
    return np.array(
        [found.get(judge, len(panels.members)) for judge in table.judge_ids.tolist()], dtype=np.int64
    )


def _sizes(table: Table, place: Ids, count: int) -> Ids:
    return np.bincount(place, weights=table.capacity, minlength=count + 1)[:count].astype(np.int64)


def _choices(table: Table, panels: Panels, place: Ids) -> tuple[Ids, Ids, Ids, Flags]:
    """Entry x panel: judges free inside it, judges free outside it, the seats it would have to fill, and whether
    with those who stand it would have all the readers a panel gives.
    """
    count, rights = len(panels.members) + 1, table.rights
    member = np.eye(count, dtype=np.int64)[place]
    free = (rights.rights.astype(np.int64) @ member)[rights.base]
    kinds, judges = np.divmod(rights.blocked.numbers, max(rights.count, 1))
    held = rights.rights[rights.base[kinds], judges]
    np.subtract.at(free, (kinds[held], place[judges[held]]), 1)
    free = free[rights.kind_of]
    taken = _taken(table)
    entries, judges = np.divmod(taken, max(rights.count, 1))
    held = rights.rights[rights.base[rights.kind_of[entries]], judges]
    held &= ~rights.blocked.holds(rights.kind_of[entries] * rights.count + judges)
    np.subtract.at(free, (entries[held], place[judges[held]]), 1)
    stands = np.zeros_like(free)
    fixed = np.flatnonzero(table.fixed & (table.entry < table.size))
    np.add.at(stands, (table.entry[fixed], place[table.judge[fixed]]), 1)
    readers = table.need + stands.sum(axis=1)
    wanted = np.maximum(0, readers - panels.across)[:, None] - stands[:, :-1]
    needed = np.clip(wanted, 0, table.need[:, None])
    inside = free[:, :-1]
    return inside, free.sum(axis=1)[:, None] - inside, needed, wanted <= table.need[:, None]


def _taken(table: Table) -> Ids:
    """Entry x judge numbers that are excluded or stand."""
    fixed = table.fixed & (table.entry < table.size)
    stands = table.entry[fixed] * table.rights.count + table.judge[fixed]
    return np.union1d(table.rights.excluded.numbers, stands)


def _deal_panels(table: Table, able: Flags, waiting: Flags, sizes: Ids, *, lots: Lots) -> Ids:
    """Entries by kind go round the panels in proportion to their sizes; who can't go there goes to the least laden."""
    entries = np.flatnonzero(waiting & able.any(axis=1))
    kinds = lots.keys(len(table.rights.kinds))[table.rights.kind_of[entries]]
    entries = entries[np.lexsort((lots.keys(len(entries)), kinds))]
    copies = np.repeat(
        np.arange(len(sizes)), np.ceil(sizes * (len(entries) / max(sizes.sum(), 1))).astype(int) + 1
    )
    number = np.arange(len(copies)) - np.searchsorted(copies, copies)
    order = np.argsort((number + lots.shares(len(copies))) / np.maximum(sizes[copies], 1), kind="stable")
    chosen = np.full(table.size, -1)
    chosen[entries] = copies[order][: len(entries)]
    laden = np.bincount(chosen[entries], minlength=len(sizes)) / np.maximum(sizes, 1)
    for entry in entries[~able[entries, chosen[entries]]].tolist():
        laden[chosen[entry]] -= 1 / max(sizes[chosen[entry]], 1)
        options = np.flatnonzero(able[entry])
        chosen[entry] = options[np.argmin(laden[options])]
        laden[chosen[entry]] += 1 / max(sizes[chosen[entry]], 1)
    return chosen


def _seat(table: Table, place: Ids, count: int, chosen: Ids, needed: Ids) -> None:
    """Rows of rights for each base inside and outside of each panel, and open seats that follow them."""
    base = table.rights.rights
    members = np.arange(count)[:, None] == place[None, :]
    inside = (base[:, None, :] & members[None, :, :]).reshape(-1, base.shape[1])
    outside = (base[:, None, :] & ~members[None, :, :]).reshape(-1, base.shape[1])
    seats = np.flatnonzero((table.judge == OPEN) & (chosen[np.minimum(table.entry, table.size - 1)] >= 0))
    entries = table.entry[seats]
    nth = (
        seats
        - np.searchsorted(table.entry, entries)
        - np.bincount(table.entry[table.fixed], minlength=len(table.ids))[entries]
    )
    panel = chosen[entries]
    within = nth < needed[entries, panel]
    first = len(base) + table.right[seats] * count + panel
    table.right[seats] = np.where(within, first, first + len(inside))
    table.rights.rights = np.concatenate([base, inside, outside])


def _reasons(table: Table, without: Ids, inside: Ids, needed: Ids) -> list[Shortage]:
    if not len(without):
        return []
    best = int(inside[without].max(initial=0))
    wanted = int(needed[without].max(initial=0))
    lack = max(1, wanted - best)
    return [
        Shortage(
            ShortageKind.PANEL,
            tuple(table.ids[without].tolist()),
            tuple(table.judge_ids.tolist()),
            needed=best + lack,
            have=best,
            remedies=(Remedy(RemedyKind.MORE_JUDGES, lack), Remedy(RemedyKind.READER_ACROSS, lack)),
        )
    ]
