"""A dealt table told as a plan: the readings in order, the loads, how good it is and where it is tight."""

import numpy as np

from contest.assignment.rules.answers import Measures, NearMisses, Plan
from contest.assignment.rules.columns import Ids, column
from contest.assignment.rules.measuring import compare, mixed, spread_of
from contest.assignment.rules.reading import in_order
from contest.assignment.rules.table import OPEN, Table
from contest.assignment.rules.worth import met_and_most

_NAMED = 100


def plan_of(table: Table, *, seed: int) -> Plan:
    """The plan that the table holds; seats that stood are not in its readings."""
    new = np.flatnonzero(~table.stands & (table.judge != OPEN))
    entries, judges = table.ids[table.entry[new]], table.judge_ids[table.judge[new]]
    order = in_order(entries, judges, seed=seed)
    return Plan(
        entries=entries[order],
        judges=judges[order],
        loads=dict(zip(table.judge_ids.tolist(), table.load.tolist(), strict=True)),
        seed=seed,
        measures=_measures(table),
        near=_near_misses(table),
    )


def _measures(table: Table) -> Measures:
    had = np.flatnonzero(table.judge != OPEN)
    groups, slowest, efficiency = compare(table.entry[had], table.judge[had], table.rights.count)
    here = had[table.entry[had] < table.size]
    kinds = table.rights.kind_of[table.entry[here]]
    met, most = met_and_most(table)
    return Measures(
        spread=spread_of(table.load, table.capacity),
        groups=groups,
        connectivity=round(slowest, 6),
        efficiency=round(efficiency, 6),
        wishes=round(met, 6),
        wish_share=round(met / most, 6) if most > 0 else None,
        mixed_units=round(mixed(_unit_of(table)[kinds], table.judge[here], table.rights.count), 4),
        mixed_categories=round(mixed(_category_of(table)[kinds], table.judge[here], table.rights.count), 4),
    )


def _unit_of(table: Table) -> Ids:
    """Kind -> a number for the units it stands for."""
    known: dict[frozenset[int], int] = {}
    return column(known.setdefault(kind.units, len(known)) for kind in table.rights.kinds)


def _category_of(table: Table) -> Ids:
    known: dict[int | None, int] = {}
    return column(known.setdefault(kind.category, len(known)) for kind in table.rights.kinds)


def _near_misses(table: Table) -> NearMisses:
    limited = np.array([judge.maximum is not None for judge in table.rights.judges], dtype=bool)
    full = limited & (table.load >= table.cap)
    least = (table.low > 0) & (table.load <= table.low)
    tight = table.ids[_tight(table)]
    return NearMisses(
        at_maximum=tuple(table.judge_ids[full].tolist()),
        at_minimum=tuple(table.judge_ids[least].tolist()),
        tight=len(tight),
        tight_ids=tuple(tight[:_NAMED].tolist()),
    )


def _tight(table: Table) -> Ids:
    """The entries that were dealt to all whom the rules leave."""
    needy = np.flatnonzero(table.need > 0)
    sure = (
        table.rights.at_least()[needy]
        - np.bincount(table.entry[table.stands], minlength=len(table.ids))[needy]
    )
    doubtful = needy[sure <= table.need[needy]]
    free = [int(table.rights.willing(entry).sum()) for entry in doubtful.tolist()]
    stood = [_stands_among_willing(table, entry) for entry in doubtful.tolist()]
    return doubtful[column(free) - column(stood) <= table.need[doubtful]]


def _stands_among_willing(table: Table, entry: int) -> int:
    seats = np.arange(table.start[entry], table.start[entry + 1])
    stood = table.judge[seats[table.stands[seats]]]
    return int(table.rights.willing(entry)[stood].sum())
