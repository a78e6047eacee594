"""Simulated contests for the shortlist's methods, and what each method finds of the truth."""

import time
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from benchmarks.measuring import peak_mb
from contest.shortlist.rules import METHODS, Fit, Readings, Unfit, places, second_look

SCALE, NOISE = 0.2, 0.7
PANEL, FURTHER = 6, 10
YARDSTICKS: Final = ("oracle", "severity known")
SECOND_LOOK, MORE = "adjusted, second look", "adjusted, second look +10 %"
COVERED: Final = {200: 8, 1_000: 2}
"""In how many of a size's contests rank intervals are drawn and held against the truth; 1 elsewhere."""


@dataclass(frozen=True, slots=True)
class Truth:
    """One contest: qualities, judges, who would read each entry in what order, and the points given."""

    quality: np.ndarray
    severity: np.ndarray
    scale: np.ndarray
    noise: np.ndarray
    seats: np.ndarray
    points: np.ndarray

    def readings(self, times: np.ndarray) -> Readings:
        """The readings by the first so many judges of each entry."""
        read = np.arange(self.seats.shape[1])[None, :] < times[:, None]
        entry = np.nonzero(read)[0]
        return Readings(entry, self.seats[read], self.points[read], 2, len(self.quality), len(self.severity))


def contest(
    entries: int, judges: int, width: int, *, severity: float, design: str, noise: str, seed: int
) -> Truth:
    """Quality of standard deviation 1; points = severity + scale * quality + noise, on 70 plus or minus 8."""
    rng = np.random.default_rng(seed)
    quality = rng.standard_normal(entries)
    lenience = severity * rng.standard_normal(judges)
    scale = np.exp(SCALE * rng.standard_normal(judges))
    own = NOISE * (scale if noise == "scaled" else np.ones(judges))
    first, count = _pools(entries, judges, width, design, rng)
    seats = np.zeros((entries, width), dtype=np.int64)
    for turn in range(width):
        waiting = np.arange(entries)
        while len(waiting):
            drawn = (rng.random(len(waiting)) * count[waiting, turn]).astype(np.int64)
            seats[waiting, turn] = first[waiting, turn] + drawn
            again = (seats[waiting, :turn] == seats[waiting, turn, None]).any(axis=1)
            waiting = waiting[again]
    said = lenience[seats] + scale[seats] * quality[:, None] + own[seats] * rng.standard_normal(seats.shape)
    return Truth(quality, lenience, scale, own, seats, np.rint(100 * (70 + 8 * said)).astype(np.int64))


def _pools(
    entries: int, judges: int, width: int, design: str, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """The first judge, and how many, each reading of each entry is drawn from.

    random  all judges
    split   two boards; one reader of each entry, the second, is of the other board
    panel   closed panels of 6 that share no entry
    """
    shape = (entries, width)
    if design == "random":
        return np.zeros(shape, dtype=np.int64), np.full(shape, judges)
    parts = 2 if design == "split" else judges // PANEL
    bounds = np.linspace(0, judges, parts + 1).astype(np.int64)
    board = np.repeat(rng.integers(0, parts, entries)[:, None], width, axis=1)
    if design == "split":
        board[:, 1] = 1 - board[:, 1]
    return bounds[board], np.diff(bounds)[board]


def measure(
    size: tuple[int, int, int], severity: float, design: str, method: str, noise: str, runs: int
) -> dict[str, Any]:
    """One row: what a method finds on average of so many contests, the same contests for every method."""
    entries, judges, each = size
    top = entries // 10 if entries <= 200 else entries // 20
    further = method in (SECOND_LOOK, MORE)
    room = PANEL if design == "panel" else judges // 2 if design == "split" else judges
    width = min(each + FURTHER, room) if each > 2 or further else each
    found: list[float] = []
    oracle: list[float] = []
    seconds = used = placed = 0.0
    covered: list[float] = []
    chances: list[tuple[np.ndarray, np.ndarray]] = []
    changes: list[tuple[float, int]] = []
    for run in range(runs):
        truth = contest(entries, judges, width, severity=severity, design=design, noise=noise, seed=run)
        best = np.zeros(entries, dtype=bool)
        best[np.argsort(-truth.quality)[:top]] = True
        readings = truth.readings(np.full(entries, each))
        oracle.append(_recall(known(truth, readings), best, top))
        if method in YARDSTICKS:
            found.append(oracle[-1] if method == "oracle" else _recall(alike(truth, readings), best, top))
            continue
        started, worked = time.perf_counter(), time.process_time()
        if further:
            readings, before, expected = _looked_again(truth, each, top, more=method == MORE)
        marks = METHODS["adjusted" if further else method](readings)
        seconds += time.perf_counter() - started
        used += time.process_time() - worked
        if isinstance(marks, Unfit):
            return {"refused": marks.kind.value}
        found.append(_recall(marks.units, best, top))
        if further:
            listed, then = (np.argsort(-units, kind="stable")[:top] for units in (before, marks.units))
            changes.append((expected, top - len(np.intersect1d(listed, then))))
        if marks.fit is not None and run < COVERED.get(entries, 1):
            started = time.process_time()
            inside, chance = _covered(truth, readings, marks.fit, top)
            placed += time.process_time() - started
            covered.append(inside)
            chances.append((chance, best))
    return {
        "recall": round(float(np.mean(found)), 4),
        "oracle": round(float(np.mean(oracle)), 4),
        "coverage": round(float(np.mean(covered)), 4) if covered else None,
        "seconds": round(seconds / runs, 4),
        "peak_mb": peak_mb(),
        "processor_seconds": round(used / runs, 4),
        "places_seconds": round(placed / len(covered), 4) if covered else None,
        "calibration": _calibration(chances),
        "runs": runs,
    } | _changes(changes)


def known(truth: Truth, readings: Readings) -> np.ndarray:
    """What somebody would say who knows every judge: the best there is on these readings."""
    points = (readings.totals - 70) / 8 - truth.severity[readings.judge]
    weight = truth.scale / truth.noise**2
    sums = np.bincount(readings.entry, weight[readings.judge] * points, minlength=readings.entries)
    firm = (weight * truth.scale)[readings.judge]
    return sums / (1 + np.bincount(readings.entry, firm, minlength=readings.entries))


def alike(truth: Truth, readings: Readings) -> np.ndarray:
    """What somebody would say who knows every judge's severity, and takes all for of one scale and noise."""
    points = (readings.totals - 70) / 8 - truth.severity[readings.judge]
    sums = np.bincount(readings.entry, points, minlength=readings.entries)
    return sums / (NOISE**2 + readings.per_entry)


def _changes(found: list[tuple[float, int]]) -> dict[str, float]:
    """How many members second looks were expected to replace, and how many they did, on average."""
    if not found:
        return {}
    expected, replaced = np.mean(found, axis=0)
    return {"expected_change": round(float(expected), 3), "replaced": round(float(replaced), 3)}


def _looked_again(truth: Truth, each: int, top: int, *, more: bool) -> tuple[Readings, np.ndarray, float]:
    """Fewer readings for all, the rest near the line: as many in all, or a tenth more where each has only two.

    Returns  all readings, the marks before the look, and how many members it was expected to replace
    """
    entries = len(truth.quality)
    first = np.full(entries, each if more else each - 1)
    readings = truth.readings(first)
    marks = METHODS["adjusted"](readings)
    assert not isinstance(marks, Unfit)
    assert marks.fit is not None
    budget = entries // 10 if more else entries
    most = truth.seats.shape[1] - int(first[0])
    look = second_look(readings, marks.fit, top=top, budget=budget, most=most)
    return truth.readings(first + look.more), marks.units, look.expected_change


def _recall(marks: np.ndarray, best: np.ndarray, top: int) -> float:
    return float(best[np.argsort(-marks, kind="stable")[:top]].mean())


def _covered(truth: Truth, readings: Readings, fit: Fit, top: int) -> tuple[float, np.ndarray]:
    """The share of entries whose true rank (in the group of their judges) lies in the interval; chances too."""
    said = places(readings, fit, top=top, seed=1)
    groups = readings.group_of_entry
    order = np.lexsort((-truth.quality, groups))
    starts = np.flatnonzero(np.diff(groups[order], prepend=-1))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order)) - np.repeat(starts, np.diff(starts, append=len(order))) + 1
    return float(((said.low <= rank) & (rank <= said.high)).mean()), said.top


def _calibration(chances: list[tuple[np.ndarray, np.ndarray]]) -> float | None:
    """How far, on average, a chance of being among the best is from how often that came true (ten classes)."""
    if not chances or np.isnan(chances[0][0]).any():
        return None
    said = np.concatenate([chance for chance, _ in chances])
    true = np.concatenate([best for _, best in chances]).astype(float)
    which = np.minimum((said * 10).astype(np.int64), 9)
    off = np.bincount(which, said, minlength=10) - np.bincount(which, true, minlength=10)
    return round(float(np.abs(off).sum() / len(said)), 4)
