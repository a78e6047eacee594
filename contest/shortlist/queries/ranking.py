"""The ranking of a round, computed anew each time it is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from contest.assignment.queries import entries_in_round
from contest.charter.models import Round
from contest.charter.queries import contest_of_round
from contest.charter.rules import CutKind
from contest.errors.shortlist import CutUnfit
from contest.scoring.rules import Outcome
from contest.shortlist.queries.field import Field, field_of
from contest.shortlist.queries.notes import Said, notes_on
from contest.shortlist.queries.shown import CountedSheet
from contest.shortlist.rules import Choice, Cut, Ranked, choose


@dataclass(frozen=True, slots=True)
class RankedRow:
    """One entry in the ranking.

    mark     what it is ranked by: its settled mark, or what the charter's model makes of all sheets
    settled  the mark its judges' sheets, or minutes, came to
    said     what is to be said of its place, as (Vietnamese sentence, values)
    sheets   the judges' sheets that count, the third reader's last
    ties     the values of the charter's tie-breaks, in their order
    """

    entry_id: int
    blind_code: str
    title: str
    category: str
    figure: str
    mark: Decimal
    settled: Decimal
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

    method        by which the marks were made, and parameters: what a model estimated on the way
    line          the lowest mark on the list; None for an empty list
    open_entries  entries the round has to judge that have no mark yet
    """

    rows: tuple[RankedRow, ...]
    cut: Cut
    method: str
    parameters: Mapping[str, str]
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


def ranking(round_: Round, *, cut: Cut | None = None, method: str | None = None) -> Ranking:
    """Rank the settled entries that are eligible, not withdrawn and have the round's code, and cut.

    cut     another cut than the charter's, to see what it would do
    method  another way to make marks than the charter's, likewise
    Raises  CutUnfit, MethodUnfit
    """
    return ranking_in(field_of(round_), cut=cut_of(round_) if cut is None else cut, method=method)


def ranking_in(field: Field, *, cut: Cut, method: str | None = None) -> Ranking:
    """The same of a field already asked for. Raises MethodUnfit."""
    method = method or field.round.method
    marked = field.official(method)
    ranked = field.ranked(marked.marks)
    choice = choose(ranked, cut)
    members = frozenset(choice.members)
    rows = (_row(field, place, choice, taken=place.entry in members) for place in ranked)
    return Ranking(
        rows=tuple(sorted(rows, key=lambda row: (row.rank, row.blind_code))),
        cut=cut,
        method=method,
        parameters=marked.parameters,
        line=choice.line,
        open_entries=len(entries_in_round(field.round) - set(marked.marks)),
        tied_at_line=frozenset(choice.tied_at_line),
        left_out_by_quota=frozenset(choice.left_out_by_quota),
    )


def _row(field: Field, place: Ranked, choice: Choice, *, taken: bool) -> RankedRow:
    settled, shown = field.settled[place.entry], field.shown[place.entry]
    return RankedRow(
        entry_id=place.entry,
        blind_code=shown.blind_code,
        title=shown.title,
        category=shown.category,
        figure=shown.figure,
        mark=place.mark,
        settled=settled.mark,
        difference=settled.difference,
        outcome=Outcome(settled.outcome),
        rank=place.rank,
        tied=place.tied,
        taken=taken,
        said=notes_on(field.round, place, choice, field.decisions.get(place.entry)),
        sheets=field.sheets.get(place.entry, ()),
        ties=field.ties[place.entry],
    )
