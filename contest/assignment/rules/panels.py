"""Panels: which panel reads which entry, so that each has judges enough and the panels' work is level."""

from dataclasses import dataclass

import numpy as np

from contest.assignment.rules.answers import Remedy, RemedyKind, Shortage, ShortageKind
from contest.assignment.rules.columns import Ids
from contest.assignment.rules.keeping import kept_places
from contest.assignment.rules.lots import Lots
from contest.assignment.rules.masks import mask_of
from contest.assignment.rules.rights import Flags
from contest.assignment.rules.sharing import share
from contest.assignment.rules.table import OPEN, Table
from contest.assignment.rules.values import Panels, Problem


def unconnected(problem: Problem) -> list[Shortage]:
    """Panels that share no reader and no anchor, unless somebody insists."""
    if problem.panels is None or problem.panels.across or problem.insist or problem.anchors:
        return []
    remedy = Remedy(RemedyKind.READER_ACROSS, 1)
    judges = tuple(sorted(judge.id for judge in problem.judges))
    return [Shortage(ShortageKind.DISCONNECTED, (), judges, needed=1, have=0, remedies=(remedy,))]


def seat_panels(table: Table, panels: Panels, *, lots: Lots) -> list[Shortage]:
    """Choose each entry's panel by lot and let its open seats follow the panel's rights.

    An entry that has readers stays with their panel, as long as that has judges enough for it; one that keeps
    readings goes where most of them can stay, as far as the panels' loads allow it.

    Returns  the entries for which no panel has judges enough
    """
    place = _panel_of(table, panels)
    choices = _choices(table, panels, place)
    kept = choices.able & choices.whole
    able = np.where(kept.any(axis=1, keepdims=True), kept, choices.able)
    without = np.flatnonzero((table.need > 0) & ~able.any(axis=1))
    chosen = share(table, place, able, choices.needed, choices.kept, lots=lots)
    _seat(table, place, len(panels.members), chosen, choices.needed)
    return _reasons(table, without, choices)


def options_of(table: Table, panels: Panels) -> dict[int, list[tuple[int, int, int]]]:
    """Entry -> (panel, its judges, the seats it would fill) for each panel that has judges enough for it."""
    place = _panel_of(table, panels)
    choices = _choices(table, panels, place)
    masks = [mask_of(place == panel) for panel in range(len(panels.members))]
    return {
        entry: [
            (panel, masks[panel], int(choices.needed[entry, panel]))
            for panel in np.flatnonzero(choices.able[entry]).tolist()
        ]
        for entry in np.flatnonzero(table.need > 0).tolist()
    }


def seat_chosen(table: Table, panels: Panels, chosen: Ids) -> None:
    """Let open seats follow the rights of the panel chosen for their entry, those inside it before the others.

    chosen  entry -> panel; -1 for none
    """
    place = _panel_of(table, panels)
    _seat(table, place, len(panels.members), chosen, _choices(table, panels, place).needed)


def _panel_of(table: Table, panels: Panels) -> Ids:
    """Judge -> the panel; the number of panels for those in none."""
    found = {judge: number for number, members in enumerate(panels.members) for judge in members}
    return np.array(
        [found.get(judge, len(panels.members)) for judge in table.judge_ids.tolist()], dtype=np.int64
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Choices:
    """Entry x panel: judges free inside it, the seats it would have to fill, whether it can, whether with those who
    stand the entry would have all the readers a panel gives, and the readings that could be kept.
    """

    inside: Ids
    needed: Ids
    able: Flags
    whole: Flags
    kept: Ids


def _choices(table: Table, panels: Panels, place: Ids) -> _Choices:
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
    inside, rest = free[:, :-1], table.need[:, None] - needed
    able = (inside >= needed) & (free.sum(axis=1)[:, None] - inside >= rest)
    keeps = np.zeros_like(free)
    entries, judges = kept_places(table)
    np.add.at(keeps, (entries, place[judges]), 1)
    kept = np.minimum(keeps[:, :-1], needed)
    kept += np.minimum(keeps.sum(axis=1)[:, None] - keeps[:, :-1], rest)
    return _Choices(inside, needed, able, wanted <= table.need[:, None], kept)


def _taken(table: Table) -> Ids:
    """Entry x judge numbers that are excluded or stand."""
    fixed = table.fixed & (table.entry < table.size)
    stands = table.entry[fixed] * table.rights.count + table.judge[fixed]
    return np.union1d(table.rights.excluded.numbers, stands)


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


def _reasons(table: Table, without: Ids, choices: _Choices) -> list[Shortage]:
    if not len(without):
        return []
    best = int(choices.inside[without].max(initial=0))
    wanted = int(choices.needed[without].max(initial=0))
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
