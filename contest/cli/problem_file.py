"""A draw's problem from a JSON file, checked word by word, and its ids."""

import json
import math
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from contest.assignment.rules import (
    Entries,
    EntryToRead,
    JudgeAtHand,
    Pairs,
    Panels,
    Problem,
    Wishes,
)
from contest.errors import N_
from contest.errors.assignment import ProblemUnfit

Known = TypeVar("Known")
MOST = 10**9
KEYS = {
    "readers", "entries", "judges", "excluded", "standing", "kept", "never_together", "anchors", "preferences",
    "panels", "insist",
}  # fmt: skip
OF_ENTRY = {"id", "unit", "units", "category", "language", "readers"}
OF_JUDGE = {"id", "unit", "units", "minimum", "maximum", "categories", "languages", "capacity"}

NO_JSON = N_("không phải JSON: %(what)s")
NO_OBJECT = N_("%(where)s phải là một đối tượng {…}")
NO_LIST = N_("%(where)s phải là một danh sách […]")
NO_NUMBER = N_("%(where)s phải là số nguyên từ %(least)s đến %(most)s")
NO_WEIGHT = N_("%(where)s phải là một số hữu hạn")
NO_ID = N_("%(where)s phải là chữ hoặc số nguyên")
UNKNOWN_KEY = N_("%(where)s có mục lạ “%(key)s”")
MISSING = N_("%(where)s thiếu “%(key)s”")
TWICE = N_("%(where)s ghi hai lần “%(key)s”")
STRANGER = N_("%(where)s nhắc đến “%(key)s” không có trong danh sách")
MIN_ABOVE_MAX = N_("%(where)s có số ít nhất lớn hơn số nhiều nhất")
NO_PAIR = N_("%(where)s phải là một cặp [bài, giám khảo]")


def unfit(sentence: str, **values: object) -> NoReturn:
    """Refuse the file for one reason."""
    raise ProblemUnfit(why=sentence % values)


class Names:
    """Ids of one sort, text or whole numbers, and the numbers the solver knows them by."""

    def __init__(self) -> None:
        self.number: dict[str, int] = {}
        self.said: list[str | int] = []

    def add(self, said: object, where: str) -> int:
        """A new id's number; refuses one that was there."""
        key = _id(said, where)
        if str(key) in self.number:
            unfit(TWICE, where=where, key=key)
        return self.known(key)

    def known(self, said: str | int) -> int:
        """The id's number, a new one if need be."""
        if str(said) not in self.number:
            self.number[str(said)] = len(self.said)
            self.said.append(said)
        return self.number[str(said)]

    def find(self, said: object, where: str) -> int:
        """The number of an id that must be there."""
        key = _id(said, where)
        if str(key) not in self.number:
            unfit(STRANGER, where=where, key=key)
        return self.number[str(key)]


class ProblemFile:
    """A problem and the ids it was written with: units and categories too."""

    def __init__(self, path: Path) -> None:
        self.entries, self.judges, self.units, self.categories = Names(), Names(), Names(), Names()
        told = _object(_read(path), KEYS, N_("tệp"), needed=("readers", "entries", "judges"))
        self._told = told
        entries = [
            self._entry(one, f"entries[{n}]") for n, one in enumerate(_list(told["entries"], "entries"))
        ]
        judges = [self._judge(one, f"judges[{n}]") for n, one in enumerate(_list(told["judges"], "judges"))]
        self.problem = Problem(
            Entries.of(entries),
            judges,
            _number(told["readers"], "readers", least=1, most=1_000),
            self._pairs("excluded"),
            self._pairs("standing", strict=False),
            kept=self._pairs("kept"),
            never_together=self._apart(),
            anchors=[
                self.entries.find(one, f"anchors[{n}]") for n, one in enumerate(self._listed("anchors"))
            ],
            wishes=self._wishes(),
            panels=self._panels(),
            insist=told.get("insist", False) is True,
        )

    def _listed(self, key: str) -> list[Any]:
        return _list(self._told.get(key, []), key)

    def _entry(self, told: object, where: str) -> EntryToRead:
        one = _object(told, OF_ENTRY, where, needed=("id",))
        return EntryToRead(
            self.entries.add(one["id"], where),
            self._units(one, where),
            None
            if one.get("category") is None
            else self.categories.known(_id(one["category"], f"{where}.category")),
            None if one.get("language") is None else str(_id(one["language"], f"{where}.language")),
            None if one.get("readers") is None else _number(one["readers"], f"{where}.readers", most=1_000),
        )

    def _judge(self, told: object, where: str) -> JudgeAtHand:
        one = _object(told, OF_JUDGE, where, needed=("id",))
        least = _number(one.get("minimum") or 0, f"{where}.minimum")
        most = None if one.get("maximum") is None else _number(one["maximum"], f"{where}.maximum")
        if most is not None and most < least:
            unfit(MIN_ABOVE_MAX, where=where)
        categories, languages = one.get("categories"), one.get("languages")
        return JudgeAtHand(
            self.judges.add(one["id"], where),
            self._units(one, where),
            least,
            most,
            None if categories is None else _ids(categories, f"{where}.categories", self.categories.known),
            None if languages is None else _ids(languages, f"{where}.languages", str),
            _number(one.get("capacity", 1), f"{where}.capacity", least=1),
        )

    def _units(self, one: dict[str, Any], where: str) -> frozenset[int]:
        units = _ids(one.get("units") or [], f"{where}.units", self.units.known)
        if one.get("unit") is not None:
            units |= {self.units.known(_id(one["unit"], f"{where}.unit"))}
        return units

    def _pairs(self, key: str, *, strict: bool = True) -> Pairs:
        find = (self.entries.find, self.judges.find) if strict else (self._any_entry, self._any_judge)
        pairs = [_pair(pair, f"{key}[{n}]", ("entry", "judge")) for n, pair in enumerate(self._listed(key))]
        found = {
            (find[0](entry, f"{key}[{n}]"), find[1](judge, f"{key}[{n}]"))
            for n, (entry, judge) in enumerate(pairs)
        }
        return Pairs.of(found)

    def _any_entry(self, said: object, where: str) -> int:
        return self.entries.known(_id(said, where))

    def _any_judge(self, said: object, where: str) -> int:
        return self.judges.known(_id(said, where))

    def _apart(self) -> Iterable[tuple[int, int]]:
        for n, pair in enumerate(self._listed("never_together")):
            where = f"never_together[{n}]"
            one, other = (self.judges.find(said, where) for said in _pair(pair, where, ("one", "other")))
            if one == other:
                unfit(TWICE, where=where, key=self.judges.said[one])
            yield one, other

    def _wishes(self) -> Wishes:
        single: dict[tuple[int, int], float] = {}
        general: dict[tuple[int, int], float] = {}
        for n, told in enumerate(self._listed("preferences")):
            where = f"preferences[{n}]"
            one = (
                dict(zip(("entry", "judge", "weight"), told, strict=False))
                if isinstance(told, list)
                else told
            )
            one = _object(one, {"entry", "judge", "weight", "category"}, where, needed=("judge", "weight"))
            judge, weight = self.judges.find(one["judge"], where), _weight(one["weight"], f"{where}.weight")
            if "entry" in one:
                pair = (self.entries.find(one["entry"], where), judge)
                single[pair] = single.get(pair, 0.0) + weight
            elif "category" in one:
                general[judge, self.categories.find(one["category"], where)] = weight
            else:
                unfit(MISSING, where=where, key="entry")
        wishes = Wishes.of(single)
        return Wishes(wishes.entries, wishes.judges, wishes.weights, general)

    def _panels(self) -> Panels | None:
        if self._told.get("panels") is None:
            return None
        told = _object(self._told["panels"], {"members", "across"}, "panels", needed=("members",))
        members = [
            _ids(panel, f"panels.members[{n}]", lambda said: self.judges.find(said, "panels"))
            for n, panel in enumerate(_list(told["members"], "panels.members"))
        ]
        try:
            return Panels(tuple(members), _number(told.get("across", 1), "panels.across", most=1_000))
        except ValueError as error:
            raise ProblemUnfit(why=str(error)) from error


def _read(path: Path) -> object:
    try:
        return json.loads(path.read_bytes(), parse_constant=_no_constant, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise ProblemUnfit(why=NO_JSON % {"what": error}) from error


def _no_constant(said: str) -> NoReturn:
    raise ValueError(said)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(next(key for key in keys if keys.count(key) > 1))
    return found


def _object(told: object, keys: set[str], where: str, *, needed: tuple[str, ...]) -> dict[str, Any]:
    if not isinstance(told, dict):
        unfit(NO_OBJECT, where=where)
    for key in told.keys() - keys:
        unfit(UNKNOWN_KEY, where=where, key=key)
    for key in needed:
        if key not in told:
            unfit(MISSING, where=where, key=key)
    return told


def _list(told: object, where: str) -> list[Any]:
    return told if isinstance(told, list) else unfit(NO_LIST, where=where)


def _id(said: object, where: str) -> str | int:
    if isinstance(said, bool) or not isinstance(said, (str, int)):
        unfit(NO_ID, where=where)
    return said


def _ids(told: object, where: str, number: Callable[[str | int], Known]) -> frozenset[Known]:
    return frozenset(number(_id(one, where)) for one in _list(told, where))


def _number(told: object, where: str, *, least: int = 0, most: int = MOST) -> int:
    if isinstance(told, bool) or not isinstance(told, int) or not least <= told <= most:
        unfit(NO_NUMBER, where=where, least=least, most=most)
    return told


def _weight(told: object, where: str) -> float:
    if (
        isinstance(told, bool)
        or not isinstance(told, (int, float))
        or not math.isfinite(told)
        or abs(told) > MOST
    ):
        unfit(NO_WEIGHT, where=where)
    return float(told)


def _pair(told: object, where: str, names: tuple[str, str]) -> tuple[object, object]:
    if isinstance(told, dict) and told.keys() == set(names):
        return told[names[0]], told[names[1]]
    if not isinstance(told, list) or len(told) != 2:
        unfit(NO_PAIR, where=where)
    return told[0], told[1]
