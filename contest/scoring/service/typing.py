"""Sheets typed from paper by two people: what one reads counts once another reads the same.

Every typing is kept. What two people agree on becomes the judge's sheet, handed in by the door "paper"; nothing
that is handed in changes without a reason.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final

from contest.assignment.models import Assignment
from contest.charter.models import Round
from contest.db import db
from contest.errors import Stale
from contest.errors.paper import CorrectionReasonMissing, OwnTyping, ReadingOver
from contest.people.models import Account
from contest.plumbing.audit import Actor, record
from contest.plumbing.vietnamese import clean
from contest.scoring.models import SheetState, TypedSheet, TypingEnd
from contest.scoring.queries import (
    Typing,
    TypingState,
    criteria_of,
    sheet_of,
    still_reads,
    typed,
    typing_of,
)
from contest.scoring.rules import Typed, read_by_two, total
from contest.scoring.service.writing import (
    Content,
    check_may_meet,
    check_unseen,
    content_of,
    hold_round,
    write,
)

DOOR: Final = "paper"
Points = Mapping[str, str | Decimal]


def type_sheet(
    *, assignment: Assignment, points: Points, remark: str, typist: Account, at: datetime
) -> TypingState:
    """Type a paper sheet: the first of two, or again by another person, which hands it in when both say the same.

    The first person typing again corrects their own. Whatever was typed before stays, ended.

    Returns  where it stands now; NONE when the sheet is handed in (or was, with the same content)
    Raises   RoundLocked, CaseOpened, Rechecked, ReadingOver, TypistReads, OwnTyping, PointsUnfit,
             PointsIncomplete, RemarkTooLong
    """
    held = _held(assignment, typist)
    content = content_of(held, points, remark, complete=True)
    now = typing_of(assignment)
    if now.first is None or (now.second is None and now.first.typist_id == typist.id):
        _keep(now, 1, content, typist, at, held)
        return TypingState.FIRST
    _not_the_first(now, typist)
    _keep(now, 2, content, typist, at, held)
    return _finish(held, typing_of(assignment), typist, at=at)


def settle_typing(
    *, assignment: Assignment, points: Points, remark: str, person: Account, at: datetime
) -> TypingState:
    """Decide by the paper what two typings differ on. Points that neither had read wait for one more person.

    Returns  as type_sheet; FIRST when another person has to read it again
    Raises   as type_sheet, and Stale when nothing differs any more
    """
    held = _held(assignment, person)
    content = content_of(held, points, remark, complete=True)
    now = typing_of(assignment)
    if now.first is None or now.second is None or now.state != TypingState.DIFFERS:
        raise Stale
    _not_the_first(now, person)
    if not read_by_two(Typed(content.points, content.remark), typed(now.first), typed(now.second)):
        _end(now, TypingEnd.REPLACED, at)
        _keep(typing_of(assignment), 1, content, person, at, held)
        return TypingState.FIRST
    _keep(now, 2, content, person, at, held, settled=True)
    return _finish(held, typing_of(assignment), person, at=at)


def take_paper(
    *, assignment: Assignment, version: int | None, reason: str, person: Account, at: datetime
) -> TypingState:
    """Let what two people read on paper take the place of a sheet handed in otherwise, as a further version.

    version  the version of the sheet that the person saw beside it
    Raises   RoundLocked, CaseOpened, Rechecked, ReadingOver, TypistReads, OwnTyping, CorrectionReasonMissing, Stale
    """
    held = _held(assignment, person)
    now = typing_of(assignment)
    if now.state != TypingState.AGREED or (now.sheet is not None and now.sheet.version != version):
        raise Stale
    _not_the_first(now, person)
    said = clean(reason).strip()
    if not said and now.clashing:
        raise CorrectionReasonMissing
    return _finish(held, now, person, at=at, reason=said)


def drop_typing(*, assignment: Assignment, person: Account, at: datetime) -> None:
    """Let what was typed of a sheet not count; it stays on record.

    Raises  RoundLocked, TypistReads, Stale when nothing waits
    """
    held = hold_round(assignment.round_id, alone=True)
    check_may_meet(assignment, person.id)
    now = typing_of(assignment)
    if now.first is None:
        raise Stale
    _end(now, TypingEnd.DROPPED, at)
    record(
        "score_sheet.typing_dropped",
        actor=person.actor(),
        at=at,
        contest_id=held.contest_id,
        subject=assignment,
        typed_by=now.first.typed_by,
    )


def _held(assignment: Assignment, person: Account) -> Round:
    """The round, held alone so that two typists come one after the other, for somebody who may type this sheet."""
    held = hold_round(assignment.round_id, alone=True)
    if not still_reads(assignment):
        raise ReadingOver
    check_may_meet(assignment, person.id)
    return held


def _not_the_first(now: Typing, person: Account) -> None:
    if now.first is not None and now.first.typist_id == person.id:
        raise OwnTyping


def _keep(
    now: Typing,
    turn: int,
    content: Content,
    person: Account,
    at: datetime,
    held: Round,
    *,
    settled: bool = False,
) -> None:
    """One typing more, in place of the one of its turn."""
    before = now.first if turn == 1 else now.second
    if before is not None:
        before.ended_at, before.end = at, TypingEnd.REPLACED
        db.session.flush()
    row = TypedSheet(
        assignment_id=now.assignment.id,
        turn=turn,
        points=content.points,
        remark=content.remark,
        total=content.total,
        settled=settled,
        typed_at=at,
        typist_id=person.id,
        typed_by=person.name,
    )
    db.session.add(row)
    db.session.flush()
    record(
        "score_sheet.typed",
        actor=person.actor(),
        at=at,
        contest_id=held.contest_id,
        subject=now.assignment,
        turn=turn,
        settled=settled,
        total=content.total,
    )


def _end(now: Typing, end: TypingEnd, at: datetime) -> None:
    for row in (now.first, now.second):
        if row is not None:
            row.ended_at, row.end = at, end
    db.session.flush()


def _finish(held: Round, now: Typing, person: Account, *, at: datetime, reason: str = "") -> TypingState:
    """Hand in what two people agree on; without a reason only where nothing else is handed in."""
    first, second, agreed = now.first, now.second, now.agreed
    if first is None or second is None or agreed is None:
        return now.state
    sheet = sheet_of(now.assignment.id)
    before = sheet is not None and sheet.state == SheetState.HANDED_IN
    same = before and not now.clashing
    if before and not same and not reason:
        return TypingState.AGREED
    if not same:
        check_unseen(now.assignment)
        read = {key: Decimal(value) for key, value in agreed.points.items()}
        sheet = write(
            sheet,
            now.assignment,
            Content(dict(agreed.points), agreed.remark, total(read, criteria_of(held))),
            state=SheetState.HANDED_IN,
            actor=Actor(first.typist_id, first.typed_by),
            confirmed_by=second.typed_by,
            door=DOOR,
            at=at,
            reason=reason,
        )
    _end(now, TypingEnd.CONFIRMED, at)
    record(
        "score_sheet.confirmed",
        actor=person.actor(),
        at=at,
        contest_id=held.contest_id,
        subject=sheet if sheet is not None else now.assignment,
        total=second.total,
        typed_by=first.typed_by,
        typist=first.typist_id,
        confirmed_by=second.typed_by,
        done="same" if same else "corrected" if before else "added",
        reason=reason,
    )
    return TypingState.NONE
