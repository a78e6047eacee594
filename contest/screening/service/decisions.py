"""Deciding whether an entry may be judged; every decision and its undoing leaves a row."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import insert

from contest.authors.queries import envelopes_of
from contest.charter.models import Contest
from contest.charter.queries import rejection_codes_of
from contest.db import db
from contest.entries.models import Entry
from contest.entries.queries import is_withdrawn
from contest.entries.service import lock_register
from contest.errors.screening import (
    CodeUnknown,
    DecidedMeanwhile,
    EntryWithdrawn,
    NothingToUndo,
    ReasonMissing,
)
from contest.plumbing.audit import Actor, record
from contest.plumbing.mail import send_mail_later
from contest.plumbing.vietnamese import clean
from contest.screening.models import ScreeningDecision, VerdictKind
from contest.screening.queries import entry_ids_to_screen, standing_decision
from contest.screening.service.blind import release_blind_copies
from contest.screening.service.pages import Burned


def decide(
    *,
    entry: Entry,
    verdict: VerdictKind,
    code: str = "",
    reason: str = "",
    actor: Actor,
    at: datetime,
    burned: Collection[Burned] = (),
) -> ScreeningDecision:
    """Say that an entry is eligible (its blind copy is released), rejected with a code, or that more is needed
    (the author is written to, if there is an address).

    burned  pictures with black areas, made beforehand (``releasing``)
    Raises  EntryWithdrawn, CodeUnknown, ReasonMissing, PicturesNotReady
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
    if verdict == VerdictKind.MORE_NEEDED:
        _ask_author(entry, said, at)
    if verdict == VerdictKind.ELIGIBLE:
        release_blind_copies(
            entry_ids=[entry.id], contest_id=entry.contest_id, actor=actor, at=at, burned=burned
        )
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


def hold_decision(*, entry: Entry, seen: int | None) -> None:
    """Make sure that the decision on the screen still stands, and let nobody else decide until the transaction ends.

    seen    the id of the decision that was shown; None when nobody had decided
    Raises  DecidedMeanwhile
    """
    lock_register(entry.contest_id)
    standing = standing_decision(entry.id)
    if (standing.id if standing else None) != seen:
        raise DecidedMeanwhile


def undo_decision(*, entry: Entry, actor: Actor, at: datetime) -> None:
    """Undo the decision that stands; the one before it counts again. Raises NothingToUndo."""
    decision = standing_decision(entry.id)
    if decision is None:
        raise NothingToUndo
    decision.undone_at, decision.undone_by = at, actor.name
    db.session.flush()
    record("entry.screening_undone", actor=actor, at=at, contest_id=entry.contest_id, subject=entry)


def accept_all(
    *,
    contest: Contest,
    actor: Actor,
    at: datetime,
    entry_ids: Collection[int] | None = None,
    burned: Collection[Burned] = (),
) -> int:
    """Accept every entry that waits for a screener, or those among these, and release their blind copies.

    entry_ids  chosen entries; those that are decided already, withdrawn or of another contest are left alone
    burned     pictures with black areas, made beforehand (``releasing``)
    Returns    how many were accepted
    Raises     PicturesNotReady
    """
    lock_register(contest.id)
    waiting = entry_ids_to_screen(contest.id)
    if entry_ids is not None:
        chosen = set(entry_ids)
        waiting = [entry_id for entry_id in waiting if entry_id in chosen]
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
        release_blind_copies(entry_ids=waiting, contest_id=contest.id, actor=actor, at=at, burned=burned)
    record("entries.accepted", actor=actor, at=at, contest_id=contest.id, count=len(waiting))
    return len(waiting)


def _ask_author(entry: Entry, reason: str, at: datetime) -> None:
    """Promise the request by e-mail to whoever speaks for the authors, when an address was given."""
    envelope = envelopes_of([entry.id]).get(entry.id)
    speakers = sorted(envelope.authors, key=lambda author: not author.leads) if envelope else []
    if not speakers or not speakers[0].email:
        return
    send_mail_later(
        to=speakers[0].email,
        template="more_needed",
        locale="vi",
        values={"receipt": entry.receipt, "reason": reason, "link": "/look-up"},
        at=at,
    )
