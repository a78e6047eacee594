"""Sheets filled in on paper or in a spreadsheet."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Literal

from contest.assignment.models import Assignment
from contest.assignment.queries import standing
from contest.charter.models import Round
from contest.db import db
from contest.errors.paper import SheetUnseen
from contest.errors.scoring import SheetUnassigned
from contest.people.models import Account
from contest.plumbing.audit import Actor, record
from contest.plumbing.vietnamese import clean
from contest.scoring.models import ScoreSheet, SheetState
from contest.scoring.queries import sheet_of, sheets_from_lists_of
from contest.scoring.queries.lists import DOOR
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
    version: int | None = None,
    reason: str = "",
    actor: Actor,
    at: datetime,
    by_judge: bool = False,
) -> Literal["added", "corrected", "same"]:
    """Hand in a judge's sheet out of a list; a correction is a further version, the same is no change.

    version   of the sheet the list was made from; None when it knows of none
    reason    why it takes the place of a hand-in that the list does not know
    by_judge  the judge sends it, and is bound by the round's hours; the office, which types afterwards, is not
    Raises    SheetUnassigned, RoundLocked, PointsUnfit, PointsIncomplete, RemarkTooLong, CaseOpened, Rechecked,
              TypistReads, SheetUnseen; a judge's own also RoundNotOpen, RoundClosed
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
    own = sheet is not None and sheet.id in sheets_from_lists_of(actor.name, held.id, assignment.id)
    said = clean(reason).strip() if is_unseen(sheet, version, own=own) else ""
    if sheet is not None and not said and is_unseen(sheet, version, own=own):
        raise SheetUnseen(version=sheet.version)
    sheet = write(
        sheet,
        assignment,
        content,
        state=SheetState.HANDED_IN,
        actor=actor,
        door=DOOR,
        at=at,
        reason=said,
    )
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
        reason=said,
    )
    return done


def is_unseen(sheet: ScoreSheet | None, version: int | None, *, own: bool) -> bool:
    """Whether a row would take the place of a hand-in, or of its taking back, that the list does not know.

    own  what stands was taken from an earlier list of the same sender
    """
    if sheet is None or sheet.state == SheetState.SAVED:
        return False
    return sheet.version != version and not own


def _assignment(round_: Round, blind_code: str, judge: Account) -> Assignment:
    code = normal_code(blind_code)
    question = (
        standing(round_.id)
        .join(Assignment.blind_code)
        .where(
            BlindCode.code == code,
            Assignment.judge_id == judge.id,
        )
    )
    found = db.session.scalars(question).unique().one_or_none() if code is not None else None
    if found is None:
        raise SheetUnassigned(code=blind_code, judge=judge.name)
    return found
