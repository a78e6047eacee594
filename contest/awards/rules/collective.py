"""How units are compared for collective prizes: who took part, how well they wrote, how many won."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from contest.awards.rules.kinds import Terms

HUNDREDTH = Decimal("0.01")
HUNDRED = Decimal(100)


class Lack(StrEnum):
    """Why a unit is not compared."""

    NO_HEADCOUNT = "no_headcount"
    TOO_FEW_FINALISTS = "too_few_finalists"
    TOO_FEW_WINNERS = "too_few_winners"


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What is known of one unit.

    Shapes  marks: of its valid entries that have one, in any order
    Units   marks on the round's scale; headcount in persons, 0 when not known
    """

    unit: int
    headcount: int
    valid: int
    marks: tuple[Decimal, ...]
    finalists: int
    winners: int


@dataclass(frozen=True, slots=True)
class UnitScore:
    """One unit's table row.

    Units   rate, quality, winners: percent, as they are; score and its three parts: points out of 100, to 0.01
    Shapes  rank 1 is best, equals share one; None where something is lacking, and then the parts are None too
    """

    unit: int
    rate: Decimal | None
    quality: Decimal
    winners: Decimal
    parts: tuple[Decimal, Decimal, Decimal] | None
    score: Decimal | None
    rank: int | None
    lacks: tuple[Lack, ...]


def unit_scores(facts: Sequence[UnitFacts], terms: Terms, *, scale: Decimal) -> list[UnitScore]:
    """Score and rank the units; those that lack something stand last, without a score.

    rate     valid entries / headcount, at most 1
    quality  mean of the unit's ``best_entries`` best marks / scale; a mark that is missing counts 0
    winners  the unit's personal prizes / all personal prizes of the units

    With ``relative`` rate and winners are divided by the largest among the units compared, so that the best gets
    the whole weight; without, they stand as they are. A headcount that is not known is never guessed.

    Units    scale: the most points an entry can get
    Returns  best first, equals by unit id
    Raises   ValueError for a scale not above 0 or best_entries below 1
    Source   the contest's charter; docs/decisions/0024
    """
    if scale <= 0 or terms.best_entries < 1:
        raise ValueError("a scale and a number of best entries above 0 are needed")
    all_winners = sum(one.winners for one in facts)
    lacks = {one.unit: _lacks(one, terms) for one in facts}
    figures = {one.unit: _figures(one, terms, scale, all_winners) for one in facts}
    compared = [one.unit for one in facts if not lacks[one.unit]]
    best = [max((figures[unit][place] for unit in compared), default=Decimal(0)) for place in (0, 2)]
    parts = {unit: _parts(figures[unit], best, terms) for unit in compared}
    totals = {unit: sum(parts[unit], Decimal(0)) for unit in compared}
    found = [
        UnitScore(
            unit=one.unit,
            rate=_percent(figures[one.unit][0]) if one.headcount else None,
            quality=_percent(figures[one.unit][1]),
            winners=_percent(figures[one.unit][2]),
            parts=parts.get(one.unit),
            score=totals.get(one.unit),
            rank=1 + sum(other > totals[one.unit] for other in totals.values())
            if one.unit in totals
            else None,
            lacks=lacks[one.unit],
        )
        for one in facts
    ]
    return sorted(found, key=lambda row: (row.score is None, -(row.score or 0), row.unit))


def _lacks(one: UnitFacts, terms: Terms) -> tuple[Lack, ...]:
    return tuple(
        lack
        for lack, lacking in (
            (Lack.NO_HEADCOUNT, one.headcount <= 0),
            (Lack.TOO_FEW_FINALISTS, one.finalists < terms.least_finalists),
            (Lack.TOO_FEW_WINNERS, one.winners < terms.least_winners),
        )
        if lacking
    )


def _figures(
    one: UnitFacts, terms: Terms, scale: Decimal, all_winners: int
) -> tuple[Decimal, Decimal, Decimal]:
    """Rate, quality and winners as shares of 1."""
    rate = min(Decimal(1), Decimal(one.valid) / one.headcount) if one.headcount > 0 else Decimal(0)
    best = sorted(one.marks, reverse=True)[: terms.best_entries]
    quality = sum(best, Decimal(0)) / terms.best_entries / scale
    return rate, quality, Decimal(one.winners) / all_winners if all_winners else Decimal(0)


def _parts(
    figures: tuple[Decimal, Decimal, Decimal], best: Sequence[Decimal], terms: Terms
) -> tuple[Decimal, Decimal, Decimal]:
    rate, quality, winners = figures
    if terms.relative:
        rate, winners = (
            value / most if most else Decimal(0) for value, most in ((rate, best[0]), (winners, best[1]))
        )
    weights = (terms.weight_rate, terms.weight_quality, terms.weight_winners)
    first, second, third = (
        (value * weight).quantize(HUNDREDTH, ROUND_HALF_UP)
        for value, weight in zip((rate, quality, winners), weights, strict=True)
    )
    return first, second, third


def _percent(share: Decimal) -> Decimal:
    return (share * HUNDRED).quantize(HUNDREDTH, ROUND_HALF_UP)
