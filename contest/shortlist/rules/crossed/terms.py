"""What remains of the sheets once entries are eliminated: a system of judges by judges and a few sums.

With q = variance of quality / variance of noise, an entry read n times by judges of scales a has the covariance
I + q aa', whose inverse is I - c aa' with c = q / (1 + q a'a). So all that the likelihood needs are sums over
entries weighed by c. Without scales c depends on n alone, and the sums are taken once for each n.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from contest.shortlist.rules.readings import Block, Readings, Real, Whole

_FEW: Final = 12
"""Entries of up to so many readings are counted pair by pair, others row by row."""
_ROWS: Final = 512


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """The system for one ratio of variances, W being the inverse covariance without judges, in units of the noise.

    system  Z'WZ, judges by judges
    ones    Z'W1;  values  Z'Wy
    level   1'W1 and 1'Wy
    square  y'Wy, and log the logarithm of the determinant of the inverse of W: 0 where nobody asks for them
    """

    system: Real
    ones: Real
    values: Real
    level: tuple[float, float]
    square: float = 0.0
    log: float = 0.0


class PlainTerms:
    """The sums for judges of one scale, taken once; ``at`` any ratio costs nothing that grows with the sheets."""

    def __init__(self, readings: Readings, values: Real) -> None:
        judges = readings.judges
        self._alone = readings.per_judge.astype(float)
        self._values: Real = np.bincount(readings.judge, values, minlength=judges).astype(float)
        self._square = float(values @ values)
        self._count = len(readings)
        self._parts = [_Part(block, values, judges) for block in readings.blocks]

    def at(self, ratio: float) -> Terms:
        """The system for a ratio of the variances of quality and noise."""
        system = np.diag(self._alone)
        ones: Real = self._alone.copy()
        values: Real = self._values.copy()
        level, total, square, log = float(self._count), float(self._values.sum()), self._square, 0.0
        for part in self._parts:
            weight = ratio / (1 + part.size * ratio)
            part.take_from(system, weight)
            ones -= weight * part.size * part.seats
            values -= weight * part.sums
            level -= weight * part.size**2 * part.entries
            total -= weight * part.size * part.total
            square -= weight * part.square
            log += part.entries * float(np.log1p(part.size * ratio))
        return Terms(system, ones, values, (level, total), square, log)


class _Part:
    """The sums over the entries of one number of readings."""

    def __init__(self, block: Block, values: Real, judges: int) -> None:
        rows = values[block.sheets]
        sums = rows.sum(axis=1)
        seats = block.judges.ravel()
        self.size = block.size
        self.entries = len(block.entries)
        self.seats: Real = np.bincount(seats, minlength=judges).astype(float)
        self.sums: Real = np.bincount(seats, np.repeat(sums, block.size), minlength=judges).astype(float)
        self.total = float(sums.sum())
        self.square = float(sums @ sums)
        self._pairs: Whole | None = None
        self._met = pairs(block, judges)
        if len(block.entries) * block.size**2 < judges**2 // 8:
            self._pairs = np.flatnonzero(self._met)
            self._met = self._met.ravel()[self._pairs]

    def take_from(self, system: Real, weight: float) -> None:
        """Subtract weight times the pairs."""
        if self._pairs is None:
            system -= weight * self._met
        else:
            system.ravel()[self._pairs] -= weight * self._met


class ScaledTerms:
    """The sums for judges with scales and noises of their own, taken anew for every change of them."""

    def __init__(self, readings: Readings, values: Real) -> None:
        self._readings = readings
        self._values = values
        self._sums = np.bincount(readings.judge, values, minlength=readings.judges)

    def at(self, ratio: float, scales: Real, firmness: Real) -> Terms:
        """The system for a ratio of the variances of quality and noise.

        Shapes  scales, firmness: one each a judge; the variance of his noise is the noise over his firmness
        """
        readings = self._readings
        judges = readings.judges
        loads = scales * firmness
        ones, values = readings.per_judge * firmness, self._sums * firmness
        system = np.diag(ones)
        level, total = float(ones.sum()), float(values.sum())
        met = np.zeros((judges, judges))
        for block in readings.blocks:
            rows = loads[block.judges]
            tilt, sums = rows.sum(axis=1), (rows * self._values[block.sheets]).sum(axis=1)
            weight = ratio / (1 + ratio * (rows * scales[block.judges]).sum(axis=1))
            seats = block.judges.ravel()
            ones -= loads * np.bincount(seats, np.repeat(weight * tilt, block.size), minlength=judges)
            values -= loads * np.bincount(seats, np.repeat(weight * sums, block.size), minlength=judges)
            level -= float(weight @ tilt**2)
            total -= float((weight * tilt) @ sums)
            met += pairs(block, judges, weight)
        system -= met * np.outer(loads, loads)
        return Terms(system, ones, values, (level, total))


def pairs(block: Block, judges: int, weight: Real | None = None) -> Real:
    """How often two judges read the same entry, or the sum of those entries' weights; a judge with himself too."""
    if block.size > _FEW:
        return _row_by_row(block, judges, weight)
    found = np.zeros(judges * judges)
    for one in range(block.size):
        for other in range(one, block.size):
            key = block.judges[:, one] * judges + block.judges[:, other]
            times = np.bincount(key, weight, minlength=judges * judges)
            found += times if other > one else times / 2
    square = found.reshape(judges, judges)
    return square + square.T


def _row_by_row(block: Block, judges: int, weight: Real | None) -> Real:
    found = np.zeros((judges, judges))
    for start in range(0, len(block.entries), _ROWS):
        seats = block.judges[start : start + _ROWS]
        reads = np.zeros((len(seats), judges))
        reads[np.arange(len(seats))[:, None], seats] = 1
        heavy = reads if weight is None else reads * weight[start : start + _ROWS, None]
        found += reads.T @ heavy
    return found
