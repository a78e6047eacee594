"""What a ranking may show of an entry before anybody knows its author: its code and its blind copy."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select

from contest.assignment.models import Assignment
from contest.assignment.queries import standing
from contest.charter.models import Category
from contest.db import db, one_of
from contest.entries.models import Figure, Manuscript
from contest.people.models import Account
from contest.scoring.models import ScoreSheet, SheetState
from contest.screening.models import BlindCode, BlindCopy


@dataclass(frozen=True, slots=True)
class Shown:
    """One entry of a round as its judges saw it: masked title, category and figure under its blind code."""

    entry_id: int
    blind_code: str
    title: str
    category_id: int | None
    category: str
    figure: str
    figure_note: str
    category_key: str = ""
    figure_kind: str = ""


@dataclass(frozen=True, slots=True)
class CountedSheet:
    """One judge's sheet that counts: its total, the version it stands at, and points by criterion key."""

    judge_id: int
    judge: str
    is_third: bool
    version: int
    total: Decimal
    points: dict[str, Decimal]


def shown_entries(round_id: int, *, among: Collection[int] | None = None) -> dict[int, Shown]:
    """Every entry that has a code in the round, by entry id, from its newest blind copy.

    among  only these are asked about
    """
    versions = select(BlindCopy.entry_id, func.max(BlindCopy.version).label("newest"))
    if among is not None:
        versions = versions.where(one_of(BlindCopy.entry_id, among))
    newest = versions.group_by(BlindCopy.entry_id).subquery()
    question = (
        select(
            BlindCode.entry_id,
            BlindCode.code,
            BlindCopy.title,
            Manuscript.category_id,
            BlindCopy.category_name,
            BlindCopy.figure_name,
            BlindCopy.figure_note,
            Category.key,
            Figure.kind,
        )
        .outerjoin(newest, newest.c.entry_id == BlindCode.entry_id)
        .outerjoin(
            BlindCopy, (BlindCopy.entry_id == newest.c.entry_id) & (BlindCopy.version == newest.c.newest)
        )
        .outerjoin(Manuscript, Manuscript.id == BlindCopy.manuscript_id)
        .outerjoin(Category, Category.id == Manuscript.category_id)
        .outerjoin(Figure, Figure.entry_id == BlindCode.entry_id)
        .where(BlindCode.round_id == round_id)
    )
    if among is not None:
        question = question.where(one_of(BlindCode.entry_id, among))
    return {
        row.entry_id: Shown(
            row.entry_id,
            row.code,
            row.title or "",
            row.category_id,
            row.category_name or "",
            row.figure_name or "",
            row.figure_note or "",
            row.key or "",
            row.kind or "",
        )
        for row in db.session.execute(question)
    }


def counted_sheets(round_id: int, *, gone: bool = False) -> dict[int, tuple[CountedSheet, ...]]:
    """The handed-in sheets of standing assignments by entry id, in the order of drawing.

    gone  also those of entries that are withdrawn, or out of the round, since
    """
    question = (
        standing(round_id, gone=gone)
        .join(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .join(Account, Account.id == Assignment.judge_id)
        .where(ScoreSheet.state == SheetState.HANDED_IN)
        .with_only_columns(
            Assignment.entry_id,
            Assignment.judge_id,
            Account.name,
            Assignment.is_third,
            ScoreSheet.version,
            ScoreSheet.total,
            ScoreSheet.points,
        )
        .order_by(Assignment.draw_id, Assignment.id)
    )
    sheets: dict[int, list[CountedSheet]] = {}
    for entry_id, judge_id, judge, third, version, total, points in db.session.execute(question):
        told = {key: Decimal(value) for key, value in points.items()}
        sheets.setdefault(entry_id, []).append(
            CountedSheet(judge_id, judge, third, version, total or Decimal(0), told)
        )
    return {entry_id: tuple(found) for entry_id, found in sheets.items()}
