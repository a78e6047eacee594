"""The code on a sheet of paper, however it comes back: scanned as an address, or typed sign by sign."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from contest.plumbing.codes import is_token

_GROUP: Final = 4
_PARTING: Final = re.compile(r"[\s\-]+")


def grouped(token: str) -> str:
    """A token as it is printed for the eye: ABCD-EFGH-JKMN-PQRS-T."""
    return "-".join(token[start : start + _GROUP] for start in range(0, len(token), _GROUP))


def token_in(typed: str) -> str | None:
    """The token in what a scanner or a person typed, capitals or not, an address around it or not; or None."""
    last = typed.strip().rstrip("/").rpartition("/")[2]
    signs = _PARTING.sub("", last).upper()
    return signs if is_token(signs) else None


REMARK: Final = "remark"
"""What a difference of the remarks is called, among the keys of the criteria."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What one person typed of a paper sheet: points by criterion key as they are kept, and the remark."""

    points: Mapping[str, str]
    remark: str


def differences(first: Typed, second: Typed) -> tuple[str, ...]:
    """The keys on which two readings of one paper differ, the remark last.

    Spaces and capitals of a remark do not count, nor does a remark that only one of them typed.
    """
    found = clashes(first, second)
    both = first.remark.strip() and second.remark.strip()
    return found if both else tuple(key for key in found if key != REMARK)


def clashes(kept: Typed, agreed: Typed) -> tuple[str, ...]:
    """The keys on which a sheet as it stands differs from what was read on paper, the remark last."""
    keys = dict.fromkeys((*kept.points, *agreed.points))
    found = [key for key in keys if kept.points.get(key) != agreed.points.get(key)]
    one, other = (" ".join(said.remark.casefold().split()) for said in (kept, agreed))
    return (*found, REMARK) if one != other else tuple(found)


def agreed_on(first: Typed, second: Typed) -> Typed:
    """What two readings say together: the second's points, and the remark of whoever typed one."""
    return Typed(second.points, second.remark or first.remark)


def read_by_two(settled: Typed, first: Typed, second: Typed) -> bool:
    """Whether each of the points decided upon is one that somebody had read before."""
    return all(
        value in {first.points.get(key), second.points.get(key)} for key, value in settled.points.items()
    )
