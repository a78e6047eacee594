"""Drafts: what a citizen has typed so far, behind a private link, until it becomes an entry."""

import secrets
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm.attributes import flag_modified

from contest.authors.models import Draft, Upload
from contest.authors.queries import terms_of, units_said
from contest.authors.rules import STEPS, Problem, Received, Submission, problems, said_in
from contest.authors.service.corrections import correct_entry
from contest.authors.service.hand_in import HandedIn, check_window, hand_in, refuse, secret_for
from contest.charter.models import Contest
from contest.db import db
from contest.entries.models import Channel
from contest.entries.queries import entry_of
from contest.entries.rules import FileRole
from contest.entries.service import lock_register
from contest.errors import Stale
from contest.errors.authors import DraftHandedIn, DraftUnknown
from contest.people.queries import hash_of
from contest.plumbing import clock
from contest.plumbing.audit import Actor, record
from contest.plumbing.jobs import OutboxItem, enqueue

SWEEP = "authors.sweep"


def begin_draft(*, contest: Contest, actor: Actor, at: datetime) -> tuple[Draft, str]:
    """Begin an empty draft; returns it with the token of its private link, of which only the hash is kept.

    Raises  NotYetOpen, HandInClosed
    """
    check_window(contest, at)
    return new_draft(contest_id=contest.id, data={}, actor=actor, at=at)


def new_draft(
    *,
    contest_id: int,
    data: dict[str, Any],
    actor: Actor,
    at: datetime,
    corrects_entry_id: int | None = None,
) -> tuple[Draft, str]:
    """Open a draft that holds these answers; the janitor is promised with it."""
    token = secrets.token_urlsafe(32)
    draft = Draft(
        contest_id=contest_id,
        token_hash=hash_of(token),
        hand_in_key=secrets.token_hex(32),
        data=data,
        edits=0,
        began_at=at,
        saved_at=at,
        corrects_entry_id=corrects_entry_id,
        files=[],
    )
    db.session.add(draft)
    db.session.flush()
    promise_sweep(at)
    record("draft.begun", actor=actor, at=at, contest_id=contest_id, subject=draft)
    return draft, token


def promise_sweep(at: datetime) -> None:
    """See that a sweep is waiting, a day from now, unless one is already."""
    waiting = select(OutboxItem.id).where(
        OutboxItem.kind == SWEEP, OutboxItem.done_at.is_(None), OutboxItem.failed_at.is_(None)
    )
    if db.session.scalar(waiting.where(OutboxItem.due_at > at).limit(1)) is None:
        enqueue(SWEEP, {}, at=at, due_at=at + timedelta(days=1))


def save_draft_step(*, draft: Draft, step: str, data: Any, edits: int, at: datetime) -> Draft:
    """Keep the answers of one step, complete or not.

    edits   the number the form was opened with; a lower one than the draft's means another tab was first
    Raises  Stale, which changes nothing: the draft keeps its text, the visitor's is still in the form;
            DraftHandedIn
    """
    if step not in STEPS:
        raise ValueError(f"no such step: {step}")
    held = hold_draft(draft)
    if held.data.get(step) == data:
        return held
    if held.edits != edits:
        raise Stale
    held.data = {**held.data, step: data}
    flag_modified(held, "data")
    held.edits, held.saved_at = edits + 1, at
    db.session.flush()
    return held


def hold_draft(draft: Draft) -> Draft:
    """The draft as it stands now, held until the transaction ends. Raises DraftUnknown, DraftHandedIn."""
    question = select(Draft).where(Draft.id == draft.id).with_for_update()
    held = db.session.scalar(question.execution_options(populate_existing=True))
    if held is None:
        raise DraftUnknown
    if held.entry_id is not None:
        raise DraftHandedIn
    return held


def received_files(draft: Draft) -> list[Received]:
    """The draft's files as they were read: those of the essay, then photos, then statements, each in order."""
    return [
        Received.from_json(file.reading).used_as(role, file.caption)
        for role in FileRole
        for file in draft.files
        if file.role == role
    ]


def submission_of(draft: Draft, *, on: date) -> tuple[Submission, tuple[Problem, ...]]:
    """What the draft says so far, and what in it could not be understood as typed."""
    unit = str((draft.data.get("authors") or {}).get("unit") or "")
    typed = " ".join(unit.split())
    return said_in(draft.data, received_files(draft), units=units_said([typed], on=on))


def draft_problems(draft: Draft, *, contest: Contest, at: datetime) -> tuple[Problem, ...]:
    """Everything that still keeps the draft from being an entry; what was mistyped comes first."""
    terms = terms_of(contest, channel=Channel.WEB, at=at)
    submission, unclear = submission_of(draft, on=terms.today)
    named = {problem.field for problem in unclear}
    return (*unclear, *(p for p in problems(submission, terms) if p.field not in named))


def hand_in_draft(
    *,
    draft: Draft,
    contest: Contest,
    accepted: Collection[int],
    actor: Actor,
    at: datetime,
    answering: bool = False,
) -> HandedIn:
    """Make the draft an entry, or the correction of one, once; what was typed then leaves the draft.

    accepted   ids of the statements ticked on the last page
    answering  the office asked for more, so a correction is taken after the closing too
    Raises     what hand_in and correct_entry raise; the draft stays as it was
    """
    contest = lock_register(contest.id)
    question = select(Draft).where(Draft.id == draft.id)
    held = db.session.scalars(question.execution_options(populate_existing=True)).one()
    if held.entry_id is not None:
        entry = entry_of(held.contest_id, held.entry_id)
        return HandedIn(entry, secret_for(entry), fresh=False)
    held.data = {**held.data, "statements": sorted(accepted)}
    today = clock.local(at, contest.zone).date()
    submission, unclear = submission_of(held, on=today)
    if unclear:
        refuse(unclear)
    if held.corrects_entry_id is None:
        done = hand_in(
            contest=contest,
            submission=submission,
            key=held.hand_in_key,
            channel=Channel.WEB,
            sent_on=today,
            actor=actor,
            at=at,
        )
    else:
        entry = entry_of(held.contest_id, held.corrects_entry_id)
        done = correct_entry(
            entry=entry, submission=submission, contest=contest, actor=actor, at=at, answering=answering
        )
    held.entry_id, held.data = done.entry.id, {}
    held.files.clear()
    db.session.execute(delete(Upload).where(Upload.draft_id == held.id))
    db.session.flush()
    return done
