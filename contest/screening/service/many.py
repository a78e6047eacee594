"""Deciding on many entries at once, and taking the whole act back."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import aliased

from contest.charter.models import Contest
from contest.db import db
from contest.entries.models import Entry
from contest.entries.queries import entries_whole
from contest.entries.service import lock_register
from contest.errors.screening import NothingToUndo
from contest.plumbing.audit import Actor, record
from contest.screening.models import ScreeningDecision, VerdictKind
from contest.screening.queries import entry_ids_to_screen
from contest.screening.service.decisions import accept_all, decide
from contest.screening.service.pages import Burned


def decide_all(
    *,
    contest: Contest,
    verdict: VerdictKind,
    entry_ids: Collection[int],
    code: str = "",
    reason: str = "",
    actor: Actor,
    at: datetime,
    burned: Collection[Burned] = (),
) -> int:
    """Say the same of each of these entries that waits for a screener; the others are left as they are.

    burned   pictures with black areas, made beforehand (``releasing``)
    Returns  how many were decided
    Raises   CodeUnknown, ReasonMissing, PicturesNotReady
    """
    if verdict == VerdictKind.ELIGIBLE:
        return accept_all(contest=contest, actor=actor, at=at, entry_ids=entry_ids, burned=burned)
    lock_register(contest.id)
    waiting = sorted(set(entry_ids) & set(entry_ids_to_screen(contest.id)))
    for entry in entries_whole(contest.id, waiting):
        decide(entry=entry, verdict=verdict, code=code, reason=reason, actor=actor, at=at)
    return len(waiting)


def undo_act(*, contest: Contest, decided_at: datetime, actor: Actor, at: datetime) -> int:
    """Undo every decision that this person made at that moment and that still stands; all stay in the history.

    Returns  how many were undone
    Raises   NothingToUndo
    """
    later = aliased(ScreeningDecision)
    mine = select(Entry.id).where(Entry.contest_id == contest.id)
    stands = ~(
        select(later.id)
        .where(
            later.entry_id == ScreeningDecision.entry_id,
            later.id > ScreeningDecision.id,
            later.undone_at.is_(None),
        )
        .exists()
    )
    chosen = select(ScreeningDecision.id).where(
        ScreeningDecision.entry_id.in_(mine),
        ScreeningDecision.decided_at == decided_at,
        ScreeningDecision.decided_by == actor.name,
        ScreeningDecision.undone_at.is_(None),
        stands,
    )
    ids = list(db.session.scalars(chosen))
    if not ids:
        raise NothingToUndo
    db.session.execute(
        update(ScreeningDecision)
        .where(ScreeningDecision.id.in_(chosen))
        .values(undone_at=at, undone_by=actor.name)
        .execution_options(synchronize_session=False)
    )
    db.session.expire_all()
    record("entries.screening_undone", actor=actor, at=at, contest_id=contest.id, count=len(ids))
    return len(ids)
