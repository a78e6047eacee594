"""What every saving of a sheet shares: whether the round takes it, what the points mean, how it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from contest.assignment.models import Assignment, Recusal
from contest.charter.models import Round
from contest.charter.queries import contest_of_round
from contest.db import db
from contest.errors import NotFound, Stale
from contest.errors.paper import TypistReads
from contest.errors.scoring import (
    POINTS,
    PointsFault,
    PointsIncomplete,
    PointsUnfit,
    RemarkTooLong,
    RoundClosed,
    RoundLocked,
    RoundNotOpen,
)
from contest.errors.settling import CaseOpened, Rechecked
from contest.plumbing import clock
from contest.plumbing.audit import Actor
from contest.plumbing.vietnamese import clean, format_points
from contest.scoring.models import ScoreSheet, SheetState, SheetVersion
from contest.scoring.queries import (
    criteria_of,
    entries_not_to_see,
    has_seen_the_others,
    recheck_result_of,
    round_lock,
)
from contest.scoring.rules import Fault, PointsProblem, check_points, read_points, total
from contest.scoring.service.marks import drop_settlement, replace_agreement

REMARK_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Content:
    """What a judge wrote on a sheet: points by criterion key as kept, the remark, the total when complete."""

    points: dict[str, str]
    remark: str
    total: Decimal | None

    def is_on(self, sheet: ScoreSheet) -> bool:
        """Whether the sheet says exactly this already."""
        return sheet.points == self.points and sheet.remark == self.remark


def hold_round(round_id: int, *, alone: bool = False) -> Round:
    """The round as it stands now, held until the transaction ends: shared by judges, alone for settling.

    Raises  RoundLocked
    """
    question = select(Round).where(Round.id == round_id).with_for_update(read=not alone, of=Round)
    round_ = db.session.scalars(question.execution_options(populate_existing=True)).one()
    if round_lock(round_id) is not None:
        raise RoundLocked
    return round_


def check_window(round_: Round, at: datetime) -> None:
    """Judges write while the round is open, by the server's clock. Raises RoundNotOpen, RoundClosed."""
    if round_.is_open(at):
        return
    edge, refusal = (
        (round_.opens_at, RoundNotOpen) if at < round_.opens_at else (round_.closes_at, RoundClosed)
    )
    wall = clock.local(edge, contest_of_round(round_).zone)
    raise refusal(at=f"{wall:%H:%M}, {wall:%d/%m/%Y}")


def check_still_reading(assignment: Assignment) -> None:
    """Raises NotFound when the assignment has ended meanwhile."""
    if db.session.scalar(select(Recusal.id).where(Recusal.assignment_id == assignment.id)) is not None:
        raise NotFound


def check_unseen(assignment: Assignment) -> None:
    """A sheet changes only while its judge has not seen the others', and before a second look.

    Raises  CaseOpened, Rechecked
    """
    if has_seen_the_others(assignment):
        raise CaseOpened
    if recheck_result_of(assignment.round_id, assignment.entry_id) is not None:
        raise Rechecked


def check_may_meet(assignment: Assignment, account_id: int | None) -> None:
    """Whose own sheet of the entry may still change meets no other judge's. Raises TypistReads."""
    if account_id is None or account_id == assignment.judge_id:
        return
    if assignment.entry_id in entries_not_to_see(account_id, assignment.round_id):
        raise TypistReads


def content_of(round_: Round, points: Mapping[str, str | Decimal], remark: str, *, complete: bool) -> Content:
    """What was written, checked against the round's rubric.

    complete  whether every criterion must have its points
    Raises    PointsUnfit, PointsIncomplete, RemarkTooLong
    """
    said = clean(remark).strip()
    if len(said) > REMARK_MOST:
        raise RemarkTooLong(most=REMARK_MOST)
    criteria = criteria_of(round_)
    read, unread = read_points(points, criteria)
    unreadable = {problem.key for problem in unread}
    checked = [problem for problem in check_points(read, criteria) if problem.key not in unreadable]
    missing = [problem for problem in checked if problem.fault == Fault.MISSING]
    unfit = [*unread, *(problem for problem in checked if problem.fault != Fault.MISSING)]
    if unfit:
        raise PointsUnfit([_in_words(p, round_) for p in [*unfit, *(missing if complete else [])]])
    if missing and complete:
        raise PointsIncomplete([_in_words(problem, round_) for problem in missing])
    kept = {rule.key: str(read[rule.key]) for rule in criteria if rule.key in read}
    return Content(kept, said, None if missing else total(read, criteria))


def write(
    sheet: ScoreSheet | None,
    assignment: Assignment,
    content: Content,
    *,
    state: SheetState,
    actor: Actor,
    door: str,
    at: datetime,
    reason: str = "",
    confirmed_by: str = "",
) -> ScoreSheet:
    """Keep one further version of a sheet, or its first; what is handed in or opened again is settled anew.

    Raises  Stale when another came first
    confirmed_by  the second person, when two typed it from paper
    """
    if sheet is None:
        sheet = ScoreSheet(assignment_id=assignment.id, version=0, handed_in_at=None)
    sheet.version += 1
    sheet.state, sheet.points, sheet.remark, sheet.total = (
        state,
        content.points,
        content.remark,
        content.total,
    )
    sheet.saved_at = at
    sheet.handed_in_at = at if state == SheetState.HANDED_IN else None
    try:
        with db.session.begin_nested():
            db.session.add(sheet)
            db.session.flush()
    except (IntegrityError, StaleDataError) as other_came_first:
        raise Stale from other_came_first
    version = SheetVersion(
        sheet_id=sheet.id,
        number=sheet.version,
        state=state,
        points=content.points,
        remark=content.remark,
        total=content.total,
        saved_at=at,
        saved_by=actor.name,
        confirmed_by=confirmed_by,
        door=door,
        reason=reason,
    )
    db.session.add(version)
    db.session.flush()
    if state != SheetState.SAVED:
        _forget_mark(assignment, at=at)
    return sheet


def _forget_mark(assignment: Assignment, *, at: datetime) -> None:
    """An entry whose sheets change is settled anew: its mark goes, and an agreement no longer speaks of it."""
    drop_settlement(assignment.round_id, assignment.entry_id)
    replace_agreement(assignment.round_id, assignment.entry_id, at=at)


def _in_words(problem: PointsProblem, round_: Round) -> PointsFault:
    name = next((c.name for c in round_.criteria if c.key == problem.key), problem.key)
    rule = problem.criterion
    values: dict[str, object] = {"name": name}
    if rule is not None:
        values |= {"most": format_points(rule.maximum), "step": format_points(rule.step)}
    fault = Fault.UNKNOWN if rule is None else problem.fault
    return PointsFault(problem.key, name, POINTS[fault.value], values)
