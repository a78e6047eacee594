"""Verbs of the unit directory."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from contest.db import db
from contest.errors import N_
from contest.plumbing.audit import Actor, record
from contest.plumbing.vietnamese import clean, parse_date, search_key
from contest.units.models import Unit


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a list: how many rows made a unit, changed one, or were refused (row number, sentence)."""

    added: int
    changed: int
    refused: tuple[tuple[int, str], ...]


def import_units(*, rows: Iterable[tuple[int, Mapping[str, str]]], actor: Actor, at: datetime) -> Imported:
    """Take a list of units; a code that stands is brought up to date, so a rerun doubles nothing.

    rows  (row number, values) with code, name and optionally short_name, kind, parent, successor,
          valid_from, valid_to, headcount, contact; parent and successor are codes
    """
    standing = {unit.code: unit for unit in db.session.scalars(select(Unit))}
    added, changed, refused = 0, 0, []
    links: list[tuple[int, Unit, str, str]] = []
    for number, row in rows:
        try:
            values = _values(row)
        except ValueError as error:
            refused.append((number, str(error)))
            continue
        unit = standing.get(str(values["code"]))
        if unit is None:
            unit = Unit(**values)
            db.session.add(unit)
            standing[unit.code] = unit
            added += 1
        elif any(getattr(unit, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(unit, name, value)
            changed += 1
        links.append((number, unit, row.get("parent", "").strip(), row.get("successor", "").strip()))
    db.session.flush()
    for number, unit, parent, successor in links:
        for column, code in (("parent_id", parent), ("successor_id", successor)):
            if code and code not in standing:
                refused.append((number, N_("không có đơn vị mang mã “%s”") % code))
            elif code:
                setattr(unit, column, standing[code].id)
    db.session.flush()
    record("units.imported", actor=actor, at=at, added=added, changed=changed, refused=len(refused))
    return Imported(added, changed, tuple(refused))


def _values(row: Mapping[str, str]) -> dict[str, object]:
    code, name = clean(row.get("code", "")).strip(), clean(row.get("name", "")).strip()
    if not code or not name:
        raise ValueError(N_("thiếu mã hoặc tên đơn vị"))
    headcount = row.get("headcount", "").strip() or "0"
    if not headcount.isdigit():
        raise ValueError(N_("số người phải là số nguyên"))
    short = clean(row.get("short_name", "")).strip() or name
    return {
        "code": code,
        "name": name,
        "short_name": short,
        "search_key": search_key(f"{name} {short} {code}")[:300],
        "kind": clean(row.get("kind", "")).strip() or "other",
        "headcount": int(headcount),
        "contact": clean(row.get("contact", "")).strip(),
        "valid_from": _day(row.get("valid_from", "")),
        "valid_to": _day(row.get("valid_to", "")),
    }


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    said = parse_date(text)
    return date(said.year, said.month or 1, said.day or 1)
