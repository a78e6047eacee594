"""From the totals of an entry's judges to one mark, or to what is still owed."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from contest.scoring.rules.aggregations import AGGREGATIONS, settles_as
from contest.scoring.rules.points import round_points

_PAIR: Final = 2


@dataclass(frozen=True, slots=True)
class Bands:
    """How far two judges may differ, in points of the round's scale.

    agree    below it the mean stands
    minutes  up to it, itself included, the two talk and the head decides in minutes; above, a third reads
    panel    after a third reading, the largest gap whose mean still stands

    Raises   ValueError unless 0 <= agree <= minutes and 0 <= panel
    """

    agree: Decimal = Decimal(10)
    minutes: Decimal = Decimal(15)
    panel: Decimal = Decimal(25)

    def __post_init__(self) -> None:
        if not 0 <= self.agree <= self.minutes or self.panel < 0:
            raise ValueError("bands must be 0 <= agree <= minutes, and panel not below 0")


class Outcome(StrEnum):
    """Where an entry's marking stands."""

    WAITING = "waiting"
    SETTLED = "settled"
    MINUTES = "minutes"
    THIRD = "third"
    PANEL = "panel"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One mark when the outcome is settled, else None; and the largest difference between the totals."""

    outcome: Outcome
    mark: Decimal | None
    difference: Decimal


def settle(totals: Sequence[Decimal], *, readers: int, bands: Bands, combine: str = "mean") -> Verdict:
    """Turn the totals of an entry's judges into one mark, or say what is owed.

    One reader: the total. Two: the mean below bands.agree; up to bands.minutes the two talk and the head
    decides in minutes; beyond it a third reads, after which two equal totals are the mark, else the mean
    of the three up to bands.panel, else the head calls a panel. Three or more planned from the start:
    combined in the charter's way. The judges' own totals are never altered.

    Shapes   totals: one for each score sheet handed in; at most as many as readers, or three for two
    Units    points on the round's scale, bands too
    combine  the charter's method, for three or more planned readers; one and two go by the rules above
    Returns  a Verdict; its mark is rounded half up to 0.01 point
    Raises   ValueError for readers < 1, more totals than the plan allows, or a combination that refuses them
    Source   the charter; its default is the exam regulation of 2019 for Ngữ văn (1,0 / 1,5 / 2,5 of 10)
    """
    if readers < 1 or len(totals) > max(readers, _PAIR + 1 if readers == _PAIR else 0):
        raise ValueError(f"{len(totals)} totals for {readers} readers")
    difference = max(totals) - min(totals) if totals else Decimal(0)
    if len(totals) < readers:
        outcome = Outcome.WAITING
    elif readers == _PAIR:
        outcome = _settle_pair(totals, difference, bands)
    else:
        outcome = Outcome.SETTLED
    if outcome is not Outcome.SETTLED:
        return Verdict(outcome, None, difference)
    return Verdict(outcome, round_points(_mark(totals, readers, combine)), difference)


def _settle_pair(totals: Sequence[Decimal], difference: Decimal, bands: Bands) -> Outcome:
    if len(totals) > _PAIR:
        stands = difference <= bands.panel or _shared(totals) is not None
        return Outcome.SETTLED if stands else Outcome.PANEL
    if difference < bands.agree:
        return Outcome.SETTLED
    return Outcome.MINUTES if difference <= bands.minutes else Outcome.THIRD


def _mark(totals: Sequence[Decimal], readers: int, combine: str) -> Decimal:
    own = settles_as(combine)
    if own not in AGGREGATIONS:
        raise ValueError(f"no way to combine called {combine!r}")
    if readers > _PAIR:
        return AGGREGATIONS[own](totals)
    shared = _shared(totals)
    return AGGREGATIONS["mean"](totals) if shared is None else shared


def _shared(totals: Sequence[Decimal]) -> Decimal | None:
    """The total that two judges have in common, if there is one."""
    return next((total for total in totals if totals.count(total) > 1), None)
