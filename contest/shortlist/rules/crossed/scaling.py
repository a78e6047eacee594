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
_ROUNDS: Final = 12
_NEAR: Final = 1e-3
_LEAST: Final = 1e-12
_QUIET: Final = 1e-8
_FURTHEST: Final = 8.0
_WIDEST: Final = 6.0


def fit_scaled(readings: Readings) -> Fit:
    """Fit points = level + scale of the judge * quality of the entry + effect of the judge + noise of the judge.

    Begins with the variances of one scale for all. Every round takes qualities and effects as they follow from
    the scales, with what is not known of them, then scales, noises and variances as they follow from those.
    Scales are shrunk towards 1 as far as they differ in this round, noises towards that of all.

    Source  Dempster, Laird & Rubin, JRSS B 39 (1977); Liu, Rubin & Wu, Biometrika 85 (1998)
    """
    centre, unit, values = standard(readings)
    quality, judge, noise = most_likely(PlainTerms(readings, values), len(readings))
    temper = Temper.alike(readings.judges)
    terms = ScaledTerms(readings, values)
    now = Variances(quality * noise, judge * noise, noise, _USUAL**2)
    for _ in range(_ROUNDS if quality > 0 else 0):
        start = _laid_out(temper, now)
        once = _round(readings, values, terms, temper, now)
        twice = _round(readings, values, terms, *once)
        further = _leap(start, _laid_out(*once), _laid_out(*twice))
        before = twice[0] if further is None else further[0]
        temper, now = _round(readings, values, terms, *(further or twice))
        if np.abs(temper.scales - before.scales).max() < _NEAR:
            break
    system = terms.at(now.quality / now.noise, temper.scales, temper.firmness)
    found = solved(system, now.judge / now.noise, now.noise)
    return told(readings, values, found, now, temper, (centre, unit))


def _laid_out(temper: Temper, now: Variances) -> Real:
    """Everything a round changes in one row, what must stay above 0 as logarithms."""
    parts = np.array([now.quality, now.judge, now.noise, now.scale])
    return np.concatenate((temper.scales, np.log(temper.firmness), np.log(np.maximum(parts, _LEAST))))


def _leap(start: Real, once: Real, twice: Real) -> tuple[Temper, Variances] | None:
    """Where rounds are heading, from two of them; None where they head nowhere in particular.

    Source  Varadhan & Roland, Scandinavian J. Statistics 35 (2008): SQUAREM, their third step length
    """
    step = once - start
    bend = twice - once - step
    if not bend.any():
        return None
    length = min(max(float(np.sqrt((step @ step) / (bend @ bend))), 1.0), _FURTHEST)
    there = start + 2 * length * step + length**2 * bend
    judges = (len(there) - 4) // 2
    parts = np.exp(there[-4:]).tolist()
    firmness = np.exp(np.clip(there[judges:-4], -_WIDEST, _WIDEST))
    return Temper(there[:judges], firmness, np.zeros(judges)), Variances(*parts)


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
    noise = max(float(misfit.sum()) / len(readings), _QUIET)
    misfit = np.maximum(misfit, 0)
    own = (misfit + _ALIKE * noise) / (readings.per_judge + _ALIKE)
    pull = own / now.scale
    scales = (along + pull) / (square + pull)
    usual = float(scales.mean())  # a scale common to all is quality's own, and would only creep there
    scales /= usual
    off = float(np.sum((scales - 1) ** 2 + own / (square + pull)))
    further = Variances(
        qualities / readings.entries * usual**2,
        float(np.mean(found.effects**2 + found.effects_sd**2)),
        noise,
        (off + _WORTH * _USUAL**2) / (readings.judges + _WORTH),
    )
    return Temper(scales, noise / own, np.sqrt(own / (sure + pull))), further


def _by_judge(judges: Whole, amounts: Real, count: int) -> Real:
    return np.bincount(judges.ravel(), amounts.ravel(), minlength=count).astype(float)
