"""The columns of a unit list, by their English names and the Vietnamese ones offices use; which units are one's own,
and what became of a unit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from contest.errors import N_

COLUMNS: Final = {
    "code": ("mã", "mã_đơn_vị"),
    "name": ("tên", "tên_đơn_vị", "đơn_vị"),
    "short_name": ("tên_ngắn", "tên_gọn", "viết_tắt"),
    "kind": ("loại", "loại_đơn_vị"),
    "parent": ("mã_cấp_trên", "cấp_trên", "trực_thuộc"),
    "successor": ("mã_đơn_vị_mới", "sáp_nhập_vào", "kế_thừa"),
    "valid_from": ("từ_ngày",),
    "valid_to": ("đến_ngày",),
    "headcount": ("số_người", "quân_số"),
    "contact": ("liên_hệ", "người_liên_hệ"),
}
"""Column -> further keys its heading may have."""

HEADINGS: Final = (
    ("Mã đơn vị", "X-NL"),
    ("Tên đơn vị", "Xã Nhân Lý"),
    ("Tên ngắn", "Nhân Lý"),
    ("Loại", "commune"),
    ("Mã cấp trên", ""),
    ("Số người", "2450"),
    ("Liên hệ", ""),
)
"""The template's headings, with one row to show what is meant."""


def named(values: Mapping[str, str]) -> dict[str, str]:
    """A row by our own columns, whichever language its headings speak."""
    return {
        column: next((values[key] for key in (column, *others) if values.get(key)), "")
        for column, others in COLUMNS.items()
    }


@dataclass(frozen=True, slots=True)
class Place:
    """Where one unit stands in the directory: the unit above it, the one it was merged into, and its span of time.

    first, last  days; None where they are not known
    """

    parent: int | None = None
    successor: int | None = None
    first: date | None = None
    last: date | None = None


def unit_on(unit: int, places: Mapping[int, Place], *, on: date | None) -> int:
    """The unit that a unit is on a day: itself while it lasts, afterwards what it was merged into, and so on.

    It is over once its last day has passed. Where its last day is not known it is over once its successor has begun,
    and where neither day is known it is over.

    Shapes   places: id -> Place, of the whole directory
    on       None for what came of it in the end, whenever that is
    Returns  an id; in a directory whose successors go round, the last before one is met again
    """
    now, passed = unit, {unit}
    while True:
        successor = places[now].successor
        if successor is None or successor not in places or successor in passed:
            return now
        if on is not None and not _over(places[now], places[successor], on):
            return now
        now = successor
        passed.add(now)


def _over(place: Place, successor: Place, on: date) -> bool:
    if place.last is not None:
        return place.last < on
    return successor.first is None or successor.first <= on


def kin(unit: int, places: Mapping[int, Place], *, merged: bool, parents: bool) -> frozenset[int]:
    """The units that count as one's own.

    Shapes   places: id -> Place, of the whole directory
    merged   the units it was made of and those it became, however long ago, and what came of them together
    parents  the unit directly above each of these, and those directly below
    Returns  the ids, the unit itself among them
    """
    own = {unit}
    if merged:
        touching: dict[int, set[int]] = {}
        for one, place in places.items():
            if place.successor is not None:
                touching.setdefault(one, set()).add(place.successor)
                touching.setdefault(place.successor, set()).add(one)
        fresh = [unit]
        while fresh:
            found = touching.get(fresh.pop(), set()) - own
            own |= found
            fresh += found
    if parents:
        above = {places[one].parent for one in own if one in places}
        below = {one for one, place in places.items() if place.parent in own}
        own |= below | {one for one in above if one is not None}
    return frozenset(own)


KINDS: Final = {
    "district": N_("Cấp huyện"),
    "commune": N_("Xã, phường"),
    "town": N_("Thị trấn"),
    "school": N_("Trường học"),
    "office": N_("Cơ quan"),
    "armed_forces": N_("Lực lượng vũ trang"),
    "enterprise": N_("Doanh nghiệp"),
    "association": N_("Hội, đoàn thể"),
    "party_cell": N_("Chi bộ, đảng bộ cơ sở"),
    "other": N_("Đơn vị khác"),
}
"""What the kinds are called that our own lists of units know; another stands as the directory words it."""
