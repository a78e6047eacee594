"""The ranking of a round, computed anew each time it is asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from contest.assignment.queries import entries_in_round
from contest.charter.models import Round
from contest.charter.queries import contest_of_round
from contest.charter.rules import CutKind
from contest.db import db
from contest.errors.shortlist import CutUnfit
from contest.scoring.models import Settlement
from contest.scoring.queries import settlements
from contest.scoring.rules import Outcome
from contest.screening.queries import eligible_entry_ids
from contest.shortlist.models import HeadDecision
from contest.shortlist.queries.notes import Said, notes_on
from contest.shortlist.queries.shown import CountedSheet, Shown, counted_sheets, shown_entries
from contest.shortlist.rules import Choice, Cut, Ranked, Sheet, Standing, choose, rank, tie_values


@dataclass(frozen=True, slots=True)
class RankedRow:
    """One entry in the ranking.

    said   what is to be said of its place, as (Vietnamese sentence, values)
    sheets the judges' sheets that count, the third reader's last
    ties   the values of the charter's tie-breaks, in their order
    """

    entry_id: int
    blind_code: str
    title: str
    category: str
    figure: str
    mark: Decimal
    difference: Decimal
    outcome: Outcome
    rank: int
    tied: bool
    taken: bool
    said: tuple[Said, ...]
    sheets: tuple[CountedSheet, ...]
    ties: tuple[Decimal, ...]

    @property
    def note(self) -> str:
        """What is said of the place, in Vietnamese, as papers print it."""
        return " ".join(sentence % values for sentence, values in self.said)


@dataclass(frozen=True, slots=True)
class Ranking:
    """A round's ranking under one cut, best first; equals by their codes.

    line          the lowest mark on the list; None for an empty list
    open_entries  entries the round has to judge that have no mark yet
    """

    rows: tuple[RankedRow, ...]
    cut: Cut
    line: Decimal | None
    open_entries: int
    tied_at_line: frozenset[int]
    left_out_by_quota: frozenset[int]

    @property
    def taken(self) -> int:
        """How many entries the list takes in."""
        return sum(row.taken for row in self.rows)

    @property
    def last_taken(self) -> int:
        """The place from 1 of the last row on the list: the line is drawn below it; 0 for an empty list."""
        return max((place for place, row in enumerate(self.rows, start=1) if row.taken), default=0)


def cut_of(round_: Round) -> Cut:
    """The cut as the charter says it, with the categories' quotas. Raises CutUnfit."""
    by_threshold = round_.cut_kind is CutKind.THRESHOLD
    return cut_like(
        round_,
        top=None if by_threshold else round_.cut_top,
        threshold=round_.cut_threshold if by_threshold else None,
        ties_in=round_.ties_in,
    )


def cut_like(round_: Round, *, top: int | None, threshold: Decimal | None, ties_in: bool) -> Cut:
    """Another cut of the round, under the same quotas. Raises CutUnfit."""
    quotas = {
        category.id: (category.quota_min, category.quota_max)
        for category in contest_of_round(round_).categories
        if category.quota_min is not None or category.quota_max is not None
    }
    try:
        return Cut(top=top, threshold=threshold, ties_in=ties_in, quotas=quotas)
    except ValueError as error:
        raise CutUnfit from error


def ranking(round_: Round, *, cut: Cut | None = None) -> Ranking:
    """Rank the settled marks of eligible, not withdrawn entries that have the round's code, and cut.

    cut     another cut than the charter's, to see what it would do
    Raises  CutUnfit
    """
    cut = cut_of(round_) if cut is None else cut
    eligible = set(eligible_entry_ids(round_.contest_id))
    shown = {entry: seen for entry, seen in shown_entries(round_.id).items() if entry in eligible}
    marks = {entry: row for entry, row in settlements(round_.id).items() if entry in shown}
    sheets, decisions = counted_sheets(round_.id), head_decisions(round_.id)
    ties = {entry: _ties(round_, sheets.get(entry, ()), decisions.get(entry)) for entry in marks}
    ranked = rank(
        Standing(entry, row.mark, ties[entry], shown[entry].category_id) for entry, row in marks.items()
    )
    choice = choose(ranked, cut)
    members = frozenset(choice.members)
    rows = (
        _row(round_, place, choice, members, shown[place.entry], marks, sheets, decisions, ties)
        for place in ranked
    )
    return Ranking(
        rows=tuple(sorted(rows, key=lambda row: (row.rank, row.blind_code))),
        cut=cut,
        line=choice.line,
        open_entries=len(entries_in_round(round_) - set(marks)),
        tied_at_line=frozenset(choice.tied_at_line),
        left_out_by_quota=frozenset(choice.left_out_by_quota),
    )


def head_decisions(round_id: int) -> dict[int, HeadDecision]:
    """What the head of the jury decided on ties, by entry id."""
    question = select(HeadDecision).where(HeadDecision.round_id == round_id)
    return {row.entry_id: row for row in db.session.scalars(question)}


def _ties(
    round_: Round, sheets: Sequence[CountedSheet], decision: HeadDecision | None
) -> tuple[Decimal, ...]:
    head = Decimal(decision.weight if decision else 0)
    if not sheets:
        return tuple(head if "head" in step else Decimal(0) for step in round_.tie_breaks)
    compared = [Sheet(points=sheet.points, total=sheet.total) for sheet in sheets]
    return tie_values(compared, round_.tie_breaks, head=head)


def _row(
    round_: Round,
    place: Ranked,
    choice: Choice,
    members: frozenset[int],
    shown: Shown,
    marks: Mapping[int, Settlement],
    sheets: Mapping[int, tuple[CountedSheet, ...]],
    decisions: Mapping[int, HeadDecision],
    ties: Mapping[int, tuple[Decimal, ...]],
) -> RankedRow:
    settled = marks[place.entry]
    return RankedRow(
        entry_id=place.entry,
        blind_code=shown.blind_code,
        title=shown.title,
        category=shown.category,
        figure=shown.figure,
        mark=place.mark,
        difference=settled.difference,
        outcome=Outcome(settled.outcome),
        rank=place.rank,
        tied=place.tied,
        taken=place.entry in members,
        said=notes_on(round_, place, choice, decisions.get(place.entry)),
        sheets=sheets.get(place.entry, ()),
        ties=ties[place.entry],
    )
