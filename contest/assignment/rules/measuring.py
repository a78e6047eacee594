"""What a dealt table is worth: level, comparable, as wished, well mixed; and where it is tight."""

import numpy as np

from contest.assignment.rules.answers import Measures, NearMisses
from contest.assignment.rules.columns import Ids, Weights
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
    keys, times = np.unique(groups_of * count + judges, return_counts=True)
    expected = sizes[keys // count] * (piles[keys % count] / len(judges))
    return float((times**2 / expected).sum() - len(judges)) / freedom


def near_misses(judge_ids: Ids, loads: Ids, low: Ids, cap: Ids, tight: Ids) -> NearMisses:
    """Judges at a limit of theirs, and the entries without choice (their ids)."""
    return NearMisses(
        at_maximum=tuple(judge_ids[(loads >= cap) & (loads > 0)].tolist()),
        at_minimum=tuple(judge_ids[(loads <= low) & (low > 0)].tolist()),
        tight=len(tight),
        tight_ids=tuple(tight[:100].tolist()),
    )


def measures(
    *,
    entries: Ids,
    judges: Ids,
    loads: Ids,
    capacity: Ids,
    wished: tuple[float, float | None],
    units: Ids,
    categories: Ids,
) -> Measures:
    """All measures of a plan.

    entries, judges    all readings by judges at hand, standing ones included
    loads, capacity    one each a judge
    wished             the weight met, and its share of the most
    units, categories  the group of each reading's entry
    """
    count = len(loads)
    parts, slowest, efficiency = compare(entries, judges, count)
    return Measures(
        spread=spread_of(loads, capacity),
        groups=parts,
        connectivity=round(slowest, 6),
        efficiency=round(efficiency, 6),
        wishes=round(wished[0], 6),
        wish_share=None if wished[1] is None else round(wished[1], 6),
        mixed_units=round(mixed(units, judges, count), 4),
        mixed_categories=round(mixed(categories, judges, count), 4),
    )


def share_of(met: Weights, most: float) -> float | None:
    """The wishes met as a share of the most; None when there are none to meet."""
    return float(met.sum()) / most if most > 0 else None
