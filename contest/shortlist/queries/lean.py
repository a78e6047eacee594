"""A ranking that holds of each entry only what its place is made of: for papers of a hundred thousand rows."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

import numpy as np
from sqlalchemy import Integer, Select, func, select, type_coerce

from contest.assignment.models import Assignment
from contest.assignment.queries import standing
from contest.charter.models import Round
from contest.charter.rules import MODELLED
from contest.db import db, one_of
from contest.scoring.models import ScoreSheet, Settlement, SheetState
from contest.scoring.rules import Outcome
from contest.screening.models import BlindCode, VerdictKind
from contest.screening.queries import entries_with_verdict
from contest.shortlist.queries.cuts import charters_quotas, cut_of, groups_in
from contest.shortlist.queries.field import Field, head_decisions, parted_by, planned_for, refused
from contest.shortlist.queries.members import member_decisions
from contest.shortlist.queries.notes import notes_on, said_of
from contest.shortlist.queries.ranking import choice_of
from contest.shortlist.rules import Choice, Cut, RankedColumns, Sheet, Unfit
from contest.shortlist.rules.columns import hundredths, points
from contest.shortlist.rules.ranking import Said
from contest.shortlist.rules.readings import Whole

READ_AT_ONCE: Final = 2_000
SHEETS_OF: Final = 500
"""Entries whose sheets are read in one question."""

OUTCOMES: Final = tuple(Outcome)


@dataclass(frozen=True, slots=True)
class LeanRow:
    """One place of a ranking as ``RankedRow`` tells it, without what its judges read and wrote."""

    entry_id: int
    blind_code: str
    mark: Decimal
    settled: Decimal
    outcome: Outcome
    rank: int
    note: str


class LeanRanking:
    """A round's ranking under the charter's cut, best first, equals by their codes; its rows are made when asked for.

    ranked  the same with equals by their ids
    Shapes  entries, codes, marks (hundredths), ranks, tied, taken: columns in the order of the rows
    """

    def __init__(self, round_: Round, settled: "_Settled", ranked: RankedColumns, cut: Cut) -> None:
        self.cut = cut
        self._round, self.ranked = round_, ranked
        self._choice: Choice = choice_of(ranked, cut)
        self._heads, self._members = head_decisions(round_.id), member_decisions(round_.id)
        codes = settled.codes[ranked.at]
        self._at: Whole = np.lexsort((codes, ranked.ranks))
        self.entries, self.marks = ranked.entries[self._at], ranked.marks[self._at]
        self.codes, self.ranks, self.tied = codes[self._at], ranked.ranks[self._at], ranked.tied[self._at]
        self.taken = np.isin(self.entries, np.array(self._choice.members, dtype=np.int64))
        before = ranked.at[self._at]
        self._settled, self._outcomes = settled.marks[before], settled.outcomes[before]

    def __len__(self) -> int:
        return len(self.entries)

    @property
    def places(self) -> int:
        """How many places the list has: as the cut says, or as many as it took."""
        places = self.cut.places(len(self))
        return int(self.taken.sum()) if places is None else places

    @property
    def members(self) -> frozenset[int]:
        """The entries on the list."""
        return frozenset(self._choice.members)

    def members_by(self, marks: Whole, kept: Said) -> frozenset[int]:
        """The entries that would be on the list by other marks of those that are kept. Raises CutUnfit.

        Shapes  marks, kept: in the order of ``ranked``
        """
        return frozenset(choice_of(self.ranked.by(marks, kept), self.cut).members)

    def rows(self, start: int, stop: int) -> Iterator[LeanRow]:
        """The rows from a place, counted from 0, to before another."""
        for at in range(start, min(stop, len(self))):
            place = self.ranked[int(self._at[at])]
            said = notes_on(
                self._round,
                place,
                self._choice,
                self._heads.get(place.entry),
                self._members.get(place.entry),
            )
            yield LeanRow(
                entry_id=place.entry,
                blind_code=self.codes[at].decode(),
                mark=place.mark,
                settled=points(int(self._settled[at])),
                outcome=OUTCOMES[self._outcomes[at]],
                rank=place.rank,
                note=said_of(said),
            )


@dataclass(frozen=True, slots=True, eq=False)
class _Settled:
    """The settled, eligible entries of a round with its code, by their ids.

    Units  marks: hundredths; outcomes: places in OUTCOMES
    """

    entries: Whole
    codes: Any
    marks: Whole
    outcomes: Any

    def only(self, kept: Any) -> "_Settled":
        """Those of them that a mask keeps."""
        return _Settled(self.entries[kept], self.codes[kept], self.marks[kept], self.outcomes[kept])


def lean_ranking(round_: Round) -> LeanRanking:
    """The ranking as ``ranking`` makes it, in some forty bytes an entry. Raises CutUnfit, MethodUnfit."""
    cut, quotas = cut_of(round_), charters_quotas(round_)
    settled, marks = _marked(round_, _settled_entries(round_))
    ties = _ties(round_, settled.entries)
    groups = groups_in(round_, quotas).groups if quotas else {}
    return LeanRanking(round_, settled, RankedColumns(settled.entries, marks, ties, groups), cut)


def totals_of(round_id: int, entry_ids: Collection[int]) -> dict[int, list[Decimal]]:
    """The totals of the sheets that count of each of these entries, in the order of drawing."""
    question = _counted(round_id).with_only_columns(Assignment.entry_id, ScoreSheet.total)
    found: dict[int, list[Decimal]] = {}
    for entry, total in db.session.execute(question.where(one_of(Assignment.entry_id, entry_ids))):
        found.setdefault(entry, []).append(total or Decimal(0))
    return found


def most_sheets(round_id: int) -> int:
    """The greatest number of sheets that count of one entry."""
    counts = _counted(round_id).with_only_columns(func.count(ScoreSheet.id).label("sheets"))
    each = counts.order_by(None).group_by(Assignment.entry_id).subquery()
    return db.session.scalar(select(func.max(each.c.sheets))) or 0


def _settled_entries(round_: Round) -> _Settled:
    """Asked for in one question and read some at a time."""
    question = (
        select(BlindCode.entry_id, BlindCode.code, type_coerce(Settlement.mark, Integer), Settlement.outcome)
        .join(
            Settlement,
            (Settlement.round_id == BlindCode.round_id) & (Settlement.entry_id == BlindCode.entry_id),
        )
        .where(
            BlindCode.round_id == round_.id,
            BlindCode.entry_id.in_(entries_with_verdict(round_.contest_id, VerdictKind.ELIGIBLE)),
        )
        .execution_options(yield_per=READ_AT_ONCE)
    )
    numbers = {outcome: place for place, outcome in enumerate(OUTCOMES)}
    parts = [(np.array([], np.int64), np.array([], "S1"), np.array([], np.int64), np.array([], np.int8))]
    for rows in db.session.execute(question).partitions():
        entries, codes, marks, outcomes = zip(*rows, strict=True)
        parts.append(
            (
                np.array(entries, np.int64),
                np.array([code.encode() for code in codes]),
                np.array(marks, np.int64),
                np.array([numbers[outcome] for outcome in outcomes], np.int8),
            )
        )
    found = _Settled(*(np.concatenate(column) for column in zip(*parts, strict=True)))
    return found.only(np.argsort(found.entries))


def _marked(round_: Round, settled: _Settled) -> tuple[_Settled, Whole]:
    """Those of the settled entries that have a mark by the charter's method, and these marks, in hundredths."""
    field = Field(round_, shown={}, settled={}, sheets={}, decisions={}, members={})
    method = round_.method
    if not len(settled.entries):
        return settled, settled.marks
    if method not in MODELLED:
        planned = () if method == "mean" else planned_for(round_, settled.entries.tolist())
        unfit = field.unfit_as_settled(method, planned)
        if unfit is not None:
            raise refused(method, unfit)
        return settled, settled.marks
    found = field.of_all_sheets(method)
    if isinstance(found, Unfit):
        raise refused(method, found)
    marks = [found.marks.get(entry) for entry in settled.entries.tolist()]
    kept = np.array([mark is not None for mark in marks])
    return settled.only(kept), np.array([hundredths(mark) for mark in marks if mark is not None], np.int64)


def _ties(round_: Round, entries: Whole) -> list[Whole]:
    """The values of the charter's tie-breaks of these entries, in hundredths, each a column."""
    steps, heads = round_.tie_breaks, head_decisions(round_.id)
    columns = [np.zeros(len(entries), np.int64) for _ in steps]
    asks_sheets = any("head" not in step for step in steps)
    for start in range(0, len(entries) if steps else 0, SHEETS_OF):
        some = entries[start : start + SHEETS_OF].tolist()
        sheets = _sheets(round_.id, some) if asks_sheets else {}
        for at, entry in enumerate(some, start=start):
            values = parted_by(round_, sheets.get(entry, ()), heads.get(entry))
            for column, value in zip(columns, values, strict=True):
                column[at] = hundredths(value)
    return columns


def _sheets(round_id: int, entry_ids: Collection[int]) -> dict[int, list[Sheet]]:
    """The sheets that count of each of these entries."""
    columns = (Assignment.entry_id, ScoreSheet.points, ScoreSheet.total)
    question = _counted(round_id).with_only_columns(*columns).where(one_of(Assignment.entry_id, entry_ids))
    found: dict[int, list[Sheet]] = {}
    for entry, given, total in db.session.execute(question):
        told = {key: Decimal(value) for key, value in given.items()}
        found.setdefault(entry, []).append(Sheet(points=told, total=total or Decimal(0)))
    return found


def _counted(round_id: int) -> Select[Any]:
    """The handed-in sheets of standing assignments, in the order of drawing."""
    question = standing(round_id).join(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
    handed_in = question.where(ScoreSheet.state == SheetState.HANDED_IN)
    return handed_in.order_by(Assignment.draw_id, Assignment.id)
