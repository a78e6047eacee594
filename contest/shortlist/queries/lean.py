"""A ranking that holds of each entry only what its place is made of: for papers of a hundred thousand rows."""

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import Select, func, select

from contest.assignment.models import Assignment
from contest.assignment.queries import standing
from contest.charter.models import Round
from contest.db import db, one_of
from contest.scoring.models import ScoreSheet, Settlement, SheetState
from contest.shortlist.models import HeadDecision
from contest.shortlist.queries.cuts import cut_of, eligible_shown
from contest.shortlist.queries.field import Field, head_decisions
from contest.shortlist.queries.members import member_decisions
from contest.shortlist.queries.ranking import Ranking, ranking_in
from contest.shortlist.rules import Sheet, tie_values

READ_AT_ONCE = 2_000


def lean_ranking(round_: Round) -> Ranking:
    """The ranking as ``ranking`` makes it, but of rows without their sheets. Raises CutUnfit, MethodUnfit."""
    return ranking_in(_lean_field(round_), cut=cut_of(round_))


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


def _lean_field(round_: Round) -> Field:
    shown = eligible_shown(round_)
    settled = {entry: row for entry, row in _settled(round_.id) if entry in shown}
    decisions = head_decisions(round_.id)
    field = Field(
        round_,
        shown,
        cast("Mapping[int, Settlement]", settled),
        {},
        decisions,
        member_decisions(round_.id),
    )
    # the values of the tie-breaks are all that a place needs of the sheets, so they are made while these are read
    vars(field)["ties"] = _ties(round_, settled, decisions)
    return field


def _settled(round_id: int) -> Iterator[tuple[int, Any]]:
    """The settled mark of each entry, as plain rows."""
    columns = (Settlement.entry_id, Settlement.mark, Settlement.difference, Settlement.outcome)
    question = select(*columns).where(Settlement.round_id == round_id)
    for row in db.session.execute(question.execution_options(yield_per=READ_AT_ONCE)):
        yield row.entry_id, row


def _ties(
    round_: Round, settled: Mapping[int, Any], decisions: Mapping[int, HeadDecision]
) -> dict[int, tuple[Decimal, ...]]:
    """The values of the charter's tie-breaks by entry id, read entry by entry."""
    steps = round_.tie_breaks
    weights = {entry: Decimal(decision.weight) for entry, decision in decisions.items()}
    ties = {
        entry: tuple(weights.get(entry, Decimal(0)) if "head" in step else Decimal(0) for step in steps)
        for entry in settled
    }
    if not any("head" not in step for step in steps):
        return ties
    for entry, rows in groupby(_sheets(round_.id), itemgetter(0)):
        if entry in ties:
            sheets = [
                Sheet(points={key: Decimal(value) for key, value in points.items()}, total=total)
                for _, points, total in rows
            ]
            ties[entry] = tie_values(sheets, steps, head=weights.get(entry, Decimal(0)))
    return ties


def _sheets(round_id: int) -> Iterator[tuple[int, dict[str, str], Decimal]]:
    """(entry id, points, total) of every sheet that counts, entry by entry."""
    columns = (Assignment.entry_id, ScoreSheet.points, ScoreSheet.total)
    question = _counted(round_id).with_only_columns(*columns).order_by(None)
    ordered = question.order_by(Assignment.entry_id, Assignment.draw_id, Assignment.id)
    for entry, points, total in db.session.execute(ordered.execution_options(yield_per=READ_AT_ONCE)):
        yield entry, points, total or Decimal(0)


def _counted(round_id: int) -> Select[Any]:
    """The handed-in sheets of standing assignments, in the order of drawing."""
    question = standing(round_id).join(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
    handed_in = question.where(ScoreSheet.state == SheetState.HANDED_IN)
    return handed_in.order_by(Assignment.draw_id, Assignment.id)
