"""How surely each entry has its rank, and how likely it belongs among the best."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from contest.assignment.rules.lots import Lots
from contest.shortlist.rules.crossed.fitting import Fit
from contest.shortlist.rules.normal import below, drawn, evenly, reach_of
from contest.shortlist.rules.readings import Readings, Real, Whole

SHARE: Final = 0.9
_WEIGHED: Final = 20_000
"""Beyond so many entries ranks are weighed, not drawn: chance evens out among so many."""
_LOTS: Final = 20_000_000
_MOST_DRAWS, _FEWEST_DRAWS = 4_000, 1_000
_TOGETHER: Final = 50
_POINTS: Final = 16


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """For each entry, where it may stand.

    low, high  the ranks between which its true rank lies in SHARE of all cases; among the entries of its own
               group of judges, since nobody can say more; 0 for an entry that nobody read
    top        the probability that it belongs among the best; not a number where groups cannot be compared
    """

    low: Whole
    high: Whole
    top: Real


def places(readings: Readings, fit: Fit, *, top: int, seed: int) -> Places:
    """Ranks as the sheets leave them open, judges' effects and entries' qualities varying together.

    Up to 20,000 entries by draws from their joint distribution, the same for the same seed; beyond, by weighing each
    entry's own distribution against all others'.

    Raises  ValueError for a list without places
    """
    if top < 1:
        raise ValueError(f"a list of {top}")
    found = Places(
        np.zeros(readings.entries, dtype=np.int64),
        np.zeros(readings.entries, dtype=np.int64),
        np.full(readings.entries, np.nan),
    )
    groups = readings.group_of_entry
    for group in np.unique(groups[groups >= 0]).tolist():
        members = np.flatnonzero(groups == group)
        limit = top if readings.connected else 0
        if fit.variances.quality <= 0:
            low, high, chance = _all_alike(len(members), limit)
        elif len(members) > _WEIGHED:
            low, high, chance = _weighed(fit, members, limit)
        else:
            judges = np.flatnonzero(readings.groups == group)
            low, high, chance = _drawn(readings, fit, (members, judges), limit, seed)
        found.low[members], found.high[members] = low, high
        if limit:
            found.top[members] = chance
    return found


def _all_alike(count: int, top: int) -> tuple[Whole, Whole, Real]:
    """Every place is open to every entry where no difference of quality was found."""
    first, last = np.ones(count, dtype=np.int64), np.full(count, count)
    return first, last, np.full(count, min(top / count, 1.0))


def _drawn(
    readings: Readings, fit: Fit, group: tuple[Whole, Whole], top: int, seed: int
) -> tuple[Whole, Whole, Real]:
    """The ranks of one group's entries, by draws of them and its judges alone: other groups cost it nothing."""
    members, judges = group
    draws = int(np.clip(_LOTS // len(members), _FEWEST_DRAWS, _MOST_DRAWS))
    ranks = np.empty((draws, len(members)), dtype=np.int32)
    lots = Lots(seed)
    values, vectors = np.linalg.eigh(fit.shared[np.ix_(judges, judges)])
    spread = vectors * np.sqrt(np.maximum(values, 0))
    scales_sd, own = fit.temper.scales_sd[judges, None], np.sqrt(fit.own[members])[:, None]
    parts = _parts(readings, members, judges)
    counted = np.arange(1, len(members) + 1, dtype=np.int32)
    for start in range(0, draws, _TOGETHER):
        count = min(_TOGETHER, draws - start)
        levels = spread @ drawn(lots, len(judges), count)
        scales = scales_sd * drawn(lots, len(judges), count)
        quality = fit.quality[members, None] + own * drawn(lots, len(members), count)
        for rows, sheets, seats in parts:
            change = np.zeros((len(rows), count))
            for place in range(sheets.shape[1]):
                change += fit.by_level[sheets[:, place], None] * levels[seats[:, place]]
                change += fit.by_scale[sheets[:, place], None] * scales[seats[:, place]]
            quality[rows] += change
        order = np.argsort(-quality.T, axis=1, kind="stable")
        np.put_along_axis(ranks[start : start + count], order, counted[None, :], axis=1)
    chance = (ranks <= top).mean(axis=0)
    ranks.sort(axis=0)
    tail = int(draws * (1 - SHARE) / 2)
    return ranks[tail].astype(np.int64), ranks[draws - 1 - tail].astype(np.int64), chance


def _parts(readings: Readings, members: Whole, judges: Whole) -> list[tuple[Whole, Whole, Whole]]:
    """By how often entries were read: places among the members, their sheets, places of these among the judges."""
    row, seat = np.full(readings.entries, -1), np.zeros(readings.judges, dtype=np.int64)
    row[members], seat[judges] = np.arange(len(members)), np.arange(len(judges))
    found = []
    for block in readings.blocks:
        here = row[block.entries] >= 0
        if here.any():
            found.append((row[block.entries[here]], block.sheets[here], seat[block.judges[here]]))
    return found


def _weighed(fit: Fit, members: Whole, top: int) -> tuple[Whole, Whole, Real]:
    mean, spread = fit.quality[members], fit.quality_sd[members]
    crowd = np.sort((mean[:, None] + spread[:, None] * evenly(_POINTS)).ravel())
    reach = reach_of(SHARE) * spread
    low = _rank_of(mean + reach, crowd)
    high = _rank_of(mean - reach, crowd)
    line = crowd[-top * _POINTS] if 0 < top < len(members) else (-np.inf if top else np.inf)
    return low, high, below((mean - line) / spread)


def _rank_of(values: Real, crowd: Real) -> Whole:
    above = len(crowd) - np.searchsorted(crowd, values)
    ranks = np.clip(np.rint(above / _POINTS) + 1, 1, len(crowd) // _POINTS)
    return np.asarray(ranks, dtype=np.int64)
