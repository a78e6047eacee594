"""Which entries are worth further readings: those whose fate is open, and how many each."""

from dataclasses import dataclass

import numpy as np

from contest.shortlist.rules.crossed.fitting import Fit
from contest.shortlist.rules.normal import below, density
from contest.shortlist.rules.readings import Readings, Real, Whole


@dataclass(frozen=True, slots=True, eq=False)
class SecondLook:
    """What further readings are proposed.

    more             further readings of each entry
    open             entries whose chance of belonging on the list is neither below ``doubt`` nor above 1 - it
    expected_change  how many members of the list these readings are expected to replace
    worth_while      whether that reaches the threshold; when not, nobody is asked to read more
    """

    more: Whole
    open: Whole
    expected_change: float
    worth_while: bool


def second_look(
    readings: Readings,
    fit: Fit,
    *,
    top: int,
    budget: int,
    most: int = 10,
    threshold: float = 0.0,
    doubt: float = 0.05,
    room: Whole | None = None,
) -> SecondLook:
    """Spend a budget of readings where they are expected to better the list most.

    A reading's worth is what it is expected to lift the quality of the list: large for entries near the cut line
    whose quality is little known. Each entry's worth of 1, 2, … readings is made concave, then the best
    steps are taken in order; equals in the order of entries.

    Shapes   top: places of the list; most: further readings an entry may get, fewer where judges lack; room: the
             same for each entry, where something else limits it as well
    Units    threshold in members of the list
    Raises   ValueError for a negative budget, or a list that has no outside
    Source   Frazier, Powell & Dayanik, SIAM J. Control Optim. 47 (2008): the knowledge gradient
    """
    if budget < 0 or most < 1 or not 0 < top < readings.entries:
        raise ValueError(f"a list of {top} of {readings.entries}, a budget of {budget}")
    nothing = np.zeros(readings.entries, dtype=np.int64)
    if fit.variances.quality <= 0:
        return SecondLook(nothing, np.arange(readings.entries), 0.0, worth_while=False)
    ordered = np.sort(fit.quality)[::-1]
    away = np.abs(fit.quality - (ordered[top - 1] + ordered[top]) / 2)
    chance = below(-away / fit.quality_sd)
    judges = int((readings.per_judge > 0).sum())
    free = judges - readings.per_entry if room is None else np.minimum(room, judges - readings.per_entry)
    room = np.clip(free, 0, most)
    near = np.flatnonzero((room > 0) & (away < 6 * fit.quality_sd))
    steps = _steps(_worth(fit, near, away, most), room[near])
    order = np.lexsort((np.tile(np.arange(steps.shape[1]), len(near)), -steps.ravel()))[:budget]
    order = order[steps.ravel()[order] > 0]
    more = nothing.copy()
    np.add.at(more, near[order // max(steps.shape[1], 1)], 1)
    moved = _moving(fit, np.arange(readings.entries), more)
    crossing = np.where(moved > 0, below(-away / np.where(moved > 0, moved, 1)), 0.0)
    change = float(crossing.sum()) / 2
    worth_while = change >= threshold and bool(more.any())
    return SecondLook(more if worth_while else nothing, np.flatnonzero(chance > doubt), change, worth_while)


def _moving(fit: Fit, entries: Whole, more: Whole | int) -> Real:
    """How far (a standard deviation) an estimate is expected to move by so many further readings."""
    known = fit.quality_sd[entries] ** 2
    noise = fit.variances.noise + float(np.mean(fit.effects_sd**2))
    return np.asarray(known / np.sqrt(known + noise / np.maximum(more, 1e-12)))


def _worth(fit: Fit, near: Whole, away: Real, most: int) -> Real:
    """What 0, 1, … most further readings of each entry are expected to lift the list."""
    worth = np.zeros((len(near), most + 1))
    for more in range(1, most + 1):
        moving = _moving(fit, near, more)
        far = away[near] / moving
        worth[:, more] = moving * (density(far) - far * below(-far))
    return worth


def _steps(worth: Real, room: Whole) -> Real:
    """What each reading adds, along the least concave curve above; 0 beyond the room."""
    most = worth.shape[1] - 1
    steps = np.zeros((len(worth), most))
    base = np.zeros(len(worth), dtype=np.int64)
    rows = np.arange(len(worth))
    for place in range(most):
        ends = np.arange(most + 1)[None, :]
        usable = (ends > place) & (ends > base[:, None]) & (ends <= room[:, None])
        span = np.maximum(ends - base[:, None], 1)
        rate = np.where(usable, (worth - worth[rows, base][:, None]) / span, -np.inf)
        new = base <= place
        best = rate.argmax(axis=1)
        value = rate[rows, best]
        value = np.where(np.isfinite(value), value, 0.0)
        steps[:, place] = np.where(new, value, steps[:, place - 1] if place else 0.0)
        base = np.where(new, np.maximum(best, place + 1), base)
    return np.where(np.arange(most)[None, :] < room[:, None], steps, 0.0)
