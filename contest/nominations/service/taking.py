"""Chosen entries taken into the register: a transaction each, so that whatever ends the server, none is taken twice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from contest.authors.service import correct_entry, hand_in
from contest.authors.service.files import release
from contest.charter.models import Contest
from contest.db import db, transaction
from contest.entries.models import Channel
from contest.entries.queries import entry_of
from contest.entries.service import lock_register
from contest.errors import Refusal
from contest.errors.nominations import QuotaExceeded
from contest.nominations.models import Choice, Consigned, ConsignedFile, Consignment, Outcome
from contest.nominations.queries import sender_of
from contest.nominations.queries.consignments import files_by_digest, known_entries, rows_of
from contest.nominations.rules import Fate, read_entry
from contest.nominations.service.choices import is_hindered, wanted
from contest.nominations.service.receiving import LET_GO, TAKE, check_trust
from contest.nominations.service.understanding import Sent, sent_of, understand
from contest.plumbing.audit import Actor, record
from contest.plumbing.jobs import enqueue
from contest.units.queries import names_of_units

KEPT_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Taking:
    """What the taking of one package's entries has at hand."""

    contest: Contest
    consignment: Consignment
    sent: Sent
    files: Mapping[str, ConsignedFile]
    actor: Actor
    at: datetime


def take_entries(*, consignment_id: int, actor: Actor, at: datetime, most: int) -> bool:
    """Take up to so many open entries of a package that is being taken; whether none is left.

    An entry whose outcome stands is never touched again. A key that was withdrawn meanwhile ends the taking:
    what is open stays open.
    """
    consignment = db.session.get(Consignment, consignment_id)
    if consignment is None or not consignment.is_taking:
        return True
    contest = db.session.get_one(Contest, consignment.contest_id)
    try:
        check_trust(consignment, contest)
    except Refusal:
        _close(consignment_id, actor, at)
        return True
    rows = rows_of(consignment, open_only=True)
    for row in rows:
        if wanted(row) == Choice.LEAVE:
            _settle_unwanted(row.id, at)
    chosen = [row for row in rows if wanted(row) != Choice.LEAVE]
    unit_id = consignment.unit_id or 0
    sent = sent_of(consignment, contest, names_of_units([unit_id]).get(unit_id, ""))
    taking = Taking(contest, consignment, sent, files_by_digest(consignment_id), actor, at)
    release()
    for row in chosen[:most]:
        _take(taking, row.id)
    if len(chosen) > most:
        with transaction():
            enqueue(TAKE, {"consignment": consignment_id, "actor": actor.id, "name": actor.name}, at=at)
        return False
    _close(consignment_id, actor, at)
    return True


def _settle_unwanted(row_id: int, at: datetime) -> None:
    """What was left out, what stands already, and what something keeps out."""
    with transaction():
        row = _held(row_id)
        if row is None:
            return
        row.done_at = at
        if row.fate is not Fate.FRESH and row.standing_entry_id is not None:
            row.outcome, row.entry_id = Outcome.ALREADY, row.standing_entry_id
        elif is_hindered(row):
            first = next(note for note in row.notes if note["level"] == "problem")
            row.outcome, row.why = Outcome.REFUSED, {"code": first["code"], "values": first["values"]}
        else:
            row.outcome = Outcome.LEFT


def _take(taking: Taking, row_id: int) -> None:
    """One entry, in one transaction; a refusal is kept with it and leaves nothing else behind."""
    try:
        with transaction():
            contest = lock_register(taking.contest.id)
            row = _held(row_id)
            if row is not None:
                row.outcome, row.entry_id = _outcome(contest, taking, row)
                row.done_at = taking.at
    except Refusal as refusal:
        with transaction():
            row = _held(row_id)
            if row is not None:
                row.outcome, row.why, row.done_at = Outcome.REFUSED, _why(refusal), taking.at


def _outcome(contest: Contest, taking: Taking, row: Consigned) -> tuple[Outcome, int]:
    """What becomes of an entry, and the one of ours that it stands for.

    Raises  QuotaExceeded; what hand_in and correct_entry raise
    """
    said = understand(contest, taking.consignment, taking.sent, read_entry(row.said), taking.files).submission
    known = known_entries([row.identity]).get(row.identity)
    if known is not None and row.choice == Choice.CORRECT and row.fate is Fate.CHANGED:
        entry = entry_of(contest.id, known.entry_id)
        done = correct_entry(
            entry=entry,
            submission=said,
            contest=contest,
            actor=taking.actor,
            at=taking.at,
            by_office=True,
        )
        return Outcome.CORRECTED, done.entry.id
    if known is not None:
        return Outcome.ALREADY, known.entry_id
    sender = sender_of(contest.id, taking.consignment.unit_id)
    if not sender.room.fits(1):
        raise QuotaExceeded(unit=sender.unit.name, left=0, chosen=1)
    done = hand_in(
        contest=contest,
        submission=said,
        key=row.identity,
        channel=Channel.UNIT,
        sent_on=taking.sent.sent_on,
        received_on=taking.sent.received_on,
        entered_by=taking.actor.name,
        actor=taking.actor,
        at=taking.at,
    )
    return (Outcome.TAKEN if done.fresh else Outcome.ALREADY), done.entry.id


def _why(refusal: Refusal) -> dict[str, Any]:
    values = {name: str(value) for name, value in refusal.values.items() if name != "problems"}
    return {"code": refusal.code, "values": values}


def _close(consignment_id: int, actor: Actor, at: datetime) -> None:
    """Say that the package is done, and when its files may go."""
    with transaction():
        question = select(Consignment).where(Consignment.id == consignment_id).with_for_update()
        held = db.session.scalars(question.execution_options(populate_existing=True)).one()
        if not held.is_taking:
            return
        held.taken_at, held.touched_at = at, at
        outcomes = [row.outcome for row in rows_of(held)]
        enqueue(LET_GO, {"consignment": held.id}, at=at, due_at=at + KEPT_FOR + timedelta(minutes=1))
        record(
            "consignment.taken",
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


def _held(row_id: int) -> Consigned | None:
    """The entry's row, held until the transaction ends, unless it is done already or gone."""
    question = select(Consigned).where(Consigned.id == row_id, Consigned.outcome.is_(None)).with_for_update()
    return db.session.scalar(question.execution_options(populate_existing=True))
