"""The seal of a round and its two keys."""

from datetime import datetime

from contest.authors.models import SealKey
from contest.authors.queries import seal_keys_of
from contest.charter.models import Round
from contest.db import db
from contest.entries.service import lock_register
from contest.errors.authors import AlreadyTurned, SameHand
from contest.people.models import Account
from contest.plumbing.audit import record


def turn_seal_key(*, round: Round, account: Account, at: datetime) -> SealKey:  # noqa: A002
    """Turn one of the two keys; with the second, by another account, the round's names are known.

    Raises  AlreadyTurned when both are turned, SameHand when this account turned the first
    """
    lock_register(round.contest_id)
    turned = seal_keys_of(round.id)
    if len(turned) >= 2:
        raise AlreadyTurned
    if any(key.account_id == account.id for key in turned):
        raise SameHand
    key = SealKey(
        round_id=round.id,
        slot=len(turned) + 1,
        account_id=account.id,
        account_name=account.name,
        turned_at=at,
    )
    db.session.add(key)
    db.session.flush()
    record(
        "seal.key_turned",
        actor=account.actor(),
        at=at,
        contest_id=round.contest_id,
        subject=round,
        slot=key.slot,
    )
    return key
