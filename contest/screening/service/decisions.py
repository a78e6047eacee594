"""Deciding whether an entry may be judged; every decision and its undoing leaves a row."""

from datetime import datetime

from sqlalchemy import insert

from contest.charter.models import Contest
from contest.charter.queries import rejection_codes_of
from contest.db import db
from contest.entries.models import Entry
from contest.entries.queries import is_withdrawn
from contest.errors.screening import CodeUnknown, EntryWithdrawn, NothingToUndo, ReasonMissing
from contest.plumbing.audit import Actor, record
from contest.plumbing.vietnamese import clean
from contest.screening.models import ScreeningDecision, VerdictKind
from contest.screening.queries import standing_decision, undecided_entry_ids
from contest.screening.service.blind import release_blind_copies


def decide(
    *, entry: Entry, verdict: VerdictKind, code: str = "", reason: str = "", actor: Actor, at: datetime
) -> ScreeningDecision:
    """Say that an entry is eligible (its blind copy is released), rejected with a code, or that more is needed.

    Raises  EntryWithdrawn, CodeUnknown, ReasonMissing
    """
    if is_withdrawn(entry.id):
        raise EntryWithdrawn
    said = clean(reason).strip()
    if verdict == VerdictKind.REJECTED and code not in {
        known.code for known in rejection_codes_of(entry.contest_id)
    }:
        raise CodeUnknown(code=code)
    if verdict != VerdictKind.ELIGIBLE and not said:
        raise ReasonMissing
    decision = ScreeningDecision(
        entry_id=entry.id,
        verdict=verdict,
        code=code if verdict == VerdictKind.REJECTED else "",
        reason=said,
        decided_at=at,
        decided_by=actor.name,
    )
    db.session.add(decision)
    db.session.flush()
    if verdict == VerdictKind.ELIGIBLE:
        release_blind_copies(entry_ids=[entry.id], contest_id=entry.contest_id, actor=actor, at=at)
    record(
        "entry.screened",
        actor=actor,
        at=at,
        contest_id=entry.contest_id,
        subject=entry,
        verdict=verdict,
        code=code,
    )
    return decision


def undo_decision(*, entry: Entry, actor: Actor, at: datetime) -> None:
    """Undo the decision that stands; the one before it counts again. Raises NothingToUndo."""
    decision = standing_decision(entry.id)
    if decision is None:
        raise NothingToUndo
    decision.undone_at, decision.undone_by = at, actor.name
    db.session.flush()
    record("entry.screening_undone", actor=actor, at=at, contest_id=entry.contest_id, subject=entry)


def accept_all(*, contest: Contest, actor: Actor, at: datetime) -> int:
    """Accept every undecided entry of the contest and release its blind copy; returns how many."""
    waiting = undecided_entry_ids(contest.id)
    if waiting:
        rows = [
            {
                "entry_id": entry_id,
                "verdict": VerdictKind.ELIGIBLE,
                "code": "",
                "reason": "",
                "decided_at": at,
                "decided_by": actor.name,
                "undone_by": "",
            }
            for entry_id in waiting
        ]
        db.session.execute(insert(ScreeningDecision), rows)
        release_blind_copies(entry_ids=waiting, contest_id=contest.id, actor=actor, at=at)
    record("entries.accepted", actor=actor, at=at, contest_id=contest.id, count=len(waiting))
    return len(waiting)
