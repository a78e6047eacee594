"""A bundle taken into the register: a transaction a row, so that whatever ends the server, no row is taken twice."""

import hashlib
from datetime import datetime

from sqlalchemy import select

from contest.authors.models import Bundle, BundleKind, BundleRow, Choice, Outcome
from contest.authors.queries.bundles import (
    entries_known,
    entries_of_bundle,
    rows_of_bundle,
    rows_taken_before,
)
from contest.authors.rules import ASKED, Level, RowNote, digest_of_bundle
from contest.authors.service.bundles import TAKE
from contest.authors.service.corrections import correct_entry
from contest.authors.service.files import release
from contest.authors.service.hand_in import hand_in
from contest.authors.service.importing import key_of_row
from contest.authors.service.looking import Look
from contest.authors.service.noting import Looked
from contest.charter.models import Contest
from contest.db import db, transaction
from contest.entries.queries import entry_of
from contest.entries.service import lock_register
from contest.errors import Refusal
from contest.plumbing.audit import Actor, record
from contest.plumbing.jobs import enqueue


def take_rows(*, bundle_id: int, actor: Actor, at: datetime, most: int) -> bool:
    """Take up to so many open rows of a bundle that is being taken; whether none is left.

    The last one makes the receipt. A row whose outcome stands is never touched again.
    """
    bundle = db.session.get(Bundle, bundle_id)
    if bundle is None or not bundle.is_taking:
        return True
    contest = db.session.get_one(Contest, bundle.contest_id)
    rows = rows_of_bundle(bundle, open_only=True)
    for row in rows:
        if row.choice == Choice.DROP or row.level == Level.PROBLEM:
            _settle(row, Outcome.DROPPED if row.choice == Choice.DROP else Outcome.REFUSED, at)
    sound = [row for row in rows if row.choice != Choice.DROP and row.level != Level.PROBLEM]
    look = Look(contest, bundle, sound[:most], at=at, match=False)
    release()
    for looked in look.looked:
        _take(look, looked, actor, at)
    if len(sound) > most:
        with transaction():
            enqueue(TAKE, {"bundle": bundle_id, "actor": actor.id, "name": actor.name}, at=at)
        return False
    _close(bundle_id, actor, at)
    return True


def _settle(row: BundleRow, outcome: Outcome, at: datetime) -> None:
    with transaction():
        held = _held(row.id)
        if held is not None:
            held.outcome, held.done_at = outcome, at


def _take(look: Look, looked: Looked, actor: Actor, at: datetime) -> None:
    """One row, in one transaction; a refusal is kept with it and leaves nothing else behind."""
    try:
        with transaction():
            contest = lock_register(look.contest.id)
            row = _held(looked.row.id)
            if row is not None:
                row.outcome, row.entry_id = _outcome(contest, look, looked, row, actor, at)
                row.done_at = at
    except Refusal as refusal:
        with transaction():
            row = _held(looked.row.id)
            if row is not None:
                values = {name: str(value) for name, value in refusal.values.items() if name != "problems"}
                row.notes = [*row.notes, RowNote(Level.PROBLEM, refusal.code, values=values).as_json()]
                row.level, row.outcome, row.done_at = Level.PROBLEM, Outcome.REFUSED, at


def _outcome(
    contest: Contest, look: Look, looked: Looked, row: BundleRow, actor: Actor, at: datetime
) -> tuple[Outcome, int]:
    """What becomes of a row, and the entry it stands for. Raises what hand_in and correct_entry raise."""
    own = rows_taken_before([row.identity]).get(row.identity)
    standing = looked.standing or (
        entries_known([own.entry_id]).get(own.entry_id) if own and own.entry_id else None
    )
    asked = any(note["code"] in ASKED for note in row.notes)
    if standing is not None and row.choice == Choice.CORRECT:
        entry = entry_of(contest.id, standing.id)
        done = correct_entry(
            entry=entry,
            submission=looked.known.submission,
            contest=contest,
            actor=actor,
            at=at,
            by_office=True,
        )
        return Outcome.CORRECTED, done.entry.id
    resembles = not asked and all(note.code != "row-known" for note in looked.notes) and own is None
    if standing is not None and row.choice != Choice.ANOTHER and not resembles:
        return Outcome.ALREADY, standing.id
    done = hand_in(
        contest=contest,
        submission=looked.known.submission,
        key=_key(contest, look.bundle, looked, row),
        channel=looked.known.channel,
        sent_on=looked.known.sent_on,
        received_on=look.notes.received_on(looked),
        entered_by=actor.name,
        actor=actor,
        at=at,
    )
    return (Outcome.TAKEN if done.fresh else Outcome.ALREADY), done.entry.id


def _key(contest: Contest, bundle: Bundle, looked: Looked, row: BundleRow) -> str:
    """The key of the hand-in: the row's own, or a further one for what the office wants as another entry."""
    told = key_of_row(contest, looked.said, looked.essay_digests)
    if bundle.kind == BundleKind.SURVEY:
        told = f"survey {row.identity}"
    if row.choice == Choice.ANOTHER:
        told = f"another {told} {bundle.id} {row.sheet_no} {row.number}"
    return told if len(told) == 64 else hashlib.sha256(told.encode()).hexdigest()


def _close(bundle_id: int, actor: Actor, at: datetime) -> None:
    """Make the receipt once every row is done."""
    with transaction():
        question = select(Bundle).where(Bundle.id == bundle_id).with_for_update()
        held = db.session.scalars(question.execution_options(populate_existing=True)).one()
        if not held.is_taking or rows_of_bundle(held, open_only=True):
            return
        entries = [(entry.receipt, entry.manuscript.digest) for entry in entries_of_bundle(held.id)]
        held.taken_at = at
        held.digest = digest_of_bundle(entries)
        outcomes = [row.outcome for row in rows_of_bundle(held)]
        record(
            "bundle.taken",
            actor=actor,
            at=at,
            contest_id=held.contest_id,
            subject=held,
            number=held.number,
            added=outcomes.count(Outcome.TAKEN),
            corrected=outcomes.count(Outcome.CORRECTED),
            already=outcomes.count(Outcome.ALREADY),
            refused=outcomes.count(Outcome.REFUSED),
            digest=held.digest,
        )


def _held(row_id: int) -> BundleRow | None:
    """The row, held until the transaction ends, unless it is done already or gone."""
    question = select(BundleRow).where(BundleRow.id == row_id, BundleRow.outcome.is_(None)).with_for_update()
    return db.session.scalar(question.execution_options(populate_existing=True))
