"""Which entries are worth further readings: those whose fate is open, and how many each."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from contest.shortlist.rules.crossed.fitting import Fit
from contest.shortlist.rules.line import Line, chances, line_of, parting
from contest.shortlist.rules.normal import below, density
from contest.shortlist.rules.readings import Readings, Real, Whole

_LEAST: Final = 1e-6


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
    if budget < 0 or most < 1:
        raise ValueError(f"a budget of {budget}, {most} an entry")
    line = line_of(readings, fit, top=top)
    nothing = np.zeros(readings.entries, dtype=np.int64)
    if fit.variances.quality <= 0:
        return SecondLook(nothing, np.arange(readings.entries), 0.0, worth_while=False)
    away = np.abs(fit.quality - line.at)
    chance = chances(fit, line, top=top)
    judges = int((readings.per_judge > 0).sum())
    free = judges - readings.per_entry if room is None else np.minimum(room, judges - readings.per_entry)
    room = np.clip(free, 0, most)
    near = np.flatnonzero((room > 0) & (away < 6 * line.sd))
    steps = _steps(_worth(line, near, away, most), room[near])
    order = np.lexsort((np.tile(np.arange(steps.shape[1]), len(near)), -steps.ravel()))[:budget]
    order = order[steps.ravel()[order] > 0]
    more = nothing.copy()
    np.add.at(more, near[order // max(steps.shape[1], 1)], 1)
    change = _replaced(fit, line, more, top)
    worth_while = change >= threshold and bool(more.any())
    open_ = np.flatnonzero(np.minimum(chance, 1 - chance) > doubt)
    return SecondLook(more if worth_while else nothing, open_, change, worth_while)


def _replaced(fit: Fit, line: Line, more: Whole, top: int) -> float:
    """How many members are expected to fall below the line of the estimates as these readings move it and them."""
    if not more.any():
        return 0.0
    moving = _moving(line, np.arange(len(more)), more)
    spread = np.maximum(moving, _LEAST * float(line.sd.max()))
    after = parting(fit.quality, spread, top=top)
    members = np.argsort(-fit.quality, kind="stable")[:top]
    return float(below((after - fit.quality[members]) / spread[members]).sum())


def _moving(line: Line, entries: Whole, more: Whole | int) -> Real:
    """How far (a standard deviation) an estimate is expected to move beside the line by so many further readings."""
    known = line.sd[entries] ** 2
    moving = known / np.sqrt(known + line.noise / np.maximum(more, 1))
    return np.where(np.asarray(more) > 0, moving, 0.0)


def _worth(line: Line, near: Whole, away: Real, most: int) -> Real:
    """What 0, 1, … most further readings of each entry are expected to lift the list."""
    worth = np.zeros((len(near), most + 1))
    for more in range(1, most + 1):
        moving = _moving(line, near, more)
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
