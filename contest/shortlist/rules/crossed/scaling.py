"""Judges' scales and noises beside their severity, by expectation and maximization."""

from typing import Final

import numpy as np

from contest.shortlist.rules.crossed.fitting import Fit, Variances, standard, told
from contest.shortlist.rules.crossed.likelihood import most_likely
from contest.shortlist.rules.crossed.solving import Temper, joined, solved
from contest.shortlist.rules.crossed.terms import PlainTerms, ScaledTerms
from contest.shortlist.rules.readings import Readings, Real, Whole

_USUAL: Final = 0.2
"""How much scales differ as a rule (standard deviation), known before any sheet, and worth so many judges."""
_WORTH: Final = 2.0
_ALIKE: Final = 12.0
"""How many readings the noise of all judges weighs beside a judge's own."""
_ROUNDS: Final = 30
_NEAR: Final = 5e-4


def fit_scaled(readings: Readings) -> Fit:
    """Fit points = level + scale of the judge * quality of the entry + effect of the judge + noise of the judge.

    Begins with the variances of one scale for all. Every round takes qualities and effects as they follow from
    the scales, with what is not known of them, then scales, noises and variances as they follow from those.
    Scales are shrunk towards 1 as far as they differ in this round, noises towards that of all.

    Source  Dempster, Laird & Rubin, JRSS B 39 (1977)
    """
    centre, unit, values = standard(readings)
    quality, judge, noise = most_likely(PlainTerms(readings, values), len(readings))
    temper = Temper.alike(readings.judges)
    terms = ScaledTerms(readings, values)
    now = Variances(quality * noise, judge * noise, noise, _USUAL**2)
    for _ in range(_ROUNDS if quality > 0 else 0):
        before = temper
        temper, now = _round(readings, values, terms, temper, now)
        if np.abs(temper.scales - before.scales).max() < _NEAR:
            break
    system = terms.at(now.quality / now.noise, temper.scales, temper.firmness)
    found = solved(system, now.judge / now.noise, now.noise)
    return told(readings, values, found, now, temper, (centre, unit))


def _round(
    readings: Readings, values: Real, terms: ScaledTerms, temper: Temper, now: Variances
) -> tuple[Temper, Variances]:
    """How judges use points, and the variances, one round further."""
    ratio = now.quality / now.noise
    found = solved(terms.at(ratio, temper.scales, temper.firmness), now.judge / now.noise, now.noise)
    along, square, sure, misfit = np.zeros((4, readings.judges))
    qualities = 0.0
    level_doubt = np.diag(found.shared)
    for block in readings.blocks:
        entry = joined(block, values, found, temper, ratio)
        loads = temper.scales[block.judges]
        doubt = (now.noise * entry.weight + entry.doubt)[:, None]
        quality = np.broadcast_to(entry.quality[:, None], entry.off.shape)
        left = entry.off - loads * quality
        spread = level_doubt[block.judges] + loads**2 * doubt + 2 * loads * entry.leaning
        for sums, amounts in (
            (along, entry.off * quality - entry.leaning),
            (square, quality**2 + doubt),
            (sure, quality**2),
            (misfit, left**2 + spread),
        ):
            sums += _by_judge(block.judges, amounts, readings.judges)
        qualities += float((entry.quality**2 + doubt[:, 0]).sum())
    qualities += int((readings.per_entry == 0).sum()) * now.quality
    noise = float(misfit.sum()) / len(readings)
    own = (misfit + _ALIKE * noise) / (readings.per_judge + _ALIKE)
    pull = own / now.scale
    scales = (along + pull) / (square + pull)
    off = float(np.sum((scales - 1) ** 2 + own / (square + pull)))
    further = Variances(
        qualities / readings.entries,
        float(np.mean(found.effects**2 + found.effects_sd**2)),
        noise,
        (off + _WORTH * _USUAL**2) / (readings.judges + _WORTH),
    )
    return Temper(scales, noise / own, np.sqrt(own / (sure + pull))), further


def _by_judge(judges: Whole, amounts: Real, count: int) -> Real:
    return np.bincount(judges.ravel(), amounts.ravel(), minlength=count).astype(float)
