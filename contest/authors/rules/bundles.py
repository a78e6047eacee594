"""Bundles: what is to be said of each row, when two rows are the same, and what a bundle's receipt vouches for."""

import dataclasses
import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final, Self

from contest.authors.rules.rows import RowSaid
from contest.authors.rules.surveys import stamp_of
from contest.plumbing.vietnamese import normal_phone, parse_date, search_key


class Level(StrEnum):
    """How much a note weighs: a problem keeps the row out, a warning asks to be looked at, a note tells."""

    PROBLEM = "problem"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class RowNote:
    """One thing about a row.

    code    what: a key of contest.errors.bundles.NOTES
    field   the field it speaks of, "" for the row as a whole
    cell    where that stands in the sheet, as Excel says it: G7
    values  what fills the sentence's places
    """

    level: Level
    code: str
    field: str = ""
    cell: str = ""
    values: dict[str, str] = dataclasses.field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Plain values for a JSON column."""
        return asdict(self)

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        """The note that ``as_json`` told of."""
        return cls(Level(told["level"]), told["code"], told["field"], told["cell"], dict(told["values"]))


ASKED: Final = ("row-changed", "row-resembles", "entry-withdrawn")
"""The notes on which the office has to say what it wants; until it does, what was taken in stays."""

_FIELD_OF: Final = {
    "title": "title",
    "category_id": "category",
    "essay": "file",
    "figure.name": "figure_name",
    "figure.place": "figure_unit",
    "figure.birth_year": "figure_birth",
    "figure.phone": "figure_phone",
    "unit": "author_unit",
    "authors": "author_name",
    "collective_name": "collective_name",
}
_ENDS: Final = (
    "danh sach nay",
    "danh sach co",
    "xac nhan cua",
    "nguoi lap",
    "tong cong",
    "tong so",
    "noi nhan",
    "t m ",
    "tm ",
    "ky ten",
)
_NOT_COMPARED: Final = frozenset({"number", "key", "at", "pages", "file", "photo"})


def field_of_problem(place: str) -> str:
    """The field of a list that a problem of a hand-in speaks of: authors.0.birth is author_birth."""
    if place.startswith("authors."):
        part = place.rsplit(".", 1)[-1]
        return part if part.startswith("guardian") else f"author_{part}"
    return _FIELD_OF.get(place, place)


def ends_list(cells: Iterable[str]) -> bool:
    """Whether a row is what stands below a list: totals, places to sign, the cell's confirmation."""
    filled = [search_key(cell) for cell in cells if cell.strip()]
    return 0 < len(filled) <= 4 and any(f"{cell} ".startswith(_ENDS) for cell in filled)


def identity_of(contest_id: int, row: RowSaid, *, survey: bool) -> str:
    """The same for the same essay of the same authors, in whichever list it comes again.

    A survey's row is known by its moment (or the number that the form gave it) and its authors; a unit's
    by its title, authors, births and unit.
    """
    names = [search_key(name) for name in row.names] or [search_key(row.collective_name)]
    moment = stamp_of(row.at) or stamp_of(row.at, american=True)
    if survey and (row.key or row.at):
        told: list[object] = [
            "survey",
            contest_id,
            search_key(row.key) or (moment.mark if moment else row.at),
            *names,
        ]
    else:
        told = [
            "bundle",
            contest_id,
            search_key(row.title),
            *names,
            "",
            _born(row),
            search_key(row.author_unit),
        ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def marks_of(said: Mapping[str, str], digests: Sequence[str]) -> dict[str, str]:
    """What a row says, field by field, as short marks: enough to see that something changed, and what."""
    told = {name: _told(name, text) for name, text in said.items() if name not in _NOT_COMPARED}
    if digests:
        told["file"] = "\n".join(digests)
    return {name: hashlib.sha256(text.encode()).hexdigest()[:12] for name, text in told.items() if text}


def changed_fields(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """The fields in which a row says something else than before; files count only when some came along."""
    fields = dict.fromkeys([*now, *before])
    silent = () if "file" in now else ("file",)
    return tuple(name for name in fields if name not in silent and before.get(name) != now.get(name))


def code_of_bundle(prefix: str, number: int) -> str:
    """The code on a bundle's receipt, such as CL26-G007; no entry's receipt looks like it."""
    return f"{prefix}-G{number:03d}"


def digest_of_bundle(entries: Collection[tuple[str, str]]) -> str:
    """The SHA-256 that a bundle's receipt vouches for, in hex.

    That of the UTF-8 text with one line for each entry, in the order of the receipts: the receipt, a
    space, the entry's own SHA-256.

    entries  (receipt, digest of the manuscript)
    """
    lines = (f"{receipt} {digest}\n" for receipt, digest in sorted(set(entries)))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _told(name: str, text: str) -> str:
    if name.endswith("phone"):
        return normal_phone(text) or text
    return _day(text) if name.endswith("birth") else " ".join(text.split())


def _born(row: RowSaid) -> str:
    return ";".join(_day(part) for part in row.author_birth.split(";"))


def _day(said: str) -> str:
    try:
        return parse_date(said).isoformat()
    except ValueError:
        return search_key(said)
