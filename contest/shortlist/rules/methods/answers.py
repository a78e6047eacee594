"""What a method answers: marks, or why it cannot be used."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

import numpy as np

from contest.shortlist.rules.crossed.fitting import Fit
from contest.shortlist.rules.readings import Readings, Real, Whole

HUNDREDTHS: Final = 2
FURTHER: Final = 2


class UnfitKind(StrEnum):
    """Why a method cannot be used on these readings."""

    NO_READINGS = "no-readings"
    TOO_FEW = "too-few-readings"
    UNEVEN = "uneven-readings"
    DISCONNECTED = "disconnected"
    ONE_JUDGE = "one-judge"
    NO_REPEATS = "no-repeats"
    NO_SPREAD = "no-spread"
    NOT_POSITIVE = "not-positive"


@dataclass(frozen=True, slots=True)
class Unfit:
    """The reason, the number it needs and the number there is."""

    kind: UnfitKind
    needed: int = 0
    have: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """A mark for each entry, as a whole number of 10 ** -places; ``NONE`` for an entry that nobody read.

    What is rounded away decides nothing: ranks and ties follow these numbers.
    fit  the variances and effects behind the marks, for the methods that have them
    """

    units: Whole
    places: int
    fit: Fit | None = None

    NONE = np.iinfo(np.int64).min

    def mark(self, entry: int) -> Decimal | None:
        """One entry's mark."""
        units = int(self.units[entry])
        return None if units == self.NONE else Decimal(units).scaleb(-self.places)

    @property
    def ranks(self) -> Whole:
        """Ranks as competitions give them, 1 2 2 4; 0 for an entry without a mark."""
        marked = self.units != self.NONE
        ordered = np.sort(-self.units[marked])
        found = np.zeros(len(self.units), dtype=np.int64)
        found[marked] = np.searchsorted(ordered, -self.units[marked]) + 1
        return found


def exact(numerators: Whole, counts: Whole, places: int) -> Marks:
    """Exact quotients, rounded half up to 0.01 or to the decimal places of the sheets when those are more.

    Shapes  numerators in units of 10 ** -places; a count of 0 means no mark
    """
    kept = max(HUNDREDTHS, places)
    scaled = numerators * 10 ** (kept - places)
    size = np.abs(scaled)
    divisor = np.maximum(counts, 1)
    rounded = np.sign(scaled) * ((2 * size + divisor) // (2 * divisor))
    return Marks(np.where(counts > 0, rounded, Marks.NONE), kept)


def estimated(values: Real, readings: Readings, fit: Fit | None = None) -> Marks:
    """Estimates, rounded to two decimals more than exact marks have."""
    kept = max(HUNDREDTHS, readings.places) + FURTHER
    units = np.rint(np.where(readings.per_entry > 0, values, 0.0) * 10.0**kept).astype(np.int64)
    return Marks(np.where(readings.per_entry > 0, units, Marks.NONE), kept, fit)
