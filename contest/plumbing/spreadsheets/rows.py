"""One row of a sheet as plain values, whatever Excel made of what was typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite

from contest.plumbing.vietnamese import clean

Value = str | Decimal | date | None
"""A cell: text, a number, a day (or a wall-clock datetime without zone), or nothing."""

Raw = int | float | str | bool | time | date | datetime | timedelta | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row under its headings.

    number  as Excel counts them, headings included: the first row of all is 1
    values  by heading_key of the heading; every column of the sheet has one
    """

    number: int
    values: Mapping[str, Value]

    def get(self, key: str) -> Value:
        """The value as the sheet holds it; None for an empty cell and for a column that is not there."""
        return self.values.get(key)

    def text(self, key: str) -> str:
        """The value as a person types it: 912345678.0 is "912345678", a day is dd/mm/yyyy, nothing is ""."""
        return typed(self.get(key), seconds=False)


def typed(value: Value, *, seconds: bool = True) -> str:
    """A value as a person types it, a time of day with its seconds or without."""
    match value:
        case None:
            return ""
        case str() as text:
            return text
        case Decimal() as number:
            return f"{number:f}"
        case datetime() as moment:
            return f"{moment:%d/%m/%Y %H:%M:%S}" if seconds else f"{moment:%d/%m/%Y %H:%M}"
        case day:
            return f"{day:%d/%m/%Y}"


def heading_key(heading: str) -> str:
    """The key of a heading: "Blind  code *" is "blind_code", "Mã phách" is "mã_phách"."""
    return "_".join(clean(heading).casefold().rstrip(" *:\n").split())


def plain(raw: Raw) -> Value:
    """A cell as a plain value: text tidied, numbers to the 15 digits that Excel shows, midnight a day."""
    match raw:
        case None:
            return None
        case str():
            return clean(raw.replace("\r\n", "\n").replace("\r", "\n")).strip() or None
        case bool():
            return str(raw).upper()
        case int() | float():
            return Decimal(f"{raw:.15g}") if isfinite(raw) else str(raw)
        case datetime():
            near = (raw + timedelta(milliseconds=500)).replace(microsecond=0)
            return near.date() if near.time() == time() else near
        case date():
            return raw
        case time():
            return raw.isoformat("minutes")
        case timedelta():
            return str(raw)
