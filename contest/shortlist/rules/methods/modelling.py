"""What readings must offer before effects of entries and judges can be told apart."""

from contest.shortlist.rules.methods.answers import Unfit, UnfitKind
from contest.shortlist.rules.readings import Readings


def why_not(readings: Readings) -> Unfit | None:
    """Why no effects can be estimated, or None."""
    if not len(readings):
        return Unfit(UnfitKind.NO_READINGS, 1, 0)
    if (judges := int((readings.per_judge > 0).sum())) < 2:
        return Unfit(UnfitKind.ONE_JUDGE, 2, judges)
    if readings.blocks[-1].size < 2:
        return Unfit(UnfitKind.NO_REPEATS, 2, 1)
    if readings.points.min() == readings.points.max():
        return Unfit(UnfitKind.NO_SPREAD)
    return None
