"""Crossed random effects the plain way: the whole covariance matrix, for small contests only."""

from itertools import pairwise

import numpy as np


def deviance(ratios, entry, judge, values):
    """Minus twice the restricted log-likelihood, and everything that comes with it."""
    by_entry = (entry[:, None] == entry[None, :]).astype(float)
    by_judge = (judge[:, None] == judge[None, :]).astype(float)
    covariance = np.eye(len(values)) + ratios[0] * by_entry + ratios[1] * by_judge
    inverse = np.linalg.inv(covariance)
    ones = np.ones(len(values))
    level = (ones @ inverse @ values) / (ones @ inverse @ ones)
    off = inverse @ (values - level)
    noise = (values - level) @ off / (len(values) - 1)
    logs = np.linalg.slogdet(covariance)[1] + np.log(ones @ inverse @ ones)
    return (len(values) - 1) * np.log(noise) + logs, noise, level, off, inverse


def dense_reml(entry, judge, values):
    """Variances, level and effects; the ratios by ever finer grids, without a derivative."""
    centre, width = np.zeros(2), 6.0
    while width > 1e-5:
        steps = np.linspace(-width, width, 7)
        grid = [centre + np.array([one, other]) for one in steps for other in steps]
        centre = min(grid, key=lambda logs: deviance(np.exp(logs), entry, judge, values)[0])
        width /= 2.5
    ratios = np.exp(centre)
    _, noise, level, off, inverse = deviance(ratios, entry, judge, values)
    quality = ratios[0] * np.array([off[entry == e].sum() for e in range(entry.max() + 1)])
    effects = ratios[1] * np.array([off[judge == j].sum() for j in range(judge.max() + 1)])
    ones = np.ones(len(values))
    projection = inverse - np.outer(inverse @ ones, inverse @ ones) / (ones @ inverse @ ones)
    doubts = []
    for ratio, column in ((ratios[0], entry), (ratios[1], judge)):
        design = (column[:, None] == np.arange(column.max() + 1)[None, :]).astype(float)
        known = ratio - ratio**2 * np.einsum("ni,nm,mi->i", design, projection, design)
        doubts.append(np.sqrt(noise * known))
    return {
        "variances": (ratios[0] * noise, ratios[1] * noise, noise),
        "level": level,
        "quality": quality,
        "effects": effects,
        "quality_sd": doubts[0],
        "effects_sd": doubts[1],
    }


def krippendorff(units):
    """Interval alpha from the coincidences of pairable values, pair by pair."""
    units = [values for values in units if len(values) > 1]
    every = [value for values in units for value in values]
    observed = sum(
        sum((a - b) ** 2 for i, a in enumerate(values) for j, b in enumerate(values) if i != j)
        / (len(values) - 1)
        for values in units
    ) / len(every)
    expected = sum((a - b) ** 2 for a in every for b in every) / (len(every) * (len(every) - 1))
    return 1 - observed / expected


def falls(values):
    """Whether each value is at most the one before."""
    return all(later <= earlier for earlier, later in pairwise(values))
