"""Which entries get a second look, and whether it differs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from random import Random


class RecheckReason(StrEnum):
    """Why an entry was chosen for a second look."""

    RANDOM = "random"
    TOP = "top"


@dataclass(frozen=True, slots=True)
class SecondLook:
    """A look that was taken: its mark, the mark it was held against, and whether it reopened the entry."""

    mark: Decimal
    against: Decimal
    reopened: bool


def choose_rechecks(
    marks: Mapping[int, Decimal],
    *,
    drawn: Collection[int] = (),
    random_drawn: int = 0,
    percent: int,
    top: int,
    seed: int,
) -> dict[int, RecheckReason]:
    """The entries to look at again, besides those chosen before: the top ones, and a share of all at random.

    The top ones are those at the top places, equals included. The share is of all entries, rounded up,
    drawn among those that are not chosen otherwise; what was drawn at random before counts toward it.

    Shapes   marks: entry -> settled mark; drawn: entries chosen before, random_drawn of them at random
    Units    percent: 0 to 100 of all entries
    Returns  the new ones and why; the same for the same seed, whatever the order of the marks
    Raises   ValueError for a percent outside 0 to 100 or a negative top
    Source   the exam regulation: five per cent of the scripts are marked again, the top ones always
    """
    if not 0 <= percent <= 100 or top < 0:
        raise ValueError("percent must be 0 to 100, and top not below 0")
    best = sorted(marks.values(), reverse=True)[:top]
    line = best[-1] if best else None
    high = {entry for entry, mark in marks.items() if line is not None and mark >= line}
    owed = -(-len(marks) * percent // 100) - random_drawn
    left = sorted(set(marks) - high - set(drawn))
    lots = Random(seed).sample(left, max(0, min(owed, len(left))))
    chosen = dict.fromkeys(sorted(high - set(drawn)), RecheckReason.TOP)
    return chosen | dict.fromkeys(sorted(lots), RecheckReason.RANDOM)


def differs(mark: Decimal, against: Decimal, *, band: Decimal) -> bool:
    """Whether a second look is so far from the mark that two judges as far apart would have to talk."""
    return abs(mark - against) >= band


def sends_back(look: SecondLook, mark: Decimal, *, band: Decimal) -> bool:
    """Whether a look that was taken has an entry with this mark settled anew.

    What was found then stands for the mark it was held against; a mark that came since, of other sheets,
    is held against the same look.
    """
    return look.reopened if mark == look.against else differs(look.mark, mark, band=band)
