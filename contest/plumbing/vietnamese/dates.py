"""Dates as lists and forms hold them: a day, or only the month, or only the year."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final

from contest.plumbing.vietnamese.text import clean

EARLIEST_YEAR: Final = 1850
LATEST_YEAR: Final = 2100
TWO_DIGITS_UNTIL: Final = 2030
"""Two digits mean the last such year up to this one: 30 is 2030, 31 is 1931."""

_MIDNIGHT: Final = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_FORMS: Final = tuple(
    re.compile(form, re.ASCII | re.IGNORECASE)
    for form in (
        rf"(?P<year>\d{{4}})([/-])(?P<month>\d{{1,2}})(?:\2(?P<day>\d{{1,2}}){_MIDNIGHT})?",
        r"(?P<day>\d{1,2}) ?([/.-]) ?(?P<month>\d{1,2}) ?\2 ?(?P<year>\d{4}|\d{2})",
        r"(?:ngày )?(?P<day>\d{1,2}) tháng (?P<month>\d{1,2})(?: năm |[ ,/-]+)(?P<year>\d{4})",
        r"(?:tháng )?(?P<month>\d{1,2})(?: năm | ?[/.-] ?)(?P<year>\d{4})",
        r"(?:năm )?(?P<year>\d{4})(?:\.0)?",
    )
)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which the day, or the day and the month, may be unknown.

    Raises  ValueError for a day without a month, or a date that no calendar has
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not EARLIEST_YEAR <= self.year <= LATEST_YEAR:
            raise ValueError(f"year out of range: {self.year}")
        if self.day is not None and self.month is None:
            raise ValueError("a day without a month")
        date(self.year, _or_first(self.month), _or_first(self.day))

    @property
    def exact(self) -> date | None:
        """The day itself, when it is known."""
        return self.earliest if self.day is not None else None

    @property
    def earliest(self) -> date:
        """The first day this date can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day this date can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def least_age(self, on: date) -> int:
        """The whole years, at the least, of somebody born then: the age that protects a child."""
        born = self.latest
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day))

    def isoformat(self) -> str:
        """For keeping: 1978-05-09, 1978-05 or 1978; parse_date reads it back."""
        known = [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join([f"{self.year:04d}", *known])

    def __str__(self) -> str:
        """For reading: 09/05/1978, 05/1978 or 1978."""
        return "/".join(reversed(self.isoformat().split("-")))


def parse_date(value: str | float | date, *, until: int = TWO_DIGITS_UNTIL) -> PartialDate:
    """A date out of a form or a sheet's cell.

    Shapes  value: "09/05/1978", "9-5-78", "ngày 9 tháng 5 năm 1978", "tháng 5/1978", "1978", ISO, a
            date or datetime of a spreadsheet, or a year as a number
    until   the last year that two digits can mean
    Raises  ValueError for anything else, and for days that do not exist
    """
    if isinstance(value, date):
        return PartialDate(value.year, value.month, value.day)
    text = " ".join(clean(str(value)).split()).casefold()
    found = next(filter(None, (form.fullmatch(text) for form in _FORMS)), None)
    if found is None:
        raise ValueError(f"not a date: {value!r}")
    parts = found.groupdict()
    month, day = (int(parts[key]) if parts.get(key) else None for key in ("month", "day"))
    return PartialDate(_full_year(parts["year"], until), month, day)


def _or_first(part: int | None) -> int:
    return 1 if part is None else part


def _full_year(digits: str, until: int) -> int:
    return int(digits) if len(digits) == 4 else until - (until - int(digits)) % 100
