"""A mark that minutes give an entry: decided by whoever presides, or agreed by the judges of a case."""

from datetime import datetime
from decimal import Decimal

from contest.assignment.queries import entries_kept_from
from contest.charter.models import Round
from contest.db import db
from contest.errors import Refusal
from contest.errors.settling import CaseRemarkTooLong, MarkUnfit, MinutesMissing, NothingToAgree, OwnCase
from contest.plumbing.audit import Actor, record
from contest.plumbing.vietnamese import clean, format_points
from contest.scoring.models import Agreement, Ending, SettlingCase
from contest.scoring.queries import Standing, case_of_entry, criteria_of, standings
from contest.scoring.rules import round_points, scale
from contest.scoring.service.marks import replace_agreement, rewrite_settlement
from contest.scoring.service.opening import case_row, void_changed_cases
from contest.scoring.service.writing import hold_round

SAID_MOST = 5_000


def agree_mark(
    *, round_: Round, entry_id: int, mark: Decimal, minutes: str, actor: Actor, at: datetime
) -> Agreement:
    """Decide, with minutes, the mark of an entry whose judges differ; the judges' own sheets stay as they are.

    Its case is closed by it; an earlier agreement is replaced and kept.
    Raises  RoundLocked, NothingToAgree, OwnCase for whoever reads the entry, was taken off it or has a conflict
            with it, MinutesMissing, CaseRemarkTooLong, MarkUnfit
    """
    held = hold_round(round_.id, alone=True)
    found = standings(held, entry_id=entry_id)
    if not found or not found[0].by_minutes or found[0].waits:
        raise NothingToAgree
    readers = {reading.judge_id for reading in found[0].readings}
    if actor.id is not None and (actor.id in readers or entries_kept_from(actor.id, [entry_id])):
        raise OwnCase
    said = said_in(minutes, missing=MinutesMissing)
    check_mark(held, mark)
    void_changed_cases(held, found, entry_id=entry_id, actor=actor, at=at)
    case = case_of_entry(held.id, entry_id)
    if case is None or (case.closed_at is not None and case.kind != found[0].case_kind):
        case = SettlingCase(**case_row(held, found[0], kind=found[0].case_kind, actor=actor, at=at))
        db.session.add(case)
        db.session.flush()
    return close_with_mark(
        held, found[0], case, mark=mark, minutes=said, ending=Ending.DECIDED, actor=actor, at=at
    )


def close_with_mark(
    round_: Round,
    standing: Standing,
    case: SettlingCase,
    *,
    mark: Decimal,
    minutes: str,
    ending: Ending,
    actor: Actor,
    at: datetime,
) -> Agreement:
    """Close a case with its mark, which stands from now on; what was agreed before is replaced and kept."""
    replace_agreement(round_.id, standing.entry_id, at=at)
    agreement = Agreement(
        round_id=round_.id,
        entry_id=standing.entry_id,
        case_id=case.id,
        mark=mark,
        minutes=minutes,
        decided_at=at,
        decided_by=actor.name,
        decided_by_id=actor.id,
        replaced_at=None,
    )
    case.closed_at, case.closed_by, case.ending = at, actor.name, ending
    db.session.add(agreement)
    db.session.flush()
    rewrite_settlement(round_, standings(round_, entry_id=standing.entry_id)[0], at=at)
    record(
        "mark.agreed",
        actor=actor,
        at=at,
        contest_id=round_.contest_id,
        subject=agreement,
        mark=mark,
        ending=ending,
    )
    return agreement


def said_in(text: str, *, missing: type[Refusal] | None = None) -> str:
    """What was typed about a mark, cleaned. Raises CaseRemarkTooLong, and ``missing`` where something must be said."""
    said = clean(text).strip()
    if missing is not None and not said:
        raise missing
    if len(said) > SAID_MOST:
        raise CaseRemarkTooLong(most=SAID_MOST)
    return said


def check_mark(round_: Round, mark: Decimal) -> None:
    """Raises MarkUnfit for a mark off the round's scale or finer than 0.01 point."""
    most = scale(criteria_of(round_))
    if not mark.is_finite() or not 0 <= mark <= most or round_points(mark) != mark:
        raise MarkUnfit(most=format_points(most))
