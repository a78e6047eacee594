"""What entrants declare: a changed text is a new version, what was ticked before stands as it was."""

from datetime import datetime

from contest.charter.models import Contest, Statement
from contest.charter.rules import key_of
from contest.db import db
from contest.errors import N_
from contest.errors.charter import StatementRetired, ValueUnfit
from contest.plumbing.audit import Actor, record
from contest.plumbing.vietnamese import clean


def add_statement(*, contest: Contest, text: str, required: bool, actor: Actor, at: datetime) -> Statement:
    """Add a box for entrants to tick, after the others. Raises ValueUnfit for an empty text."""
    said = _said(text)
    fresh = Statement(
        contest_id=contest.id,
        key=key_of(said, {statement.key for statement in contest.statements}),
        version=1,
        text=said,
        required=required,
        position=max((statement.position for statement in contest.statements), default=0) + 1,
    )
    contest.statements.append(fresh)
    db.session.flush()
    record("statement.added", actor=actor, at=at, contest_id=contest.id, subject=fresh)
    return fresh


def reword_statement(
    *, statement: Statement, text: str, required: bool | None = None, actor: Actor, at: datetime
) -> Statement:
    """Give a statement new words: the old version is retired, consents given to it stand as they were.

    required  whether one must tick it from now on; None keeps what was
    Returns   the new version, or the same when nothing changed. Raises StatementRetired, ValueUnfit
    """
    said, needed = _said(text), statement.required if required is None else required
    if statement.retired_at is not None:
        raise StatementRetired
    if said == statement.text and needed == statement.required:
        return statement
    statement.retired_at = at
    fresh = Statement(
        contest_id=statement.contest_id,
        key=statement.key,
        version=statement.version + 1,
        text=said,
        required=needed,
        position=statement.position,
    )
    db.session.add(fresh)
    db.session.flush()
    record("statement.reworded", actor=actor, at=at, contest_id=statement.contest_id, subject=fresh)
    return fresh


def retire_statement(*, statement: Statement, actor: Actor, at: datetime) -> None:
    """Ask a statement of nobody any more; a second time changes nothing."""
    if statement.retired_at is None:
        statement.retired_at = at
        db.session.flush()
        record("statement.retired", actor=actor, at=at, contest_id=statement.contest_id, subject=statement)


def _said(text: str) -> str:
    said = clean(text).strip()
    if not said:
        raise ValueUnfit(field=N_("Cam kết"), why=N_("không được để trống"))
    return said
