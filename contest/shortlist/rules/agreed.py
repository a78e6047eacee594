"""What becomes of a mark agreed in minutes where marks come from a model of all sheets."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from contest.shortlist.rules.crossed.fitting import Fit
from contest.shortlist.rules.readings import Readings, Real


@dataclass(frozen=True, slots=True)
class Agreed:
    """A mark that people agreed on for one entry; the sheets before it stay as they are.

    by_its_judges  its own judges came to it, so that their severity is in it; a panel's, or the head's, is not theirs
    """

    mark: Decimal
    by_its_judges: bool


def with_agreed(readings: Readings, fit: Fit, agreed: Mapping[int, Agreed]) -> Real:
    """Each entry's value by the model, an agreed mark in the place of the totals it was agreed about.

    Variances and the judges' effects stay those of the first sheets, which nobody had talked over; the agreed
    mark is then shrunk as the entry's sheets would have been, and the severity of its own judges taken off it.

    Shapes  agreed: place of an entry -> what was agreed of it
    Source  the mixed model equations: with effects given, an entry's value is linear in its totals
    """
    values = np.asarray(fit.level + fit.quality)
    for place, said in agreed.items():
        mine = np.flatnonzero(readings.entry == place)
        weights, mark = -fit.by_level[mine], float(said.mark)
        if said.by_its_judges:
            values[place] += float(weights @ (mark - readings.totals[mine]))
        else:
            values[place] = fit.level + float(weights.sum()) * (mark - fit.level)
    return values
