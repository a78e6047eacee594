"""A list of people as it is pasted out of a paper or a sheet."""

import re
from dataclasses import dataclass

from contest.plumbing.vietnamese import clean

MOST = 500
_PARTING = re.compile(r"\s*[;\t|]\s*")


@dataclass(frozen=True, slots=True)
class Line:
    """One person of a pasted list: the line's number from 1, and what it says in order."""

    number: int
    name: str
    second: str = ""
    third: str = ""


def read_lines(text: str) -> tuple[Line, ...]:
    """The filled lines of a pasted list, parted by semicolons, tabs (as copied from a sheet) or bars.

    Shapes  "Lương Văn An; an@example.vn; Xã Nhân Lý"; a number before the name is dropped
    Returns at most 500 lines; what a line lacks is ""
    """
    found = []
    for number, line in enumerate(clean(text).splitlines(), start=1):
        parts = [part.strip() for part in _PARTING.split(line.strip())]
        if parts and re.fullmatch(r"\d{1,4}[.)]?", parts[0]):
            parts = parts[1:]
        if not any(parts):
            continue
        name, second, third = [*parts, "", ""][:3]
        found.append(Line(number, re.sub(r"^\d{1,4}[.)]\s+", "", name), second, third))
    return tuple(found[:MOST])
