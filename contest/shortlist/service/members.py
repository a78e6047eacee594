"""A member put on the list, or off it, by decision."""

from datetime import datetime

from contest.charter.models import Round
from contest.db import db
from contest.entries.service import lock_register
from contest.errors import NotFound
from contest.errors.shortlist import AlreadyPublished, NothingDecided, ReasonMissing, RoundNotLocked
from contest.plumbing.audit import Actor, record
from contest.plumbing.vietnamese import clean
from contest.scoring.queries import round_lock
from contest.shortlist.models import MemberDecision, MemberVerdict
from contest.shortlist.queries import field_of, member_decisions, publications_of


def decide_member(
    *, round_: Round, entry_id: int, verdict: MemberVerdict, reason: str, actor: Actor, at: datetime
) -> MemberDecision:
    """Put one ranked entry on the list or off it whatever the cut says, or leave it to the cut again.

    Each decision is a row of its own and takes the place of the one before; a list that is frozen stays as it is
    until it is frozen anew.

    Raises  RoundNotLocked, AlreadyPublished, ReasonMissing, NotFound for an entry without a mark in the round,
            NothingDecided for one that is left to the cut already
    """
    lock_register(round_.contest_id)
    if round_lock(round_.id) is None:
        raise RoundNotLocked
    if publications_of(round_.id):
        raise AlreadyPublished
    said = clean(reason).strip()
    if not said:
        raise ReasonMissing
    field = field_of(round_)
    if entry_id not in field.settled:
        raise NotFound
    if verdict is MemberVerdict.BY_CUT and entry_id not in member_decisions(round_.id):
        raise NothingDecided
    decision = MemberDecision(
        round_id=round_.id,
        entry_id=entry_id,
        verdict=verdict,
        reason=said,
        decided_at=at,
        decided_by=actor.name,
    )
    db.session.add(decision)
    db.session.flush()
    record(
        "member.decided",
        actor=actor,
        at=at,
        contest_id=round_.contest_id,
        subject=round_,
        code=field.shown[entry_id].blind_code,
        verdict=verdict,
        reason=said,
    )
    return decision
