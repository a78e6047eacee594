"""A package from below on its way in: received, its sender and key settled, its entries chosen, taken or let go."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import delete, func, select

from contest.authors.service.drafts import promise_sweep
from contest.charter.models import Contest
from contest.db import db
from contest.entries.service import lock_register
from contest.errors.nominations import (
    ConsignmentBusy,
    ConsignmentRefused,
    ConsignmentSwept,
    ConsignmentTaken,
    FingerprintWrong,
    KeyOfAnother,
    KeyUntrusted,
    NothingChosen,
    NotReceiving,
    PackageKnown,
    QuotaExceeded,
    SenderFixed,
    SenderMissing,
)
from contest.nominations.models import Choice, Consigned, ConsignedFile, Consignment, Outcome
from contest.nominations.queries import is_receiving, sender_of
from contest.nominations.queries.consignments import Trust, rows_of, trust_of
from contest.nominations.rules import Fate
from contest.nominations.service.choices import wanted
from contest.nominations.service.levels import register_key
from contest.plumbing.audit import Actor, record
from contest.plumbing.jobs import enqueue
from contest.plumbing.packages import same_fingerprint
from contest.plumbing.storage import Kept

PREPARE: Final = "nominations.prepare"
TAKE: Final = "nominations.take"
LET_GO: Final = "nominations.let_go"


def receive_consignment(
    *, contest: Contest, kept: Kept, sent_name: str, actor: Actor, at: datetime
) -> Consignment:
    """Put a package that is kept already on the list of what came; it is opened soon, and not here.

    Raises  NotReceiving; PackageKnown when the same bytes came before
    """
    lock_register(contest.id)
    if not is_receiving(contest):
        raise NotReceiving
    same = select(Consignment.number).where(
        Consignment.contest_id == contest.id, Consignment.file_digest == kept.digest
    )
    number = db.session.scalar(same)
    if number is not None:
        raise PackageKnown(number=number)
    last = db.session.scalar(select(func.max(Consignment.number)).where(Consignment.contest_id == contest.id))
    row = Consignment(
        contest_id=contest.id,
        number=(last or 0) + 1,
        file_digest=kept.digest,
        size=kept.size,
        sent_name=sent_name[:255],
        received_at=at,
        received_by=actor.name[:100],
        manifest={},
        refused_for={},
        categories={},
        touched_at=at,
    )
    db.session.add(row)
    db.session.flush()
    promise_sweep(at)
    enqueue(PREPARE, {"consignment": row.id}, at=at)
    record(
        "consignment.received",
        actor=actor,
        at=at,
        contest_id=contest.id,
        subject=row,
        number=row.number,
        digest=row.file_digest,
    )
    return row


def hold(consignment: Consignment) -> Consignment:
    """The package as it stands now, held until the transaction ends. Raises ConsignmentBusy, ConsignmentSwept."""
    question = select(Consignment).where(Consignment.id == consignment.id).with_for_update()
    held = db.session.scalars(question.execution_options(populate_existing=True)).one()
    if held.is_taking:
        raise ConsignmentBusy
    if held.swept_at is not None:
        raise ConsignmentSwept
    return held


def say_sender(
    *, consignment: Consignment, contest: Contest, unit_id: int, actor: Actor, at: datetime
) -> None:
    """Say which unit a package is from; its entries are looked through again.

    Raises  SenderUnknown, SenderFixed, ConsignmentBusy, ConsignmentSwept
    """
    sender_of(contest.id, unit_id)
    held = hold(consignment)
    if held.unit_id == unit_id:
        return
    if any(row.entry_id is not None for row in rows_of(held)):
        raise SenderFixed
    held.unit_id = unit_id
    record(
        "consignment.sender_set", actor=actor, at=at, contest_id=contest.id, subject=held, number=held.number
    )
    look_again(held, at)


def accept_key(*, consignment: Consignment, contest: Contest, typed: str, actor: Actor, at: datetime) -> None:
    """Believe the key of a package, after its fingerprint was read over the telephone and typed here.

    Raises  SenderMissing, KeyOfAnother when the unit is known by another key, FingerprintWrong
    """
    lock_register(contest.id)
    held = hold(consignment)
    trust = trust_of(held)
    if held.unit_id is None:
        raise SenderMissing
    if trust is Trust.ANOTHER:
        raise KeyOfAnother(unit=sender_of(contest.id, held.unit_id).unit.name)
    if not same_fingerprint(typed, held.key):
        raise FingerprintWrong
    register_key(contest=contest, unit_id=held.unit_id, typed=held.key, heard=typed, actor=actor, at=at)
    record(
        "consignment.key_accepted",
        actor=actor,
        at=at,
        contest_id=contest.id,
        subject=held,
        number=held.number,
    )


def map_categories(
    *, consignment: Consignment, contest: Contest, chosen: Mapping[str, int], actor: Actor, at: datetime
) -> None:
    """Say which of our categories the sender's are, by their names; its entries are looked through again.

    Raises  ConsignmentBusy, ConsignmentSwept
    """
    held = hold(consignment)
    ours = {category.id for category in contest.categories}
    held.categories = {**held.categories, **{name: id_ for name, id_ in chosen.items() if id_ in ours}}
    record(
        "consignment.categories_set",
        actor=actor,
        at=at,
        contest_id=contest.id,
        subject=held,
        number=held.number,
    )
    look_again(held, at)


def choose_entries(*, consignment: Consignment, choices: Mapping[int, Choice], at: datetime) -> None:
    """Say what is wanted of entries, by id; those in the register stay, those left out may be taken after all.

    Raises  ConsignmentBusy, ConsignmentSwept
    """
    held = hold(consignment)
    for row in rows_of(held):
        if row.id not in choices or row.entry_id is not None:
            continue
        row.choice = choices[row.id]
        if row.outcome in (Outcome.LEFT, Outcome.REFUSED) and row.choice != Choice.LEAVE:
            row.outcome, row.done_at, row.why = None, None, {}
    held.touched_at = at
    db.session.flush()


def start_taking(*, consignment: Consignment, contest: Contest, actor: Actor, at: datetime) -> Consignment:
    """Promise that the chosen entries are taken; they are, however often this is asked or the server ends.

    Raises  NotReceiving, ConsignmentRefused, ConsignmentBusy, ConsignmentSwept, SenderMissing, KeyUntrusted,
            KeyOfAnother, NothingChosen, QuotaExceeded
    """
    lock_register(contest.id)
    held = hold(consignment)
    if not is_receiving(contest):
        raise NotReceiving
    if held.refusal:
        raise ConsignmentRefused
    if held.prepared_at is None:
        raise ConsignmentBusy
    check_trust(held, contest)
    _check_room(held, contest)
    held.taking_at, held.taken_at, held.taken_by, held.touched_at = at, None, actor.name[:100], at
    enqueue(TAKE, {"consignment": held.id, "actor": actor.id, "name": actor.name}, at=at)
    record("consignment.taking", actor=actor, at=at, contest_id=contest.id, subject=held, number=held.number)
    db.session.flush()
    return held


def check_trust(consignment: Consignment, contest: Contest) -> None:
    """Whether the key is its sender's. Raises SenderMissing, KeyUntrusted, KeyOfAnother, SenderUnknown."""
    if consignment.unit_id is None:
        raise SenderMissing
    sender = sender_of(contest.id, consignment.unit_id)
    trust = trust_of(consignment)
    if trust is Trust.ANOTHER:
        raise KeyOfAnother(unit=sender.unit.name)
    if trust is not Trust.REGISTERED:
        raise KeyUntrusted


def _check_room(consignment: Consignment, contest: Contest) -> None:
    open_ = [row for row in rows_of(consignment) if row.outcome is None]
    chosen = [row for row in open_ if wanted(row) != Choice.LEAVE]
    if not chosen:
        raise NothingChosen
    sender = sender_of(contest.id, consignment.unit_id)
    coming = sum(row.fate is Fate.FRESH for row in chosen)
    if not sender.room.fits(coming):
        raise QuotaExceeded(unit=sender.unit.name, left=sender.room.left, chosen=coming)


def take_on(*, consignment: Consignment, actor: Actor, at: datetime) -> None:
    """Promise the rest again, when a worker was lost; what is done stays done."""
    question = select(Consignment).where(Consignment.id == consignment.id).with_for_update()
    held = db.session.scalars(question.execution_options(populate_existing=True)).one()
    if held.is_taking:
        enqueue(TAKE, {"consignment": held.id, "actor": actor.id, "name": actor.name}, at=at)
    elif held.prepared_at is None and not held.refusal:
        enqueue(PREPARE, {"consignment": held.id}, at=at)


def discard_consignment(*, consignment: Consignment, actor: Actor, at: datetime) -> None:
    """Throw a package away of which nothing is in the register. Raises ConsignmentTaken, ConsignmentBusy."""
    held = hold(consignment)
    if any(row.entry_id is not None for row in rows_of(held)):
        raise ConsignmentTaken
    record(
        "consignment.discarded",
        actor=actor,
        at=at,
        contest_id=held.contest_id,
        subject=held,
        number=held.number,
    )
    db.session.execute(delete(Consigned).where(Consigned.consignment_id == held.id))
    db.session.execute(delete(ConsignedFile).where(ConsignedFile.consignment_id == held.id))
    db.session.execute(delete(Consignment).where(Consignment.id == held.id))


def record_answer_taken(*, consignment: Consignment, fmt: str, actor: Actor, at: datetime) -> None:
    """Log that the answer to a sender, which names authors, left the house as a file."""
    record(
        "consignment.exported",
        actor=actor,
        at=at,
        contest_id=consignment.contest_id,
        subject=consignment,
        number=consignment.number,
        format=fmt,
    )


def look_again(consignment: Consignment, at: datetime) -> None:
    """See that a package's entries are looked through again, soon and not here."""
    consignment.prepared_at, consignment.touched_at = None, at
    enqueue(PREPARE, {"consignment": consignment.id}, at=at)
    db.session.flush()
