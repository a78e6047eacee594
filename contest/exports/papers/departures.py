"""Prizes given fewer or more times than the structure says, and why."""

from collections.abc import Sequence
from typing import Final

from contest.awards.queries import DepartureRow
from contest.exports.sheet import Column, Kind, Part, Table

COLUMNS: Final = (
    Column("prize", "Giải", Kind.TEXT, 24),
    Column("places", "Theo cơ cấu", Kind.NUMBER, 9),
    Column("given", "Đã xét trao", Kind.NUMBER, 9),
    Column("reason", "Lý do", Kind.TEXT, 46),
)


def departed(rows: Sequence[DepartureRow]) -> tuple[Part, ...]:
    """The table of what departs from the structure; nothing where nothing does."""
    if not rows:
        return ()
    told = [(row.prize, row.places, row.given, row.reason) for row in rows]
    return (Table("Giải để trống hoặc trao khác cơ cấu", COLUMNS, told, name="khac_co_cau"),)
