"""A draw's problem from a JSON file, checked word by word, and its ids."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from contest.assignment.rules import (
    Entries,
    EntryToRead,
    JudgeAtHand,
    Pairs,
    Panels,
    Problem,
    Wishes,
)
from contest.cli.problem_words import (
    MIN_ABOVE_MAX,
    MISSING,
    NO_PREFERENCE,
    ONE_OF_BOTH,
    STRANGER,
    TOO_FEW_PANELS,
    TWICE,
    a_choice,
    a_list,
    a_number,
    a_pair,
    a_weight,
    an_id,
    an_object,
    ids,
    read_json,
    unfit,
)
from contest.errors import N_

KEYS = {
    "readers", "entries", "judges", "excluded", "standing", "kept", "never_together", "anchors", "preferences",
    "panels", "insist",
}  # fmt: skip
OF_ENTRY = {"id", "unit", "units", "category", "language", "readers"}
OF_JUDGE = {"id", "unit", "units", "minimum", "maximum", "categories", "languages", "capacity"}
ENTRY, JUDGE = N_("bài"), N_("giám khảo")


class Names:
    """Ids of one sort, text or whole numbers, and the numbers the solver knows them by."""

    def __init__(self) -> None:
        self.number: dict[str, int] = {}
        self.said: list[str | int] = []

    def add(self, said: object, where: str) -> int:
        """A new id's number; refuses one that was there."""
        key = an_id(said, where)
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
        key = an_id(said, where)
        if str(key) not in self.number:
            unfit(STRANGER, where=where, key=key)
        return self.number[str(key)]

    def any(self, said: object, where: str) -> int:
        """The number of an id that need not be there."""
        return self.known(an_id(said, where))


class ProblemFile:
    """A problem and the ids it was written with: units and categories too."""

    def __init__(self, path: Path) -> None:
        self.entries, self.judges, self.units, self.categories = Names(), Names(), Names(), Names()
        told = an_object(read_json(path), KEYS, N_("tệp"), needed=("readers", "entries", "judges"))
        self._told = told
        entries = [self._entry(one, f"entries[{n}]") for n, one in enumerate(self._listed("entries"))]
        judges = [self._judge(one, f"judges[{n}]") for n, one in enumerate(self._listed("judges"))]
        self.problem = Problem(
            Entries.of(entries),
            judges,
            a_number(told["readers"], "readers", least=1, most=1_000),
            self._pairs("excluded"),
            self._pairs("standing", strict=False),
            kept=self._pairs("kept"),
            never_together=self._apart(),
            anchors=ids(told.get("anchors", []), "anchors", lambda one: self.entries.find(one, "anchors")),
            wishes=self._wishes(),
            panels=self._panels(),
            insist=a_choice(told.get("insist", False), "insist"),
        )

    def _listed(self, key: str) -> list[Any]:
        return a_list(self._told.get(key, []), key)

    def _entry(self, told: object, where: str) -> EntryToRead:
        one = an_object(told, OF_ENTRY, where, needed=("id",))
        return EntryToRead(
            self.entries.add(one["id"], where),
            self._units(one, where),
            self.categories.known(an_id(one["category"], f"{where}.category")) if "category" in one else None,
            str(an_id(one["language"], f"{where}.language")) if "language" in one else None,
            a_number(one["readers"], f"{where}.readers", most=1_000) if "readers" in one else None,
        )

    def _judge(self, told: object, where: str) -> JudgeAtHand:
        one = an_object(told, OF_JUDGE, where, needed=("id",))
        least = a_number(one.get("minimum", 0), f"{where}.minimum")
        most = a_number(one["maximum"], f"{where}.maximum") if "maximum" in one else None
        if most is not None and most < least:
            unfit(MIN_ABOVE_MAX, where=where)
        return JudgeAtHand(
            self.judges.add(one["id"], where),
            self._units(one, where),
            least,
            most,
            ids(one["categories"], f"{where}.categories", self.categories.known)
            if "categories" in one
            else None,
            ids(one["languages"], f"{where}.languages", str) if "languages" in one else None,
            a_number(one.get("capacity", 1), f"{where}.capacity", least=1),
        )

    def _units(self, one: dict[str, Any], where: str) -> frozenset[int]:
        if "unit" in one and "units" in one:
            unfit(ONE_OF_BOTH, where=where, one="unit", other="units")
        if "unit" in one:
            return frozenset({self.units.known(an_id(one["unit"], f"{where}.unit"))})
        return ids(one.get("units", []), f"{where}.units", self.units.known)

    def _pairs(self, key: str, *, strict: bool = True) -> Pairs:
        entry_of = self.entries.find if strict else self.entries.any
        judge_of = self.judges.find if strict else self.judges.any
        found = set()
        for n, told in enumerate(self._listed(key)):
            entry, judge = a_pair(told, where := f"{key}[{n}]", ENTRY, JUDGE)
            found.add((entry_of(entry, where), judge_of(judge, where)))
        return Pairs.of(found)

    def _apart(self) -> Iterable[tuple[int, int]]:
        for n, pair in enumerate(self._listed("never_together")):
            where = f"never_together[{n}]"
            one, other = (self.judges.find(said, where) for said in a_pair(pair, where, JUDGE, JUDGE))
            if one == other:
                unfit(TWICE, where=where, key=self.judges.said[one])
            yield one, other

    def _wishes(self) -> Wishes:
        single: dict[tuple[int, int], float] = {}
        general: dict[tuple[int, int], float] = {}
        for n, told in enumerate(self._listed("preferences")):
            where = f"preferences[{n}]"
            one = self._preference(told, where)
            judge, weight = self.judges.find(one["judge"], where), a_weight(one["weight"], f"{where}.weight")
            names, wishes = (self.entries, single) if "entry" in one else (self.categories, general)
            about = (names.find(one["entry" if "entry" in one else "category"], where), judge)
            wishes[about] = wishes.get(about, 0.0) + weight
        named = Wishes.of(single)
        by_category = {(judge, category): weight for (category, judge), weight in general.items()}
        return Wishes(named.entries, named.judges, named.weights, by_category)

    @staticmethod
    def _preference(told: object, where: str) -> dict[str, Any]:
        if isinstance(told, list):
            if len(told) != 3:
                unfit(NO_PREFERENCE, where=where)
            told = dict(zip(("entry", "judge", "weight"), told, strict=True))
        one = an_object(told, {"entry", "judge", "weight", "category"}, where, needed=("judge", "weight"))
        if "entry" in one and "category" in one:
            unfit(ONE_OF_BOTH, where=where, one="entry", other="category")
        if "entry" not in one and "category" not in one:
            unfit(MISSING, where=where, key="entry")
        return one

    def _panels(self) -> Panels | None:
        if "panels" not in self._told:
            return None
        told = an_object(self._told["panels"], {"members", "across"}, "panels", needed=("members",))
        members, seen = list[frozenset[int]](), set[int]()
        for n, panel in enumerate(a_list(told["members"], "panels.members")):
            where = f"panels.members[{n}]"
            found = ids(panel, where, partial(self.judges.find, where=where))
            if again := found & seen:
                unfit(TWICE, where=where, key=self.judges.said[min(again)])
            seen |= found
            members.append(found)
        if len(members) < 2 or not all(members):
            unfit(TOO_FEW_PANELS, where="panels.members")
        return Panels(tuple(members), a_number(told.get("across", 1), "panels.across", most=1_000))
