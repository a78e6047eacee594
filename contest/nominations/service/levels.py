"""Levels set: where a contest stands, who may send it works, how many, and by which key."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from contest.charter.models import Contest
from contest.db import db, one_of
from contest.entries.service import lock_register
from contest.errors.nominations import (
    KeyOfAnotherUnit,
    LevelUnfit,
    RegisteredFingerprintWrong,
    SenderCodeTaken,
    SenderUnknown,
)
from contest.nominations.models import ContestLevel, SenderKey, SendingUnit
from contest.nominations.queries import SENDER_KIND, level_of, sending_unit, standing_keys
from contest.plumbing.audit import Actor, record
from contest.plumbing.packages import fingerprint, read_public_key, same_fingerprint
from contest.plumbing.vietnamese import clean, search_key, sort_key
from contest.units.models import Unit
from contest.units.queries import unit_of_code
from contest.units.service import import_units

LONGEST_LABEL = 80
MOST = 100_000


def set_level(
    *,
    contest: Contest,
    label: str,
    rank: int,
    upper_label: str,
    send_rest: bool,
    receives: bool,
    default_quota: int | None,
    actor: Actor,
    at: datetime,
) -> ContestLevel:
    """Say at which level the contest is held, and what passes between it and those above and below.

    Raises  LevelUnfit
    """
    lock_register(contest.id)
    said: dict[str, Any] = {
        "label": " ".join(clean(label).split()),
        "rank": rank,
        "upper_label": " ".join(clean(upper_label).split()),
        "send_rest": send_rest,
        "receives": receives,
        "default_quota": default_quota,
    }
    if max(len(said["label"]), len(said["upper_label"])) > LONGEST_LABEL or not 0 <= rank <= 99:
        raise LevelUnfit
    _check_quota(default_quota)
    level = level_of(contest.id)
    changes = {name: value for name, value in said.items() if getattr(level, name) != value}
    for name, value in changes.items():
        setattr(level, name, value)
    db.session.add(level)
    db.session.flush()
    if changes:
        record(
            "level.set",
            actor=actor,
            at=at,
            contest_id=contest.id,
            subject=contest,
            changes=dict.fromkeys(changes),
        )
    return level


def add_sender(
    *, contest: Contest, code: str, name: str, quota: int | None, actor: Actor, at: datetime
) -> Unit:
    """Let a unit send works: one of the directory by its code, or a new one of the kind of senders.

    Raises  SenderCodeTaken when the code is another unit's, LevelUnfit; the refusals of units
    """
    _check_quota(quota)
    code, name = " ".join(clean(code).split()), " ".join(clean(name).split())
    unit = unit_of_code(code) if code else None
    if (
        unit is not None
        and name
        and search_key(name) not in {search_key(unit.name), search_key(unit.short_name)}
    ):
        raise SenderCodeTaken(code=code, name=unit.name)
    if unit is None:
        done = import_units(rows=[(1, {"code": code, "name": name, "kind": SENDER_KIND})], actor=actor, at=at)
        for _number, refusal in done.refused:
            raise refusal
        unit = unit_of_code(code)
    if unit is None:
        raise SenderUnknown
    row = sending_unit(contest.id, unit.id) or SendingUnit(contest_id=contest.id, unit_id=unit.id)
    row.quota, row.ended_at = quota, None
    db.session.add(row)
    db.session.flush()
    record("sender.added", actor=actor, at=at, contest_id=contest.id, subject=unit, quota=quota)
    return unit


def set_quota(*, contest: Contest, unit_id: int, quota: int | None, actor: Actor, at: datetime) -> None:
    """Set how many works a unit may send; None takes the contest's own number. Raises SenderUnknown, LevelUnfit."""
    _check_quota(quota)
    lock_register(contest.id)
    row = _standing(contest, unit_id)
    if row.quota == quota:
        return
    earlier, row.quota = row.quota, quota
    db.session.flush()
    record(
        "sender.quota_set",
        actor=actor,
        at=at,
        contest_id=contest.id,
        subject=row,
        quota=quota,
        earlier=earlier,
    )


def end_sender(*, contest: Contest, unit_id: int, actor: Actor, at: datetime) -> None:
    """Let a unit send no more; what it sent stays in the register, its keys are withdrawn. Raises SenderUnknown."""
    row = _standing(contest, unit_id)
    row.ended_at = at
    for key in standing_keys(contest.id):
        if key.unit_id == unit_id:
            key.withdrawn_at, key.withdrawn_by = at, actor.name[:100]
    db.session.flush()
    record("sender.ended", actor=actor, at=at, contest_id=contest.id, subject=row)


def register_key(
    *, contest: Contest, unit_id: int, typed: str, heard: str = "", actor: Actor, at: datetime
) -> SenderKey:
    """Know a sender by a public key; the same key again changes nothing.

    A key that is another unit's already is believed for this one too, as for units of one installation, but
    only after this unit has read out its fingerprint: a sheet of the wrong unit is not noticed otherwise.
    typed   as printed by the sender, capitals and spaces whatever
    heard   its fingerprint as the unit read it over the telephone; "" when nobody called
    Raises  SenderUnknown, PublicKeyUnfit, KeyOfAnotherUnit, RegisteredFingerprintWrong
    """
    lock_register(contest.id)
    _standing(contest, unit_id)
    key = read_public_key(typed)
    by_telephone = bool(heard.strip())
    if by_telephone and not same_fingerprint(heard, key):
        raise RegisteredFingerprintWrong
    known = {one.unit_id: one for one in standing_keys(contest.id) if one.key == key}
    if unit_id in known:
        return known[unit_id]
    if known and not by_telephone:
        others = one_of(Unit.id, list(known))
        names = sorted(db.session.scalars(select(Unit.name).where(others)), key=sort_key)
        raise KeyOfAnotherUnit(unit=", ".join(names))
    row = SenderKey(
        contest_id=contest.id,
        unit_id=unit_id,
        key=key,
        by_telephone=by_telephone,
        registered_at=at,
        registered_by=actor.name[:100],
    )
    db.session.add(row)
    db.session.flush()
    record(
        "sender_key.registered",
        actor=actor,
        at=at,
        contest_id=contest.id,
        subject=row,
        fingerprint=fingerprint(key),
        by_telephone=by_telephone,
    )
    return row


def withdraw_key(*, contest: Contest, key_id: int, actor: Actor, at: datetime) -> None:
    """Believe a key no longer; packages taken before stay. One that is withdrawn already stays so."""
    key = next((one for one in standing_keys(contest.id) if one.id == key_id), None)
    if key is None:
        return
    key.withdrawn_at, key.withdrawn_by = at, actor.name[:100]
    db.session.flush()
    record(
        "sender_key.withdrawn",
        actor=actor,
        at=at,
        contest_id=contest.id,
        subject=key,
        fingerprint=fingerprint(key.key),
    )


def _standing(contest: Contest, unit_id: int) -> SendingUnit:
    row = sending_unit(contest.id, unit_id)
    if row is None or row.ended_at is not None:
        raise SenderUnknown
    return row


def _check_quota(quota: int | None) -> None:
    if quota is not None and not 0 <= quota <= MOST:
        raise LevelUnfit
