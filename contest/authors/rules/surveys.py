"""Sheets of survey forms: the moments that their services write, read in whichever order of day and month."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Final
from zoneinfo import ZoneInfo

from contest.plumbing.vietnamese import clean

_CLOCK: Final = (
    r"(?P<hour>\d{1,2})[:h](?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?(?:\s*(?P<half>SA|CH|AM|PM))?"
)
_ZONE: Final = r"(?:\s*(?:GMT|UTC)?\s*(?P<zone>Z|[+-]\d{1,2}(?::?\d{2})?))?(?:\s*GMT|\s*UTC)?"
_DAY: Final = r"(?P<one>\d{1,2})[/.-](?P<two>\d{1,2})[/.-](?P<year>\d{4})"
_YEAR: Final = r"(?P<year>\d{4})[/.-](?P<two>\d{1,2})[/.-](?P<one>\d{1,2})"
_FORMS: Final = tuple(
    re.compile(form, re.ASCII | re.IGNORECASE)
    for form in (
        rf"{_YEAR}(?:[T,\s]+{_CLOCK}{_ZONE})?",
        rf"{_DAY}(?:[,\s]+{_CLOCK}{_ZONE})?",
        rf"{_CLOCK}[,\s]+{_DAY}",
    )
)
_AFTERNOON: Final = frozenset({"CH", "PM"})


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment as a sheet holds it: on a wall clock, whose offset may be told.

    offset  of the clock from UTC; none when the sheet does not say
    """

    wall: datetime
    offset: timedelta | None = None

    def day_in(self, zone: str) -> date:
        """The day in a contest's zone; a clock without offset is taken for one of that zone."""
        if self.offset is None:
            return self.wall.date()
        return self.wall.replace(tzinfo=timezone(self.offset)).astimezone(ZoneInfo(zone)).date()

    @property
    def mark(self) -> str:
        """The same for the same moment, whichever way the sheet was saved and read: day before month or after."""
        low, high = sorted((self.wall.day, self.wall.month))
        return f"{self.wall.year}-{low:02d}-{high:02d} {self.wall:%H:%M:%S}"


def month_first(said: Iterable[str]) -> bool:
    """Whether a column of moments writes the month before the day, as services set to English do.

    Day first, unless some moment cannot be read so and none speaks against the other way.
    """
    firsts, seconds = set(), set()
    for text in said:
        found = re.search(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}", text)
        if found:
            firsts.add(int(found[1]))
            seconds.add(int(found[2]))
    return max(seconds, default=0) > 12 and max(firsts, default=0) <= 12


def stamp_of(said: str, *, american: bool = False) -> Stamp | None:
    """The moment that a cell holds, or None: 27/10/2026 14:05:33, 14:05 27/10/2026, 2026/10/27 2:05:33 CH GMT+7, ISO.

    american  the month stands before the day, where the year comes last
    """
    text = " ".join(clean(said).split())
    for form in _FORMS:
        found = form.fullmatch(text)
        if found:
            parts = found.groupdict()
            day, month = parts["one"], parts["two"]
            if american and not text.startswith(parts["year"]):
                day, month = month, day
            try:
                return Stamp(_wall(parts, int(day), int(month)), _offset(parts.get("zone")))
            except ValueError:
                return None
    return None


def _wall(parts: dict[str, str | None], day: int, month: int) -> datetime:
    hour, half = int(parts["hour"] or 0), (parts["half"] or "").upper()
    if half:
        hour = hour % 12 + (12 if half in _AFTERNOON else 0)
    return datetime(  # noqa: DTZ001  a wall clock, whose zone its owner may not tell
        int(parts["year"] or 0), month, day, hour, int(parts["minute"] or 0), int(parts["second"] or 0)
    )


def _offset(zone: str | None) -> timedelta | None:
    if not zone:
        return None
    if zone.upper() == "Z":
        return timedelta()
    digits = zone[1:].replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    if hours > 14:
        raise ValueError(f"no clock is that far: {zone}")
    return timedelta(hours=hours, minutes=minutes) * (-1 if zone[0] == "-" else 1)
