"""Small made-up contests for the statistics of the shortlist."""

import numpy as np

from contest.shortlist.rules import Readings


def contest(
    seed, entries=60, judges=6, each=3, *, severity=0.7, scale=0.0, noise=0.7, panels=1, ragged=False
):
    """Readings in hundredths, and the qualities and severities behind them (one is 8 points)."""
    rng = np.random.default_rng(seed)
    quality, lenience = rng.standard_normal(entries), severity * rng.standard_normal(judges)
    wide = np.exp(scale * rng.standard_normal(judges))
    pool = np.array_split(np.arange(judges), panels)
    rows = []
    for entry in range(entries):
        times = int(rng.integers(1, each + 2)) if ragged else each
        for judge in rng.permutation(pool[entry % panels])[:times]:
            said = lenience[judge] + wide[judge] * quality[entry] + noise * rng.standard_normal()
            rows.append((entry, judge, round(100 * (70 + 8 * said))))
    columns = np.array(rows).T
    return Readings(*columns, 2, entries, judges), quality, lenience
