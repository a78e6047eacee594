"""The same entry in two packages: by what it is known, what of it has changed, and what may become of it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from contest.nominations.rules.told import EntryTold

PARTS: Final = ("title", "category", "text", "files", "figure", "authors", "result")
"""What a change of an entry is told by."""


class Fate(StrEnum):
    """What an arriving entry is beside the register.

    FRESH    nothing of it is there
    SAME     it is there as it is
    CHANGED  it is there, and says something else now
    OLDER    it is there from a package that was made later than this one
    """

    FRESH = "fresh"
    SAME = "same"
    CHANGED = "changed"
    OLDER = "older"


@dataclass(frozen=True, slots=True)
class Standing:
    """What an entry said when it was last taken, and when the package was made that said so."""

    marks: Mapping[str, str]
    made_at: datetime


def receipt_key(receipt: str) -> str:
    """A sender's receipt as two of them are compared."""
    return receipt.strip().upper()


def identity_of(contest_id: int, unit_id: int, receipt: str) -> str:
    """By what an entry is known at the higher level, 64 hex digits: the contest, the sender, the sender's receipt."""
    told = json.dumps(["nominated", contest_id, unit_id, receipt_key(receipt)], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def marks_of(told: EntryTold) -> dict[str, str]:
    """Part -> a short digest of what it says, so that a later package shows what has changed."""
    said: dict[str, Any] = told.as_json()
    parts: dict[str, Any] = {
        "title": said["title"],
        "category": [said["category"], said["category_name"]],
        "text": said["paragraphs"],
        "files": [[file["role"], file["sha256"], file["caption"]] for file in said["files"]],
        "figure": {**said["figure"], "verified": None},
        "authors": [said["kind"], said["collective_name"], said["authors"], said["unit"]],
        "result": said["result"],
    }
    return {name: _short(parts[name]) for name in PARTS}


def changed_parts(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """What says something else than before, in the order of PARTS; a result alone changes no entry."""
    return tuple(name for name in PARTS if name != "result" and before.get(name) != now.get(name))


def fate_of(marks: Mapping[str, str], standing: Standing | None, *, made_at: datetime) -> Fate:
    """What an entry of a package made at that moment is beside what stands of it."""
    if standing is None:
        return Fate.FRESH
    if not changed_parts(standing.marks, marks):
        return Fate.SAME
    return Fate.OLDER if made_at < standing.made_at else Fate.CHANGED


def said_at(created_at: datetime, received_at: datetime) -> datetime:
    """When a package was made: as it says, but never after it came, so that a wrong clock rules nobody out later."""
    return min(created_at, received_at)


def result_told(result: Mapping[str, Any] | None) -> str:
    """What a lower level made of an entry, in few words: "Giải Nhì, 2/220"."""
    if not result:
        return ""
    return ", ".join(part for part in (result["award"], f"{result['rank']}/{result['among']}") if part)


def _short(value: Any) -> str:
    told = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]
