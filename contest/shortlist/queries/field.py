"""All that a ranking of a round is made of, asked for once: who is ranked, by which sheets, parted by what."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from sqlalchemy import select

from contest.assignment.queries import readers_wanted
from contest.charter.models import Round
from contest.charter.rules import MODELLED, QuotaSaid
from contest.db import db
from contest.entries.queries import categories_of_entries
from contest.errors.shortlist import MethodUnfit
from contest.scoring.models import Settlement
from contest.scoring.queries import Standing as Marking
from contest.scoring.queries import settlements, standings
from contest.scoring.rules import CaseKind
from contest.shortlist.models import HeadDecision, MemberDecision
from contest.shortlist.queries.cuts import charters_quotas, eligible_shown, groups_in
from contest.shortlist.queries.members import member_decisions
from contest.shortlist.queries.readings import RoundReadings, readings_of
from contest.shortlist.queries.shown import CountedSheet, Shown, counted_sheets
from contest.shortlist.rules import (
    METHOD_NAMES,
    Agreed,
    Group,
    Marked,
    Ranked,
    Sheet,
    Standing,
    Unfit,
    UnfitKind,
    marks_by,
    rank,
    tie_values,
)
from contest.shortlist.rules.methods.wording import why

SEVERAL = 3
"""From so many readers on the charter's way of combining decides; one and two go by their own rules."""


@dataclass(frozen=True)
class Field:
    """The settled, eligible entries of a round with the sheets that count, by entry id."""

    round: Round
    shown: Mapping[int, Shown]
    settled: Mapping[int, Settlement]
    sheets: Mapping[int, tuple[CountedSheet, ...]]
    decisions: Mapping[int, HeadDecision]
    members: Mapping[int, MemberDecision]

    @cached_property
    def ties(self) -> dict[int, tuple[Decimal, ...]]:
        """The values of the charter's tie-breaks, in their order."""
        return {entry: self._ties_of(entry) for entry in self.settled}

    @cached_property
    def readings(self) -> RoundReadings:
        """The counted sheets as columns."""
        return readings_of(self.round)

    @cached_property
    def agreed(self) -> dict[int, Agreed]:
        """What was agreed of entries, by their places in the columns."""
        place = {entry: place for place, entry in enumerate(self.readings.entry_ids)}
        return {
            place[marking.entry_id]: Agreed(marking.agreed, _by_its_judges(marking))
            for marking in standings(self.round)
            if marking.by_minutes and marking.agreed is not None and marking.entry_id in place
        }

    def marked(self, method: str) -> Marked | Unfit:
        """Marks by entry id: settled ones where the charter settles each entry by itself, else of all sheets."""
        if method == self.round.method and method not in MODELLED:
            unfit = self.unfit_as_settled(method)
            return unfit or Marked({entry: row.mark for entry, row in self.settled.items()})
        found = self.of_all_sheets(method)
        if isinstance(found, Unfit):
            return found
        marks = {entry: mark for entry, mark in found.marks.items() if entry in self.settled}
        return Marked(marks, found.parameters)

    def of_all_sheets(self, method: str) -> Marked | Unfit:
        """Marks by entry id that the method makes of the counted sheets, also of entries that are not settled."""
        found = marks_by(method, self.readings.readings, self.agreed)
        if isinstance(found, Unfit):
            return found
        ids = self.readings.entry_ids
        return Marked({ids[place]: mark for place, mark in found.marks.items()}, found.parameters)

    def official(self, method: str) -> Marked:
        """The same, for a list that stands on it. Raises MethodUnfit."""
        if not self.settled:
            return Marked({})
        found = self.marked(method)
        if isinstance(found, Unfit):
            raise refused(method, found)
        return found

    def groups(self, quotas: Sequence[QuotaSaid] | None) -> Mapping[int, frozenset[Group]]:
        """The groups entries belong to under these quotas, the charter's for None."""
        said = charters_quotas(self.round) if quotas is None else quotas
        return groups_in(self.round, said, self.shown).groups if said else {}

    def ranked(
        self, marks: Mapping[int, Decimal], groups: Mapping[int, frozenset[Group]]
    ) -> tuple[Ranked, ...]:
        """These marks ranked, parted by the charter's tie-breaks."""
        nothing: frozenset[Group] = frozenset()
        return rank(
            Standing(entry, mark, self.ties[entry], groups.get(entry, nothing))
            for entry, mark in marks.items()
        )

    @cached_property
    def planned(self) -> frozenset[int]:
        """The numbers of readers that the charter gives the settled entries."""
        return planned_for(self.round, self.settled)

    def unfit_as_settled(self, method: str, planned: Collection[int] | None = None) -> Unfit | None:
        """Settled marks of several planned readers must be comparable; pairs go by the mean whatever was chosen.

        planned  the numbers of readers that the charter gives the entries; those settled here unless said
        """
        if method == "mean":
            return None
        planned = self.planned if planned is None else planned
        if max(planned, default=0) < SEVERAL:
            return None
        if method == "sum" and min(planned) < SEVERAL:
            return Unfit(UnfitKind.UNEVEN, max(planned), min(planned))
        found = marks_by(method, self.readings.readings, {})
        return found if isinstance(found, Unfit) else None

    def _ties_of(self, entry: int) -> tuple[Decimal, ...]:
        sheets = [Sheet(points=s.points, total=s.total) for s in self.sheets.get(entry, ())]
        return parted_by(self.round, sheets, self.decisions.get(entry))


def field_of(round_: Round) -> Field:
    """The field of a round: entries that are eligible, not withdrawn, have its code and a settled mark."""
    shown = eligible_shown(round_)
    settled = {entry: row for entry, row in settlements(round_.id).items() if entry in shown}
    return Field(
        round_,
        shown,
        settled,
        counted_sheets(round_.id),
        head_decisions(round_.id),
        member_decisions(round_.id),
    )


def parted_by(round_: Round, sheets: Sequence[Sheet], decision: HeadDecision | None) -> tuple[Decimal, ...]:
    """The values of the charter's tie-breaks, in their order, of an entry with these sheets."""
    head, steps = Decimal(decision.weight if decision else 0), round_.tie_breaks
    if not sheets:
        return tuple(head if "head" in step else Decimal(0) for step in steps)
    return tie_values(sheets, steps, head=head)


def refused(method: str, unfit: Unfit) -> MethodUnfit:
    """What is said of a method that cannot be used."""
    return MethodUnfit(method=METHOD_NAMES[method], why=why(unfit))


def planned_for(round_: Round, entry_ids: Collection[int]) -> frozenset[int]:
    """The numbers of readers that the charter gives these entries."""
    return frozenset(planned_each(round_, entry_ids).values())


def planned_each(round_: Round, entry_ids: Collection[int]) -> dict[int, int]:
    """How many readers the charter gives each of these entries."""
    wanted = readers_wanted(round_)
    categories = categories_of_entries(entry_ids) if wanted.by_category else {}
    return {entry: wanted.plain(categories.get(entry)) for entry in entry_ids}


def why_unranked(round_: Round) -> MethodUnfit | None:
    """Why the charter's method makes no marks of the round's sheets, or None where it does."""
    try:
        field_of(round_).official(round_.method)
    except MethodUnfit as refusal:
        return refusal
    return None


def head_decisions(round_id: int) -> dict[int, HeadDecision]:
    """What the head of the jury decided on ties, by entry id."""
    question = select(HeadDecision).where(HeadDecision.round_id == round_id)
    return {row.entry_id: row for row in db.session.scalars(question)}


def _by_its_judges(marking: Marking) -> bool:
    return marking.case_kind is CaseKind.MINUTES
