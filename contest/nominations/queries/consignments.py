"""Questions about packages from below: whether their key is to be believed, how they stand, what is known already."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from contest.db import db
from contest.entries.models import Entry, Manuscript, Withdrawal
from contest.errors.nominations import ConsignmentUnknown
from contest.nominations.models import Consigned, ConsignedFile, Consignment, Outcome
from contest.nominations.queries.levels import standing_keys
from contest.nominations.rules import Standing, result_told, said_at

IN_REGISTER = (Outcome.TAKEN, Outcome.ALREADY, Outcome.CORRECTED)


class Trust(StrEnum):
    """What is known of the key that signed a package.

    REGISTERED  it is its sender's
    ANOTHER     its sender is known by another key
    UNKNOWN     its sender is known by no key, or nobody has said who the sender is
    """

    REGISTERED = "registered"
    ANOTHER = "another"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Tally:
    """How a package stands: its entries by what became of them, and its files still to be read."""

    outcomes: Counter[Outcome | None]
    files: int = 0
    unread: int = 0

    @property
    def entries(self) -> int:
        """All of them."""
        return self.outcomes.total()

    @property
    def waiting(self) -> int:
        """Those of which nothing has become yet."""
        return self.outcomes[None]

    @property
    def in_register(self) -> int:
        """Those that stand for an entry of ours."""
        return sum(self.outcomes[outcome] for outcome in IN_REGISTER)


@dataclass(frozen=True, slots=True)
class Known:
    """An entry that a package of the same sender made before, and what it said then; result: in few words."""

    entry_id: int
    receipt: str
    withdrawn: bool
    said: Standing
    result: str


def consignment_of(contest_id: int, consignment_id: int) -> Consignment:
    """One arriving package of the contest. Raises ConsignmentUnknown, also for one of another contest."""
    question = select(Consignment).where(
        Consignment.id == consignment_id, Consignment.contest_id == contest_id
    )
    found = db.session.scalar(question)
    if found is None:
        raise ConsignmentUnknown
    return found


def consignment_of_file(contest_id: int, digest: str) -> Consignment | None:
    """The arriving package of the contest that has just these bytes."""
    question = select(Consignment).where(
        Consignment.contest_id == contest_id, Consignment.file_digest == digest
    )
    return db.session.scalar(question)


def consignments_of(contest_id: int) -> list[Consignment]:
    """All arriving packages of the contest, the newest first."""
    question = select(Consignment).where(Consignment.contest_id == contest_id)
    return list(db.session.scalars(question.order_by(Consignment.number.desc())))


def rows_of(consignment: Consignment, *, open_only: bool = False) -> list[Consigned]:
    """The entries of a package in its order."""
    question = select(Consigned).where(Consigned.consignment_id == consignment.id)
    if open_only:
        question = question.where(Consigned.outcome.is_(None))
    return list(db.session.scalars(question.order_by(Consigned.position)))


def rows_shown(consignment: Consignment) -> list[Consigned]:
    """The same with the entries they stand for, those with their titles."""
    question = select(Consigned).where(Consigned.consignment_id == consignment.id)
    whole = (
        selectinload(Consigned.entry)
        .selectinload(Entry.manuscripts)
        .options(selectinload(Manuscript.category)),
        selectinload(Consigned.standing),
    )
    return list(db.session.scalars(question.options(*whole).order_by(Consigned.position)))


def tallies_of(consignments: Collection[Consignment]) -> dict[int, Tally]:
    """How each of these packages stands, by id; two queries."""
    ids = [one.id for one in consignments]
    outcomes: dict[int, Counter[Outcome | None]] = {id_: Counter() for id_ in ids}
    rows = (
        select(Consigned.consignment_id, Consigned.outcome, func.count(Consigned.id))
        .where(Consigned.consignment_id.in_(ids))
        .group_by(Consigned.consignment_id, Consigned.outcome)
    )
    for consignment_id, outcome, count in db.session.execute(rows):
        outcomes[consignment_id][outcome] += count
    files = (
        select(
            ConsignedFile.consignment_id, func.count(ConsignedFile.id), func.count(ConsignedFile.settled_at)
        )
        .where(ConsignedFile.consignment_id.in_(ids))
        .group_by(ConsignedFile.consignment_id)
    )
    counted = {id_: (count, settled) for id_, count, settled in db.session.execute(files)}
    found = {}
    for id_ in ids:
        count, settled = counted.get(id_, (0, 0))
        found[id_] = Tally(outcomes[id_], count, count - settled)
    return found


def trust_of(consignment: Consignment) -> Trust:
    """What is known of the key that signed a package."""
    keys = [key for key in standing_keys(consignment.contest_id) if key.unit_id == consignment.unit_id]
    if any(key.key == consignment.key for key in keys):
        return Trust.REGISTERED
    return Trust.ANOTHER if keys else Trust.UNKNOWN


def units_of_key(contest_id: int, key: str) -> set[int]:
    """The senders that are known by this key; several when they share an installation."""
    return {known.unit_id for known in standing_keys(contest_id) if known.key == key}


def files_unread(consignment_id: int) -> list[int]:
    """Ids of the files of a package that are still to be read."""
    question = select(ConsignedFile.id).where(
        ConsignedFile.consignment_id == consignment_id, ConsignedFile.settled_at.is_(None)
    )
    return list(db.session.scalars(question.order_by(ConsignedFile.id)))


def files_by_digest(consignment_id: int) -> dict[str, ConsignedFile]:
    """The files of a package by their digests."""
    question = select(ConsignedFile).where(ConsignedFile.consignment_id == consignment_id)
    return {file.digest: file for file in db.session.scalars(question)}


def known_entries(identities: Collection[str]) -> dict[str, Known]:
    """What of these stands in the register already, by identity, with what its last taking said."""
    if not identities:
        return {}
    question = (
        select(
            Consigned.identity,
            Consigned.marks,
            Consigned.said,
            Consigned.entry_id,
            Entry.receipt,
            Consignment.manifest,
            Consignment.received_at,
        )
        .join(Consignment, Consignment.id == Consigned.consignment_id)
        .join(Entry, Entry.id == Consigned.entry_id)
        .where(Consigned.identity.in_(identities))
        .where(Consigned.outcome.in_((Outcome.TAKEN, Outcome.CORRECTED)))
        .order_by(Consigned.done_at, Consigned.id)
    )
    rows = db.session.execute(question).all()
    withdrawn = set(
        db.session.scalars(
            select(Withdrawal.entry_id).where(Withdrawal.entry_id.in_([row.entry_id for row in rows]))
        )
    )
    return {
        identity: Known(
            entry_id,
            receipt,
            entry_id in withdrawn,
            Standing(marks, said_at(datetime.fromisoformat(manifest["created_at"]), received_at)),
            result_told(said.get("result")),
        )
        for identity, marks, said, entry_id, receipt, manifest, received_at in rows
    }
