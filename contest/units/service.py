"""Verbs of the unit directory."""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from itertools import product
from pathlib import Path

from sqlalchemy import select

from contest.db import db
from contest.errors import Refusal
from contest.errors.spreadsheets import ColumnsMissing
from contest.errors.units import (
    CodeTwice,
    DayUnfit,
    HeadcountUnfit,
    LinkUnknown,
    SpanBackwards,
    UnitTextTooLong,
    UnitUnfit,
)
from contest.plumbing import following
from contest.plumbing.audit import Actor, record
from contest.plumbing.spreadsheets import read_rows
from contest.plumbing.vietnamese import clean, parse_date, search_key
from contest.units.models import Unit
from contest.units.rules import COLUMNS, named

ROOM = {"code": 40, "name": 200, "short_name": 80, "kind": 40, "contact": 200}
_THOUSANDS = re.compile(r"\d{1,3}(?:[.\s]\d{3})+")


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a list: how many rows made a unit, changed one, or were refused (row number, why)."""

    added: int
    changed: int
    refused: tuple[tuple[int, Refusal], ...]


def unit_rows(source: Path | bytes) -> list[tuple[int, dict[str, str]]]:
    """The rows of a unit list as a sheet holds them, headings in Vietnamese or English.

    Raises  the refusals of contest.errors.spreadsheets
    """
    for needs in product(("code", *COLUMNS["code"]), ("name", *COLUMNS["name"])):
        with suppress(ColumnsMissing):
            rows = read_rows(source, needs=needs)
            return [(row.number, named({key: row.text(key) for key in row.values})) for row in rows]
    raise ColumnsMissing(columns="mã đơn vị, tên đơn vị")


def import_units(*, rows: Iterable[tuple[int, Mapping[str, str]]], actor: Actor, at: datetime) -> Imported:
    """Take a list of units; a code that stands is brought up to date, so a rerun doubles nothing.

    rows  (row number, values) with code, name and optionally short_name, kind, parent, successor,
          valid_from, valid_to, headcount, contact; parent and successor are codes
    """
    standing = {unit.code: unit for unit in db.session.scalars(select(Unit))}
    added: set[str] = set()
    changed: set[str] = set()
    seen: set[str] = set()
    refused: list[tuple[int, Refusal]] = []
    links: list[tuple[int, Unit, Mapping[str, str]]] = []
    for number, row in rows:
        try:
            values = _values(row, seen)
        except UnitUnfit as refusal:
            refused.append((number, refusal))
            continue
        code = str(values["code"])
        seen.add(code)
        unit = standing.get(code)
        if unit is None:
            standing[code] = unit = Unit(**values)
            db.session.add(unit)
            added.add(code)
        elif _bring_up_to_date(unit, values):
            changed.add(code)
        links.append((number, unit, row))
    db.session.flush()
    for number, unit, row in links:
        moved, unknown = _link(unit, row, standing)
        refused += [(number, LinkUnknown(code=code)) for code in unknown]
        if moved and unit.code not in added:
            changed.add(unit.code)
    db.session.flush()
    following.changed("unit", *(standing[code].id for code in changed))
    record("units.imported", actor=actor, at=at, added=len(added), changed=len(changed), refused=len(refused))
    return Imported(len(added), len(changed), tuple(sorted(refused, key=lambda line: line[0])))


def _bring_up_to_date(unit: Unit, values: Mapping[str, object]) -> bool:
    fresh = {name: value for name, value in values.items() if getattr(unit, name) != value}
    for name, value in fresh.items():
        setattr(unit, name, value)
    return bool(fresh)


def _link(unit: Unit, row: Mapping[str, str], standing: Mapping[str, Unit]) -> tuple[bool, list[str]]:
    """Point a unit at its parent and successor: whether that changed anything, and the codes nobody has."""
    moved, unknown = False, []
    for column, code in (("parent_id", _cell(row, "parent")), ("successor_id", _cell(row, "successor"))):
        other = standing.get(code)
        if code and (other is None or other is unit):
            unknown.append(code)
        elif other is not None and getattr(unit, column) != other.id:
            setattr(unit, column, other.id)
            moved = True
    return moved, unknown


def _values(row: Mapping[str, str], seen: set[str]) -> dict[str, object]:
    code, name = _cell(row, "code"), _cell(row, "name")
    if not code or not name:
        raise UnitUnfit
    if code in seen:
        raise CodeTwice(code=code)
    texts = {
        "code": code,
        "name": name,
        "short_name": _cell(row, "short_name") or name[: ROOM["short_name"]],
        "kind": _cell(row, "kind") or "other",
        "contact": _cell(row, "contact"),
    }
    if any(len(text) > ROOM[column] for column, text in texts.items()):
        raise UnitTextTooLong
    begins, ends = _day(_cell(row, "valid_from")), _day(_cell(row, "valid_to"), last=True)
    if begins is not None and ends is not None and ends < begins:
        raise SpanBackwards
    return {
        **texts,
        "search_key": search_key(f"{name} {texts['short_name']} {code}")[:300],
        "headcount": _headcount(_cell(row, "headcount")),
        "valid_from": begins,
        "valid_to": ends,
    }


def _cell(row: Mapping[str, str], column: str) -> str:
    return clean(row.get(column, "")).strip()


def _headcount(said: str) -> int:
    digits = re.sub(r"[.\s]", "", said) if _THOUSANDS.fullmatch(said) else said
    if not digits:
        return 0
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 8):
        raise HeadcountUnfit(said=said)
    return int(digits)


def _day(said: str, *, last: bool = False) -> date | None:
    """A day; of a month or a year alone its first day, or its last for an end."""
    if not said:
        return None
    try:
        known = parse_date(said)
        return known.latest if last else known.earliest
    except ValueError as error:
        raise DayUnfit(said=said) from error
