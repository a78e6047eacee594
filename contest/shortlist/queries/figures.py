"""How surely a round's places are known, and what its sheets say of judges and criteria, in plain figures."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

import numpy as np

from contest.charter.models import Round
from contest.charter.queries import contest_of_round
from contest.errors.shortlist import CutUnfit, MethodUnfit
from contest.shortlist.queries.cuts import cut_of
from contest.shortlist.queries.field import Field
from contest.shortlist.queries.lean import LeanRanking, lean_ranking
from contest.shortlist.queries.readings import RoundReadings
from contest.shortlist.queries.shown import counted_sheets
from contest.shortlist.queries.without import changes_without
from contest.shortlist.rules import (
    Fit,
    Readings,
    criteria_figures,
    fit,
    fit_scaled,
    judging,
    places,
    reliability,
    why_not,
)
from contest.shortlist.rules.columns import points
from contest.shortlist.rules.normal import reach_of
from contest.shortlist.rules.places import SHARE

DIGITS: Final = 4
MOST_WORK: Final = 3_000_000
"""Up to so many judges times sheets the list is made anew without each judge in turn."""
FEWEST: Final = 2
BY_SCALE: Final = "scaled"
COLUMNS: Final = ("code", "rank", "mark", "tied", "taken", "group", "low", "high", "chance")

Figures = Mapping[str, Any]
"""What ``figures_of`` returns, as JSON keeps it."""


def seed_of(round_: Round) -> int:
    """The seed of a round's chances: its year and number, so that anybody can draw the same again."""
    return contest_of_round(round_).year * 100 + round_.number


def figures_of(round_: Round) -> dict[str, Any]:
    """All figures of a round whose scores are locked, computed now.

    Returns  ``ranked``, whether the charter's method ranks these sheets; ``top``, ``seed``, ``sheets``, ``groups``;
             ``unfit``, why nothing is estimated, or None; ``entries``, columns in the order of the ranking, empty
             without one; ``judges``, columns; ``round``; ``criteria``. Numbers that nobody can tell are None
    Raises   CutUnfit
    """
    field = Field(round_, shown={}, settled={}, sheets={}, decisions={}, members={})
    ranked, found = _ranked(round_), field.readings
    readings, unfit = found.readings, why_not(found.readings)
    whole = None if unfit is not None else fit_for(round_, readings)
    top = _wanted(round_, readings.entries) if ranked is None else ranked.places
    return {
        "ranked": ranked is not None,
        "top": top,
        "seed": seed_of(round_),
        "sheets": len(readings),
        "groups": len(set(readings.groups[readings.per_judge > 0].tolist())),
        "unfit": None if unfit is None else unfit.kind.value,
        "entries": {name: [] for name in COLUMNS}
        if ranked is None
        else _entries(ranked, found, whole, top=top, seed=seed_of(round_)),
        "judges": _judges(found, whole, _changes(field, ranked)),
        "round": _round(readings, whole),
        "criteria": _criteria(round_),
    }


def _ranked(round_: Round) -> LeanRanking | None:
    """The ranking, or None where the charter's method cannot be used; the judges' figures stand all the same."""
    try:
        return lean_ranking(round_)
    except MethodUnfit:
        return None


def _wanted(round_: Round, entries: int) -> int:
    """How many places the charter's cut has for so many entries; 0 where only marks would tell."""
    try:
        return cut_of(round_).places(entries) or 0
    except ValueError as error:
        raise CutUnfit from error


def fit_for(round_: Round, readings: Readings) -> Fit:
    """The model behind a round's figures: with scales where the charter ranks by it."""
    return fit_scaled(readings) if round_.method == BY_SCALE else fit(readings)


def _entries(
    ranked: LeanRanking, found: RoundReadings, whole: Fit | None, *, top: int, seed: int
) -> dict[str, list[Any]]:
    place = {entry: at for at, entry in enumerate(found.entry_ids)}
    at = np.array([place.get(entry, -1) for entry in ranked.entries.tolist()], dtype=np.int64)
    told: dict[str, list[Any]] = {
        "code": [code.decode() for code in ranked.codes.tolist()],
        "rank": ranked.ranks.tolist(),
        "mark": [str(points(mark)) for mark in ranked.marks.tolist()],
        "tied": ranked.tied.tolist(),
        "taken": ranked.taken.tolist(),
        "group": [int(found.readings.group_of_entry[one]) + 1 if one >= 0 else 0 for one in at.tolist()],
    }
    if whole is None or not len(ranked):
        return told | {"low": [0] * len(ranked), "high": [0] * len(ranked), "chance": [None] * len(ranked)}
    where = places(found.readings, whole, top=max(top, 1), seed=seed)
    return told | {
        "low": [int(where.low[one]) if one >= 0 else 0 for one in at.tolist()],
        "high": [int(where.high[one]) if one >= 0 else 0 for one in at.tolist()],
        "chance": [number(where.top[one]) if one >= 0 and top else None for one in at.tolist()],
    }


def _changes(field: Field, ranked: LeanRanking | None) -> list[int | None]:
    """What each judge's sheets do to the list; None for nobody can say, or for too much work."""
    readings = field.readings.readings
    if ranked is None or not len(ranked) or readings.judges * len(readings) > MOST_WORK:
        return [None] * readings.judges
    return changes_without(field, ranked)


def _judges(found: RoundReadings, whole: Fit | None, changes: list[int | None]) -> dict[str, list[Any]]:
    readings = found.readings
    said = judging(readings, whole)
    told: dict[str, list[Any]] = {
        "judge": list(found.judge_ids),
        "readings": said.readings.tolist(),
        "mean": numbers(said.mean),
        "spread": numbers(said.spread),
        "agreement": numbers(said.agreement),
        "changes": changes,
        "group": (readings.groups + 1).tolist(),
    }
    blank = np.full(readings.judges, np.nan)
    wide = None if whole is None else fit_scaled(readings).temper
    for key, value, doubt in (
        ("effect", blank if whole is None else whole.effects, blank if whole is None else whole.effects_sd),
        ("scale", blank if wide is None else wide.scales, blank if wide is None else wide.scales_sd),
        ("drift", said.drift, said.drift_sd),
    ):
        reach = reach_of(SHARE) * doubt
        told |= {
            key: numbers(value),
            f"{key}_low": numbers(value - reach),
            f"{key}_high": numbers(value + reach),
        }
    return told


def _round(readings: Readings, whole: Fit | None) -> dict[str, float | None]:
    said = reliability(readings, None if whole is None else whole.variances)
    told = {
        "single": number(said.single),
        "several": number(said.several),
        "readings": number(said.readings),
        "alpha": number(said.alpha),
    }
    parts = ("quality", "judge", "noise")
    return told | {
        name: None if whole is None else number(max(getattr(whole.variances, name), 0.0) ** 0.5)
        for name in parts
    }


def _criteria(round_: Round) -> list[dict[str, Any]]:
    """The criteria in the rubric's order; nothing where there are too few sheets or criteria to compare."""
    lines = list(round_.criteria)
    rows = [
        [float(line.weight * sheet.points.get(line.key, Decimal(0))) for line in lines]
        for sheets in counted_sheets(round_.id).values()
        for sheet in sheets
    ]
    if len(rows) < FEWEST or len(lines) < FEWEST:
        return []
    return [
        {
            "name": line.name,
            "most": str(line.maximum * line.weight),
            "mean": number(one.mean),
            "spread": number(one.spread),
            "with_the_rest": number(one.with_the_rest),
            "discriminates": one.discriminates,
        }
        for line, one in zip(lines, criteria_figures(np.array(rows)), strict=True)
    ]


def number(value: float | None) -> float | None:
    """A figure as it is kept: rounded, None for what nobody can tell."""
    return None if value is None or not np.isfinite(value) else round(float(value), DIGITS)


def numbers(values: Any) -> list[float | None]:
    """The same for a column."""
    return [number(value) for value in values.tolist()]
