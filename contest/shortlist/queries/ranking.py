"""The ranking of a round, computed anew each time it is asked for."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from contest.assignment.queries import entries_in_round
from contest.charter.models import Round
from contest.charter.rules import QuotaKind, QuotaSaid
from contest.errors.shortlist import CutUnfit
from contest.scoring.rules import Outcome
from contest.shortlist.models import MemberVerdict
from contest.shortlist.queries.cuts import cut_of
from contest.shortlist.queries.field import Field, field_of
from contest.shortlist.queries.notes import Said, notes_on, said_of
from contest.shortlist.queries.shown import CountedSheet
from contest.shortlist.rules import Choice, Cut, Group, Ranked, choose


@dataclass(frozen=True, slots=True)
class RankedRow:
    """One entry in the ranking.

    mark     what it is ranked by: its settled mark, or what the charter's model makes of all sheets
    settled  the mark its judges' sheets, or minutes, came to
    said     what is to be said of its place, as (Vietnamese sentence, values)
    sheets   the judges' sheets that count, the third reader's last
    ties     the values of the charter's tie-breaks, in their order
    decided  what was decided of it, whatever the cut would do
    stopped  the kind of group whose limit kept it out; of groups that the envelope tells, for those who may open it
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
    decided: MemberVerdict | None = None
    stopped: QuotaKind | None = None

    @property
    def note(self) -> str:
        """What is said of the place, in Vietnamese, as papers print it."""
        return said_of(self.said)


@dataclass(frozen=True, slots=True)
class Ranking:
    """A round's ranking under one cut, best first; equals by their codes.

    method        by which the marks were made, and parameters: what a model estimated on the way
    line          the lowest mark that the cut itself took in; None when it took none
    open_entries  entries the round has to judge that have no mark yet
    groups        the groups with a quota that entries belong to, under keys that name nobody
    short         groups that have fewer members than their least, and how many they lack: nobody else could be taken
    """

    rows: tuple[RankedRow, ...]
    cut: Cut
    method: str
    parameters: Mapping[str, str]
    line: Decimal | None
    open_entries: int
    tied_at_line: frozenset[int]
    left_out_by_quota: frozenset[int]
    groups: Mapping[int, frozenset[Group]]
    short: Mapping[Group, int]

    @property
    def taken(self) -> int:
        """How many entries the list takes in."""
        return sum(row.taken for row in self.rows)

    @property
    def last_taken(self) -> int:
        """The place from 1 of the last row on the list: the line is drawn below it; 0 for an empty list."""
        return max((place for place, row in enumerate(self.rows, start=1) if row.taken), default=0)


def ranking(
    round_: Round,
    *,
    cut: Cut | None = None,
    method: str | None = None,
    quotas: Sequence[QuotaSaid] | None = None,
) -> Ranking:
    """Rank the settled entries that are eligible, not withdrawn and have the round's code, and cut.

    cut     another cut than the charter's, to see what it would do
    method  another way to make marks than the charter's, likewise
    quotas  those the cut was made with, where they are not the charter's
    Raises  CutUnfit, MethodUnfit
    """
    cut = cut_of(round_) if cut is None else cut
    return ranking_in(field_of(round_), cut=cut, method=method, quotas=quotas)


def ranking_in(
    field: Field, *, cut: Cut, method: str | None = None, quotas: Sequence[QuotaSaid] | None = None
) -> Ranking:
    """The same of a field already asked for. Raises CutUnfit, MethodUnfit."""
    method = method or field.round.method
    marked = field.official(method)
    groups = field.groups(quotas)
    ranked = field.ranked(marked.marks, groups)
    choice = choice_of(ranked, cut)
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
        groups=groups,
        short=_short(members, groups, cut),
    )


def _short(members: Collection[int], groups: Mapping[int, frozenset[Group]], cut: Cut) -> dict[Group, int]:
    has = Counter(group for entry in members for group in groups.get(entry, ()))
    lacks = {group: (least or 0) - has[group] for group, (least, _) in cut.quotas.items()}
    return {group: number for group, number in lacks.items() if number > 0}


def choice_of(ranked: Sequence[Ranked], cut: Cut) -> Choice:
    """The cut carried out. Raises CutUnfit where a share makes fewer places than quotas reserve."""
    try:
        return choose(ranked, cut)
    except ValueError as error:
        raise CutUnfit from error


def _row(field: Field, place: Ranked, choice: Choice, *, taken: bool) -> RankedRow:
    settled, shown = field.settled[place.entry], field.shown[place.entry]
    decided = field.members.get(place.entry)
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
        said=notes_on(field.round, place, choice, field.decisions.get(place.entry), decided),
        decided=None if decided is None else decided.verdict,
        stopped=choice.stopped.get(place.entry) if place.entry in choice.left_out_by_quota else None,
        sheets=field.sheets.get(place.entry, ()),
        ties=field.ties[place.entry],
    )
