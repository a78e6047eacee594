"""What a dealt table is worth: level, comparable, well mixed."""

import numpy as np

from contest.assignment.rules.columns import Ids
from contest.assignment.rules.comparing import connectivity, groups, meetings


def compare(entries: Ids, judges: Ids, count: int) -> tuple[int, float, float]:
    """Groups, connectivity and efficiency of so many judges who have these readings."""
    met = meetings(entries, judges, count)
    busy = np.flatnonzero(np.bincount(judges, minlength=count))
    parts = len(groups(met.shared, busy))
    slowest, efficiency = connectivity(met, busy) if parts < 2 else (0.0, 0.0)
    return parts, slowest, efficiency


def spread_of(loads: Ids, capacity: Ids) -> float:
    """The greatest excess and the greatest lack together, against shares by capacity."""
    if not len(loads):
        return 0.0
    apart = loads - loads.sum() * capacity / capacity.sum()
    return round(float(apart.max() - apart.min()), 6)


def mixed(groups_of: Ids, judges: Ids, count: int) -> float:
    """Chi-square for each degree of freedom of piles against groups (units, categories) of entries.

    Shapes   groups_of, judges: one each a reading
    Returns  1 for what pure chance gives, 0 for piles that are exact samples; 0 with one group or judge
    """
    kinds = int(groups_of.max(initial=-1)) + 1
    piles, sizes = np.bincount(judges, minlength=count), np.bincount(groups_of, minlength=kinds)
    freedom = (np.count_nonzero(piles) - 1) * (np.count_nonzero(sizes) - 1)
    if freedom < 1:
        return 0.0
    cells = np.sort(groups_of * count + judges)
    starts = np.flatnonzero(np.diff(cells, prepend=-1))
    keys, times = cells[starts], np.diff(starts, append=len(cells))
    expected = sizes[keys // count] * (piles[keys % count] / len(judges))
    return (float((times**2 / expected).sum()) - len(judges)) / freedom
