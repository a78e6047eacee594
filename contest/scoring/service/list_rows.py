"""The rows of a list of scores as somebody filled them in."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from contest.charter.models import Round
from contest.errors.paper import ListEmpty
from contest.errors.spreadsheets import ColumnsMissing
from contest.people.models import Account
from contest.plumbing.spreadsheets import read_table
from contest.scoring.rules import CODE, EMAIL, JUDGE, REMARK_COLUMN, VERSION, score_fields

MOST_ROWS: Final = 20_000
_VERSION: Final = re.compile(r"(\d{1,6})(?:[.,]0+)?")
"""A whole number, however a spreadsheet writes it."""


@dataclass(frozen=True, slots=True)
class SentRow:
    """One row as it was typed; ``number`` as the spreadsheet counts it, ``version`` of the sheet it was made from."""

    number: int
    code: str
    judge: str
    points: Mapping[str, str]
    remark: str
    version: int | None = None

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "SentRow":
        """The row as it is kept."""
        return cls(**kept)

    def kept(self) -> dict[str, Any]:
        """The row as plain values."""
        return {
            "number": self.number,
            "code": self.code,
            "judge": self.judge,
            "points": dict(self.points),
            "remark": self.remark,
            "version": self.version,
        }


def read_scores(source: Path | bytes, round_: Round, *, judge: Account | None = None) -> list[SentRow]:
    """The rows of an XLSX, ODS or CSV list, headings by key or in words; rows that say nothing are left out.

    judge   whose own list it is; then no column has to name the judge
    Raises  ListEmpty, ColumnsMissing and what read_table raises
    """
    criteria = [(criterion.key, criterion.name) for criterion in round_.criteria]
    table = read_table(
        source, fits=lambda headings: len(score_fields(headings, criteria)), limit=MOST_ROWS, formulas=True
    )
    columns = score_fields(table.headings, criteria)
    held = set(columns.values())
    lacking = [name for key, name in criteria if key not in held]
    if CODE not in held:
        lacking.insert(0, "Mã phách")
    if judge is None and not held & {JUDGE, EMAIL}:
        lacking.insert(0, "Giám khảo")
    if lacking:
        raise ColumnsMissing(columns=", ".join(lacking))
    keys = [key for key, _name in criteria]
    rows = [
        _row(number, {columns[i]: c for i, c in enumerate(cells) if i in columns}, keys)
        for number, cells in table.rows
    ]
    found = [row for row in rows if row.code or row.points]
    if not found:
        raise ListEmpty
    return found


def _row(number: int, said: Mapping[str, str], keys: Iterable[str]) -> SentRow:
    points = {key: said[key].strip() for key in keys if said.get(key, "").strip()}
    judge = said.get(EMAIL, "").strip() or said.get(JUDGE, "").strip()
    version = _VERSION.fullmatch(said.get(VERSION, "").strip())
    return SentRow(
        number,
        said.get(CODE, "").strip(),
        judge,
        points,
        said.get(REMARK_COLUMN, "").strip(),
        int(version[1]) if version else None,
    )
