"""A ranking in the words and names of the file it came from."""

from functools import cached_property
from typing import Any, Final

import numpy as np

from contest.cli.sheet_file import SheetFile
from contest.shortlist.rules import (
    METHODS,
    Fit,
    Marks,
    Unfit,
    judging,
    left_out,
    places,
    reliability,
    second_look,
    why_not,
)
from contest.shortlist.rules.normal import reach_of
from contest.shortlist.rules.places import SHARE

DIGITS: Final = 6
MOST_WORK: Final = 3_000_000
"""Up to so many judges times sheets the ranking is made anew without each judge in turn."""


class Told:
    """What ``rank`` says of one file by one method."""

    def __init__(self, file: SheetFile, method: str, marks: Marks, *, top: int | None, seed: int) -> None:
        self.file, self.readings = file, file.readings
        self.method, self.marks, self.top, self.seed = method, marks, top, seed

    @cached_property
    def fit(self) -> Fit | None:
        """The method's own fit, or the adjusted one beside a method that has none; None when there can be none."""
        if self.marks.fit is not None or why_not(self.readings) is not None:
            return self.marks.fit
        other = METHODS["adjusted"](self.readings)
        return None if isinstance(other, Unfit) else other.fit

    def everything(self, *, budget: int | None, threshold: float) -> dict[str, Any]:
        """All of it, for JSON."""
        fit, readings = self.fit, self.readings
        whole = reliability(readings, None if fit is None else fit.variances)
        told: dict[str, Any] = {
            "ranked": True,
            "method": self.method,
            "seed": self.seed,
            "top": self.top,
            "comparable": readings.connected,
            "groups": self._groups(),
            "level": None if fit is None else _number(fit.level),
            "variances": None
            if fit is None
            else {
                name: _number(getattr(fit.variances, name)) for name in ("quality", "judge", "noise", "scale")
            },
            "reliability": {
                "icc_1": _number(whole.single),
                "icc_k": _number(whole.several),
                "k": _number(whole.readings),
                "alpha": _number(whole.alpha),
            },
            "entries": self.entries(),
            "judges": self.judges(),
        }
        if budget is not None:
            told["second_look"] = self.second_look(budget, threshold)
        return told

    def entries(self) -> list[dict[str, Any]]:
        """One each entry, best first, equals in the order of their names."""
        fit, ranks = self.fit, self.marks.ranks
        where = None if fit is None else places(self.readings, fit, top=self.top or 1, seed=self.seed)
        shared = np.bincount(ranks)
        groups = self.readings.group_of_entry
        found = []
        for place in np.argsort(ranks, kind="stable").tolist():
            rank = int(ranks[place])
            found.append(
                {
                    "entry": self.file.entries[place],
                    "readings": int(self.readings.per_entry[place]),
                    "mark": float(self.marks.mark(place) or 0),
                    "rank": rank,
                    "tied": bool(shared[rank] > 1),
                    "in_top": None if self.top is None else rank <= self.top,
                    "effect": None if fit is None else _number(fit.quality[place]),
                    "effect_sd": None if fit is None else _number(fit.quality_sd[place]),
                    "rank_low": None if where is None else int(where.low[place]),
                    "rank_high": None if where is None else int(where.high[place]),
                    "top_probability": None
                    if where is None or self.top is None
                    else _number(where.top[place]),
                    "group": int(groups[place]) + 1,
                }
            )
        return found

    def judges(self) -> list[dict[str, Any]]:
        """One each judge, in the order of their names."""
        fit, readings = self.fit, self.readings
        said = judging(readings, fit)
        reach = reach_of(SHARE)
        changes: list[int | None] = [None] * readings.judges
        if self.top is not None and readings.judges * len(readings) <= MOST_WORK:
            changes = left_out(readings, method=self.method, top=self.top)
        found = []
        for place, name in enumerate(self.file.judges):
            one: dict[str, Any] = {
                "judge": name,
                "readings": int(said.readings[place]),
                "mean": _number(said.mean[place]),
                "spread": _number(said.spread[place]),
                "agreement": _number(said.agreement[place]),
                "changes_if_left_out": changes[place],
                "group": int(readings.groups[place]) + 1,
            }
            for key, value, doubt in self._effects(fit, place, said.drift[place], said.drift_sd[place]):
                one[key] = _number(value)
                one[f"{key}_low"], one[f"{key}_high"] = (
                    _number(value - reach * doubt),
                    _number(value + reach * doubt),
                )
            found.append(one)
        return found

    @staticmethod
    def _effects(
        fit: Fit | None, place: int, drift: float, drift_sd: float
    ) -> list[tuple[str, float, float]]:
        none = float("nan"), float("nan")
        effect, scale = none, none
        if fit is not None:
            effect = float(fit.effects[place]), float(fit.effects_sd[place])
            scale = float(fit.temper.scales[place]), float(fit.temper.scales_sd[place])
        return [("effect", *effect), ("scale", *scale), ("drift", drift, drift_sd)]

    def second_look(self, budget: int, threshold: float) -> dict[str, Any]:
        """Which entries further readings should go to; nothing where no model or no cut line stands behind it."""
        if (
            self.fit is None
            or not self.top
            or self.top >= self.readings.entries
            or not self.readings.connected
        ):
            return {"readings": {}, "open": [], "expected_change": None, "worth_while": False}
        look = second_look(self.readings, self.fit, top=self.top, budget=budget, threshold=threshold)
        names = self.file.entries
        return {
            "readings": {names[place]: int(look.more[place]) for place in np.flatnonzero(look.more).tolist()},
            "open": [names[place] for place in look.open.tolist()],
            "expected_change": _number(look.expected_change),
            "worth_while": look.worth_while,
        }

    def summary(self) -> str:
        """The round in one line."""
        words = [
            f"{len(self.file.entries)} bài, {len(self.file.judges)} giám khảo, {len(self.readings)} phiếu"
        ]
        if self.fit is not None:
            parts = self.fit.variances
            words.append(
                f"phương sai: bài {parts.quality:.4f}, giám khảo {parts.judge:.4f}, còn lại {parts.noise:.4f}"
            )
        if not self.readings.connected:
            words.append(
                f"{len(self._groups())} nhóm giám khảo không có bài chung: không so được giữa các nhóm"
            )
        return "; ".join(words)

    def _groups(self) -> list[list[str]]:
        groups = self.readings.groups
        return [
            [self.file.judges[place] for place in np.flatnonzero(groups == group).tolist()]
            for group in range(int(groups.max()) + 1)
        ]


def _number(value: float | None) -> float | None:
    return None if value is None or not np.isfinite(value) else round(float(value), DIGITS)
