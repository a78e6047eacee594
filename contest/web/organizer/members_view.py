"""What a ranking shows of members: who was decided on, who comes and goes against the charter's cut."""

from dataclasses import dataclass
from typing import Final

from contest.charter.rules import QuotaKind
from contest.errors import N_
from contest.errors.shortlist import CutUnfit, MethodUnfit
from contest.shortlist.models import MemberDecision
from contest.shortlist.queries import Field, RankedRow, Ranking, cut_of, ranking_in

STOPPED: Final = {
    QuotaKind.UNIT: N_("Hết chỉ tiêu của đơn vị."),
    QuotaKind.UNIT_KIND: N_("Hết chỉ tiêu của loại đơn vị."),
    QuotaKind.AUTHOR: N_("Đủ số bài của tác giả."),
}
"""What is said of a limit on units or authors to those who may know the authors."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A decision on a member as it was sent."""

    code: str
    verdict: str
    reason: str


@dataclass(frozen=True, slots=True)
class Moved:
    """Entries that a tried cut takes in and the charter's does not, and those the other way, by rank."""

    comes: tuple[RankedRow, ...]
    goes: tuple[RankedRow, ...]


def moved_by(field: Field, tried: Ranking) -> Moved | None:
    """The tried ranking against the charter's; None where the charter has none."""
    try:
        charters = ranking_in(field, cut=cut_of(field.round))
    except (CutUnfit, MethodUnfit):
        return None
    on = {row.entry_id for row in charters.rows if row.taken}
    return Moved(
        comes=tuple(row for row in tried.rows if row.taken and row.entry_id not in on),
        goes=tuple(row for row in tried.rows if not row.taken and row.entry_id in on),
    )


def member_rows(field: Field, found: Ranking) -> list[tuple[RankedRow, MemberDecision]]:
    """The entries somebody decided on, in order of rank, each with its decision."""
    return [(row, field.members[row.entry_id]) for row in found.rows if row.entry_id in field.members]
