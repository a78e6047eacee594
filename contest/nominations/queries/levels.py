"""Questions about levels: where a contest stands, who may send it works, and whose keys are known."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import func, select

from contest.charter.models import Contest
from contest.db import db
from contest.entries.models import Withdrawal
from contest.errors.nominations import SenderUnknown, SendingUnitUnknown
from contest.nominations.models import Consigned, Consignment, ContestLevel, Outcome, SenderKey, SendingUnit
from contest.nominations.rules import Room, quota_of
from contest.plumbing.vietnamese import search_key, sort_key
from contest.units.models import Unit

SENDER_KIND = "sender"
"""The kind of units that send works up; the directory has them beside communes and schools."""


@dataclass(frozen=True, slots=True)
class Sender:
    """One unit that may send works: its room at this level, and the keys it is known by."""

    unit: Unit
    own_quota: int | None
    room: Room
    keys: tuple[SenderKey, ...]


def sharers(senders: Iterable[Sender], *, of: int, key: str) -> list[str]:
    """The names of the other units that are known by this key, of these senders."""
    return [
        one.unit.name for one in senders if one.unit.id != of and any(known.key == key for known in one.keys)
    ]


def level_of(contest_id: int) -> ContestLevel:
    """The contest's level; one that says nothing while nobody has set any."""
    found = db.session.scalar(select(ContestLevel).where(ContestLevel.contest_id == contest_id))
    if found is not None:
        return found
    return ContestLevel(
        contest_id=contest_id,
        label="",
        rank=0,
        upper_label="",
        send_rest=False,
        receives=False,
        default_quota=None,
    )


def senders_of(contest_id: int, *, ended: bool = False) -> list[Sender]:
    """Every unit that may send works to the contest, in Vietnamese order; four queries.

    ended  those that may send no more as well
    """
    default = level_of(contest_id).default_quota
    question = (
        select(Unit, SendingUnit.quota)
        .join(SendingUnit, SendingUnit.unit_id == Unit.id)
        .where(SendingUnit.contest_id == contest_id)
    )
    if not ended:
        question = question.where(SendingUnit.ended_at.is_(None))
    rows = db.session.execute(question).all()
    used = works_taken(contest_id)
    keys: dict[int, list[SenderKey]] = {}
    for key in standing_keys(contest_id):
        keys.setdefault(key.unit_id, []).append(key)
    found = [
        Sender(unit, own, Room(quota_of(own, default), used[unit.id]), tuple(keys.get(unit.id, ())))
        for unit, own in rows
    ]
    return sorted(found, key=lambda sender: sort_key(sender.unit.name))


def sender_of(contest_id: int, unit_id: int | None, *, ended: bool = False) -> Sender:
    """One unit that may send, or might once. Raises SenderUnknown."""
    senders = senders_of(contest_id, ended=ended)
    found = next((sender for sender in senders if sender.unit.id == unit_id), None)
    if found is None:
        raise SenderUnknown
    return found


def sender_in(contest_id: int, unit_id: int) -> Sender:
    """The same for a page's address. Raises SendingUnitUnknown."""
    try:
        return sender_of(contest_id, unit_id)
    except SenderUnknown:
        raise SendingUnitUnknown from None


def sending_unit(contest_id: int, unit_id: int) -> SendingUnit | None:
    """The row that lets this unit send, ended or not, as it stands now."""
    question = select(SendingUnit).where(SendingUnit.contest_id == contest_id, SendingUnit.unit_id == unit_id)
    return db.session.scalar(question.execution_options(populate_existing=True))


def works_taken(contest_id: int) -> Counter[int]:
    """How many works of each sending unit are in the register and were not withdrawn."""
    question = (
        select(Consignment.unit_id, func.count(func.distinct(Consigned.entry_id)))
        .join(Consigned, Consigned.consignment_id == Consignment.id)
        .where(Consignment.contest_id == contest_id, Consigned.outcome == Outcome.TAKEN)
        .where(~select(Withdrawal.id).where(Withdrawal.entry_id == Consigned.entry_id).exists())
        .group_by(Consignment.unit_id)
    )
    counts: Counter[int] = Counter()
    for unit_id, count in db.session.execute(question):
        counts[unit_id or 0] += count
    return counts


def standing_keys(contest_id: int) -> list[SenderKey]:
    """The keys by which senders of the contest are known now, oldest first."""
    question = select(SenderKey).where(SenderKey.contest_id == contest_id, SenderKey.withdrawn_at.is_(None))
    return list(db.session.scalars(question.order_by(SenderKey.id)))


def senders_named(senders: Iterable[Sender], names: Collection[str]) -> list[Unit]:
    """Units of these senders of which one of these texts holds the name; the longest name of several."""
    wanted = [f" {search_key(name)} " for name in names if search_key(name)]
    fitting = [
        (len(search_key(said)), unit)
        for unit in (sender.unit for sender in senders)
        for said in (unit.name, unit.short_name)
        if said and any(f" {search_key(said)} " in name for name in wanted)
    ]
    longest = max((length for length, _ in fitting), default=0)
    return list(dict.fromkeys(unit for length, unit in fitting if length == longest))


def is_receiving(contest: Contest) -> bool:
    """Whether works come in from levels below."""
    return level_of(contest.id).receives
