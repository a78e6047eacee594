"""The restricted likelihood of two ratios of variances, and where it is greatest."""

from collections.abc import Callable
from itertools import product
from typing import Final

import numpy as np

from contest.shortlist.rules.crossed.terms import PlainTerms
from contest.shortlist.rules.readings import Real

_STEP: Final = 1e-3
_LEAST, _MOST = -14.0, 16.0
"""Logarithms of ratios that are looked at; below the least a variance is held against 0."""
_ROUNDS: Final = 40
_NEAR: Final = 1e-7


def deviance(terms: PlainTerms, count: int, quality: float, judge: float) -> tuple[float, float]:
    """Minus twice the restricted log-likelihood but for a constant, and the variance of the noise.

    One Cholesky factor of the system, bordered by the level and the values, tells everything.

    Units   quality, judge: their variances over that of the noise
    Source  Patterson & Thompson, Biometrika 58 (1971); Bates et al., J. Stat. Software 67 (2015)
    """
    found = terms.at(quality)
    size = len(found.ones)
    bordered = np.empty((size + 2, size + 2))
    bordered[:size, :size] = judge * found.system
    bordered[np.arange(size), np.arange(size)] += 1
    bordered[size, :size] = np.sqrt(judge) * found.ones
    bordered[size + 1, :size] = np.sqrt(judge) * found.values
    bordered[size, size], bordered[size + 1, size] = found.level
    bordered[size + 1, size + 1] = found.square
    try:
        pivots = np.diag(np.linalg.cholesky(bordered))
    except np.linalg.LinAlgError:
        return np.inf, 0.0
    square = float(pivots[-1] ** 2)
    logs = 2 * float(np.log(pivots[:-1]).sum())
    return (count - 1) * float(np.log(square)) + found.log + logs, square / (count - 1)


def most_likely(terms: PlainTerms, count: int) -> tuple[float, float, float]:
    """The variances of quality and judges over that of the noise, and the latter, by REML.

    Newton's method on the logarithms with a bound on each step; a ratio that runs away downwards is held
    against nought itself.
    """

    def of_logs(logs: Real) -> float:
        return deviance(terms, count, *np.exp(logs).tolist())[0]

    logs = _lowest(of_logs, np.array([0.0, -1.0]))
    quality, judge = np.exp(logs).tolist()
    best = deviance(terms, count, quality, judge)[0]
    for one, other in product((quality, 0.0), (judge, 0.0)):
        there = deviance(terms, count, one, other)[0]
        if there < best + _NEAR and (one, other) != (quality, judge):
            quality, judge, best = one, other, there
    return quality, judge, deviance(terms, count, quality, judge)[1]


def _lowest(function: Callable[[Real], float], start: Real) -> Real:
    """A lowest point of a smooth function of two numbers, each within bounds."""
    here, value, reach = start, function(start), 2.0
    for _ in range(_ROUNDS):
        slope, bend = _slope_and_bend(function, here, value)
        step = _step(slope, bend, here, reach)
        if np.abs(step).max() < _NEAR:
            break
        there = np.clip(here + step, _LEAST, _MOST)
        reached = function(there)
        if reached < value:
            small = np.abs(step).max() < _NEAR * 100
            here, value, reach = there, reached, min(reach * 2, 4.0)
            if small:
                break
        else:
            reach = float(np.abs(step).max()) / 4
            if reach < _NEAR:
                break
    return here


def _slope_and_bend(function: Callable[[Real], float], here: Real, value: float) -> tuple[Real, Real]:
    """First and second derivatives from differences."""
    one, other = np.array([_STEP, 0.0]), np.array([0.0, _STEP])
    up = np.array([function(here + one), function(here + other)])
    down = np.array([function(here - one), function(here - other)])
    cross = (function(here + one + other) - up.sum() + value) / _STEP**2
    slope = (up - down) / (2 * _STEP)
    bend = np.diag((up - 2 * value + down) / _STEP**2)
    # the forward difference is off by half a step of third derivatives, which only Newton's speed feels
    bend[0, 1] = bend[1, 0] = cross
    return slope, bend


def _step(slope: Real, bend: Real, here: Real, reach: float) -> Real:
    """Newton's step, made to go downhill, no further than reach, and not out of bounds."""
    held = ((here <= _LEAST) & (slope > 0)) | ((here >= _MOST) & (slope < 0))
    slope = np.where(held, 0.0, slope)
    bend = np.where(held[:, None] | held[None, :], np.eye(2), bend)
    values, vectors = np.linalg.eigh(bend)
    firm = np.maximum(np.abs(values), 1e-9)
    step = -vectors @ ((vectors.T @ slope) / firm)
    longest = float(np.abs(step).max())
    return np.asarray(step if longest <= reach else step * (reach / longest))
