"""The lock: after it nothing of a round's scores changes."""

from datetime import datetime

from contest.charter.models import Round
from contest.db import db
from contest.errors.settling import NothingToLock, RechecksOpen, StillOpen
from contest.plumbing.audit import Actor, record
from contest.plumbing.following import changed
from contest.scoring.models import RoundLock
from contest.scoring.queries import rechecks_of, round_lock, standings
from contest.scoring.service.marks import write_settlements
from contest.scoring.service.writing import hold_round


def lock_round(*, round_: Round, actor: Actor, at: datetime) -> RoundLock:
    """Lock a round's scores once every entry has its mark; the marks are computed once more. Twice is once.

    Whoever follows may still refuse when the transaction ends.

    Raises  StillOpen with the numbers, RechecksOpen while second looks that were drawn are not taken, NothingToLock
    """
    standing = round_lock(round_.id)
    if standing is not None:
        return standing
    held = hold_round(round_.id, alone=True)
    found = standings(held)
    if not found:
        raise NothingToLock
    open_ = [s for s in found if s.mark is None]
    if open_:
        waiting = sum(1 for s in open_ if s.waits)
        raise StillOpen(waiting=waiting, open=len(open_) - waiting)
    counting = {s.entry_id for s in found}
    unread = [r for r in rechecks_of(held.id) if r.result is None and r.recheck.entry_id in counting]
    if unread:
        raise RechecksOpen(count=len(unread))
    settled = write_settlements(held, found, at=at)
    lock = RoundLock(round_id=held.id, locked_at=at, locked_by=actor.name)
    db.session.add(lock)
    db.session.flush()
    changed("round_lock", held.id)
    record("round.locked", actor=actor, at=at, contest_id=held.contest_id, subject=held, settled=settled)
    return lock
