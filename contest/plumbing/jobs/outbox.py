"""The outbox: work that is promised, who is doing it until when, and how it ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, CheckConstraint, CursorResult, Index, String, or_, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from contest.db import Base, HouseSession, Id, Moment, db, transaction
from contest.plumbing.jobs.handlers import LEASE, handling_of

BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120))
"""The wait after each failed try; the one after the last is never."""

TRIES = len(BACKOFF) + 1
FRESH = "outbox.fresh"
_WAITING = "done_at IS NULL AND failed_at IS NULL"


class OutboxItem(Base):
    """One piece of work that is promised; emptied of its payload once done, for that may name people."""

    __tablename__ = "outbox_item"
    __table_args__ = (
        CheckConstraint("attempts >= 0", name="attempts_not_negative"),
        Index(
            "ix_outbox_item_waiting",
            "due_at",
            sqlite_where=text(_WAITING),
            postgresql_where=text(_WAITING),
        ),
    )

    id: Mapped[Id]
    kind: Mapped[str] = mapped_column(String(60))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[Moment]
    due_at: Mapped[Moment]
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_until: Mapped[Moment | None]
    done_at: Mapped[Moment | None]
    failed_at: Mapped[Moment | None]
    last_error: Mapped[str] = mapped_column(String(200), default="")


@dataclass(frozen=True, slots=True)
class Claim:
    """An item that is ours until its lease runs out; ``attempt`` counts from 1 and tells claims apart."""

    id: int
    kind: str
    payload: Mapping[str, Any]
    attempt: int


def enqueue(
    kind: str, payload: Mapping[str, Any], *, at: datetime, due_at: datetime | None = None
) -> OutboxItem:
    """Promise a piece of work, in the caller's transaction.

    payload  JSON values; ids rather than rows, for it is read later
    due_at   not before this moment; ``at`` unless given
    """
    item = OutboxItem(kind=kind, payload=dict(payload), made_at=at, due_at=due_at or at)
    db.session.add(item)
    db.session.flush()
    db.session().info[FRESH] = True
    return item


def claim_due(*, at: datetime) -> Claim | None:
    """Take the item that is due longest, so that no other worker has it; None when nothing is due.

    Whoever raises ``attempts`` from the number that was read has the item. An
    item whose worker died at its last try is marked as failed on the way.
    """
    question = (
        select(OutboxItem.id, OutboxItem.kind, OutboxItem.payload, OutboxItem.attempts)
        .where(text(_WAITING), OutboxItem.due_at <= at)
        .where(or_(OutboxItem.claimed_until.is_(None), OutboxItem.claimed_until <= at))
        .order_by(OutboxItem.due_at, OutboxItem.id)
        .limit(8)
    )
    while due := db.session.execute(question).all():
        for id_, kind, payload, attempts in due:
            if attempts >= TRIES:
                _settle(id_, attempts, failed_at=at, claimed_until=None, last_error="the worker died")
                continue
            handling = handling_of(kind)
            until = at + (handling.lease if handling else LEASE)
            if _settle(id_, attempts, attempts=attempts + 1, claimed_until=until):
                return Claim(id_, kind, payload, attempts + 1)
    return None


def mark_done(claim: Claim, *, at: datetime) -> None:
    """Record that the work is done, unless the lease ran out and another has it."""
    _settle(claim.id, claim.attempt, done_at=at, claimed_until=None, payload={}, last_error="")


def mark_failed(claim: Claim, error: str, *, at: datetime) -> None:
    """Record a failed try and when to try again; after the last, that it failed for good.

    error  short and without personal data: it is shown to organizers
    """
    outcome = {"failed_at": at} if claim.attempt >= TRIES else {"due_at": at + BACKOFF[claim.attempt - 1]}
    _settle(claim.id, claim.attempt, claimed_until=None, last_error=error[:200], **outcome)


def _settle(id_: int, seen: int, /, **values: Any) -> bool:
    """Change a waiting item if its attempts are still what we saw; whether we did."""
    change = (
        update(OutboxItem)
        .where(text(_WAITING), OutboxItem.id == id_, OutboxItem.attempts == seen)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    with transaction():
        result = db.session.execute(change)
    return isinstance(result, CursorResult) and result.rowcount == 1


def was_promised(session: HouseSession) -> bool:
    """Whether the transaction that ends now promised work; asking forgets it."""
    return bool(session.info.pop(FRESH, False))
