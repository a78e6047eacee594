"""Judges' effects from the system, and entries by putting them back."""

from dataclasses import dataclass

import numpy as np

from contest.shortlist.rules.crossed.terms import Terms
from contest.shortlist.rules.readings import Block, Real


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """Level and judges' effects, how surely known, and the covariance of level + effect of judges."""

    level: float
    effects: Real
    effects_sd: Real
    shared: Real

    @property
    def levels(self) -> Real:
        """What each judge gives to an entry of quality 0."""
        return self.level + self.effects


def solved(terms: Terms, judge: float, noise: float) -> Solved:
    """The best linear unbiased predictions of the judges' effects for given variances.

    Units  judge: variance of the effects over that of the noise, which noise is
    """
    level, total = terms.level
    size = len(terms.ones)
    if judge <= 0:
        nothing = np.zeros(size)
        return Solved(total / level, nothing, nothing, np.full((size, size), noise / level))
    inverse = np.linalg.inv(terms.system + np.eye(size) / judge)
    inverse = (inverse + inverse.T) / 2
    tilt = inverse @ terms.ones
    firm = level - float(terms.ones @ tilt)
    mean = (total - float(tilt @ terms.values)) / firm
    effects = inverse @ terms.values - mean * tilt
    variance = noise * np.diag(inverse) + noise / firm * tilt**2
    shared = noise * inverse + noise / firm * np.outer(1 - tilt, 1 - tilt)
    return Solved(mean, effects, np.sqrt(np.maximum(variance, 0)), shared)


@dataclass(frozen=True, slots=True, eq=False)
class Temper:
    """How each judge uses points: scales, what these may be off by, and how firm (noise of all over his own)."""

    scales: Real
    firmness: Real
    scales_sd: Real

    @classmethod
    def alike(cls, judges: int) -> "Temper":
        """All judges the same."""
        return cls(np.ones(judges), np.ones(judges), np.zeros(judges))


@dataclass(frozen=True, slots=True, eq=False)
class Joined:
    """Entries read equally often, given what is known of their judges; rows are entries, columns readings.

    weight   the variance of the quality, were the judges known, over that of the noise
    quality  what the entry adds to the level
    off      points less the judge's level
    doubt    variance of the quality from what is not known of the judges' levels
    leaning  covariance of the judge's level and the quality, one a reading
    """

    weight: Real
    quality: Real
    off: Real
    doubt: Real
    leaning: Real

    def turned_by_scales(self, block: Block, temper: Temper) -> Real:
        """What a reader's scale, were it greater by 1, would change of the quality."""
        seats = block.judges
        change = self.off - 2 * temper.scales[seats] * self.quality[:, None]
        return np.asarray(self.weight[:, None] * change * temper.firmness[seats])


def joined(block: Block, values: Real, found: Solved, temper: Temper, ratio: float) -> Joined:
    """Put the judges' effects back into the entries of a block.

    Units  ratio: variance of quality over that of the noise
    """
    seats = block.judges
    loads = (temper.scales * temper.firmness)[seats]
    weight = ratio / (1 + ratio * (loads * temper.scales[seats]).sum(axis=1))
    off = values[block.sheets] - found.levels[seats]
    pull = np.zeros_like(off)
    for other in range(block.size):
        pull += loads[:, other, None] * found.shared[seats, seats[:, other, None]]
    return Joined(
        weight,
        weight * (loads * off).sum(axis=1),
        off,
        weight**2 * (loads * pull).sum(axis=1),
        -weight[:, None] * pull,
    )
