"""The log: who did what, when. Rows are only ever added, and each is chained to the one before.

A row's digest covers its own content and the digest before it, so a row that
is changed, dropped or slipped in breaks every digest after it. The database
refuses UPDATE and DELETE on the table by trigger.
"""

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, String, select, text
from sqlalchemy.orm import Mapped, mapped_column

from contest.db import Base, Id, Moment, db

CHAIN_LOCK = 730_417


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: an account, or the house itself (id None) under the name of the door."""

    id: int | None
    name: str


SYSTEM = Actor(None, "hệ thống")
CITIZEN = Actor(None, "người dự thi")


class AuditEvent(Base):
    """One thing done: a verb, its subject, who, when, and what may be told about it."""

    __tablename__ = "audit_event"

    id: Mapped[Id]
    at: Mapped[Moment]
    actor_id: Mapped[int | None] = mapped_column(BigInteger)
    actor_name: Mapped[str] = mapped_column(String(200))
    contest_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    verb: Mapped[str] = mapped_column(String(60), index=True)
    subject: Mapped[str] = mapped_column(String(80))
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(64), unique=True)


def digest_of(previous: str, event_: AuditEvent) -> str:
    """The chained SHA-256 of one event, over its canonical JSON and the digest before it."""
    said = {
        "previous": previous,
        "at": event_.at.isoformat(timespec="microseconds"),
        "actor": [event_.actor_id, event_.actor_name],
        "contest": event_.contest_id,
        "verb": event_.verb,
        "subject": event_.subject,
        "details": event_.details,
    }
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def record(
    verb: str,
    *,
    actor: Actor,
    at: datetime,
    contest_id: int | None = None,
    subject: Base | str = "",
    **details: Any,
) -> None:
    """Add one event to the log, in the caller's transaction.

    verb     ``noun.done``, e.g. ``score_sheet.handed_in``
    subject  the row spoken of (named ``table:id``) or a plain name
    details  JSON values; never an author's name, address, phone or e-mail
    """
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": CHAIN_LOCK})
    previous = db.session.scalar(select(AuditEvent.digest).order_by(AuditEvent.id.desc()).limit(1)) or ""
    name = subject if isinstance(subject, str) else f"{subject.__tablename__}:{getattr(subject, 'id')}"  # noqa: B009
    entry = AuditEvent(
        at=at,
        actor_id=actor.id,
        actor_name=actor.name,
        contest_id=contest_id,
        verb=verb,
        subject=name,
        details=json.loads(json.dumps(details, default=str)),
    )
    entry.digest = digest_of(previous, entry)
    db.session.add(entry)
    db.session.flush()


def events_of(
    contest_id: int, *, limit: int = 200, before: int | None = None, verbs: Collection[str] | None = None
) -> list[AuditEvent]:
    """A contest's events, newest first; ``before`` is the last id of the page shown, ``verbs`` picks some."""
    question = select(AuditEvent).where(AuditEvent.contest_id == contest_id)
    if verbs is not None:
        question = question.where(AuditEvent.verb.in_(verbs))
    if before is not None:
        question = question.where(AuditEvent.id < before)
    return list(db.session.scalars(question.order_by(AuditEvent.id.desc()).limit(limit)))


def first_broken_event() -> int | None:
    """The id of the first event whose digest does not follow from those before it; None if the log is whole."""
    previous = ""
    for entry in db.session.scalars(select(AuditEvent).order_by(AuditEvent.id)).yield_per(1000):
        if digest_of(previous, entry) != entry.digest:
            return entry.id
        previous = entry.digest
    return None


REFUSALS = {
    "sqlite": tuple(
        f"CREATE TRIGGER audit_event_no_{verb.lower()} BEFORE {verb} ON audit_event "
        "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
        for verb in ("UPDATE", "DELETE")
    ),
    "postgresql": (
        (
            "CREATE FUNCTION audit_event_refuse() RETURNS trigger AS $$ "
            "BEGIN RAISE EXCEPTION 'the log is append-only'; END $$ LANGUAGE plpgsql"
        ),
        (
            "CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_event_refuse()"
        ),
    ),
}
"""What the migrations tell each database, so that it refuses to change the log."""
