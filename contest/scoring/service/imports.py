"""Sheets filled in on paper or in a spreadsheet."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Literal

from contest.assignment.models import Assignment
from contest.assignment.queries import standing
from contest.charter.models import Round
from contest.db import db
from contest.errors.scoring import SheetUnassigned
from contest.people.models import Account
from contest.plumbing.audit import Actor, record
from contest.scoring.models import SheetState
from contest.scoring.queries import sheet_of
from contest.scoring.service.writing import (
    check_may_meet,
    check_unseen,
    check_window,
    content_of,
    hold_round,
    write,
)
from contest.screening.models import BlindCode
from contest.screening.rules import normal_code


def import_sheet(
    *,
    round_: Round,
    blind_code: str,
    judge: Account,
    points: Mapping[str, str | Decimal],
    remark: str,
    actor: Actor,
    at: datetime,
    by_judge: bool = False,
) -> Literal["added", "corrected", "same"]:
    """Hand in a judge's sheet out of a list; a correction is a further version, the same is no change.

    by_judge  the judge sends it, and is bound by the round's hours; the office, which types afterwards, is not
    Raises    SheetUnassigned, RoundLocked, PointsUnfit, PointsIncomplete, RemarkTooLong, CaseOpened, Rechecked,
              TypistReads; a judge's own also RoundNotOpen, RoundClosed
    """
    held = hold_round(round_.id)
    if by_judge:
        check_window(held, at)
    assignment = _assignment(held, blind_code, judge)
    check_may_meet(assignment, actor.id)
    content = content_of(held, points, remark, complete=True)
    sheet = sheet_of(assignment.id)
    before = sheet is not None and sheet.state == SheetState.HANDED_IN
    if sheet is not None and before and content.is_on(sheet):
        return "same"
    check_unseen(assignment)
    sheet = write(sheet, assignment, content, state=SheetState.HANDED_IN, actor=actor, door="import", at=at)
    done: Literal["added", "corrected"] = "corrected" if before else "added"
    record(
        "score_sheet.imported",
        actor=actor,
        at=at,
        contest_id=held.contest_id,
        subject=sheet,
        version=sheet.version,
        total=sheet.total,
        done=done,
    )
    return done


def _assignment(round_: Round, blind_code: str, judge: Account) -> Assignment:
    code = normal_code(blind_code)
    question = (
        standing(round_.id)
        .join(BlindCode, BlindCode.id == Assignment.blind_code_id)
        .where(
            BlindCode.round_id == round_.id,
            BlindCode.code == code,
            Assignment.entry_id == BlindCode.entry_id,
            Assignment.judge_id == judge.id,
        )
    )
    found = db.session.scalars(question).unique().one_or_none() if code is not None else None
    if found is None:
        raise SheetUnassigned(code=blind_code, judge=judge.name)
    return found
