"""Questions about units."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, and_, false, or_, select, true

from contest.db import db, one_of
from contest.plumbing.vietnamese import search_key, sort_key
from contest.units.models import Unit
from contest.units.rules import Place, kin, unit_on

MOST_WORDS: Final = 60
"""More words than the name of any unit holds; the database takes no thousand conditions."""


def units(*, on: date | None = None) -> list[Unit]:
    """All units, or those in being on that day, in Vietnamese order of their names."""
    question = select(Unit)
    if on is not None:
        question = question.where(
            or_(Unit.valid_from.is_(None), Unit.valid_from <= on),
            or_(Unit.valid_to.is_(None), Unit.valid_to >= on),
        )
    return sorted(db.session.scalars(question), key=lambda unit: sort_key(unit.name))


def units_like(typed: str, *, limit: int = 12) -> list[Unit]:
    """Units whose name or code holds every word typed, with or without marks: ``nhan ly`` finds Xã Nhân Lý."""
    question = select(Unit).where(holds_words(search_key(typed))).limit(200)
    return sorted(db.session.scalars(question), key=lambda unit: sort_key(unit.name))[:limit]


def holds_words(key: str) -> ColumnElement[bool]:
    """Whether a unit's name or code holds every word of a search key; none holds more than MOST_WORDS."""
    words = set(key.split())
    if len(words) > MOST_WORDS:
        return false()
    return and_(true(), *(Unit.search_key.contains(word, autoescape=True) for word in words))


def unit_of_code(code: str) -> Unit | None:
    """The unit of that code."""
    return db.session.scalar(select(Unit).where(Unit.code == code))


def unit_named(name: str) -> Unit | None:
    """The only unit of that name, code or short name, compared without marks; None when none or several."""
    key = search_key(name)
    if not key:
        return None
    exact = unit_of_code(name.strip())
    if exact is not None:
        return exact
    found = [u for u in units_like(name, limit=200) if key in {search_key(u.name), search_key(u.short_name)}]
    return found[0] if len(found) == 1 else None


def names_of_units(ids: Iterable[int]) -> dict[int, str]:
    """Names of these units by id."""
    wanted = set(ids)
    rows = db.session.execute(select(Unit.id, Unit.name).where(one_of(Unit.id, wanted)))
    return {row.id: row.name for row in rows}


def codes_of_units(ids: Iterable[int]) -> dict[int, str]:
    """Codes of these units by id."""
    rows = db.session.execute(select(Unit.id, Unit.code).where(one_of(Unit.id, set(ids))))
    return {row.id: row.code for row in rows}


def every_name_of_units() -> dict[int, tuple[str, ...]]:
    """For each unit of the directory the names it goes by: full, short, and those of units it came from or became."""
    rows = db.session.execute(select(Unit.id, Unit.name, Unit.short_name, Unit.successor_id)).all()
    head = {row.id: row.id for row in rows}

    def first(unit_id: int) -> int:
        while head[unit_id] != unit_id:
            head[unit_id] = head[head[unit_id]]
            unit_id = head[unit_id]
        return unit_id

    for row in rows:
        if row.successor_id in head:
            head[first(row.id)] = first(row.successor_id)
    families: dict[int, dict[str, None]] = {}
    for row in rows:
        families.setdefault(first(row.id), {}).update(dict.fromkeys(filter(None, (row.name, row.short_name))))
    return {row.id: tuple(families[first(row.id)]) for row in rows}


def units_as_they_became(*, on: date | None = None) -> tuple[dict[int, Unit], dict[int, frozenset[str]]]:
    """For each unit of the directory what it is on a day, itself or what it was merged into (the rule ``unit_on``);
    and for each of these the codes of all that became it. One question.

    on  None for what came of it in the end
    """
    by_id = {unit.id: unit for unit in db.session.scalars(select(Unit))}
    places = {
        unit.id: Place(unit.parent_id, unit.successor_id, unit.valid_from, unit.valid_to)
        for unit in by_id.values()
    }
    became = {unit: by_id[unit_on(unit, places, on=on)] for unit in by_id}
    codes: dict[int, set[str]] = {}
    for unit, now in became.items():
        codes.setdefault(now.id, set()).add(by_id[unit].code)
    return became, {unit: frozenset(found) for unit, found in codes.items()}


def kin_of_units(ids: Iterable[int], *, merged: bool, parents: bool) -> dict[int, frozenset[int]]:
    """For each of these units those that count as its own; see the rule ``kin``. One question, or none."""
    wanted = set(ids)
    if not wanted or not (merged or parents):
        return {unit: frozenset({unit}) for unit in wanted}
    rows = db.session.execute(select(Unit.id, Unit.parent_id, Unit.successor_id))
    places = {row.id: Place(row.parent_id, row.successor_id) for row in rows}
    return {unit: kin(unit, places, merged=merged, parents=parents) for unit in wanted}
