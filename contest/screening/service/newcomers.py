"""New texts are compared as they come: the work is promised in the transaction that brings them."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import aliased

from contest.charter.models import Contest
from contest.db import db, one_of
from contest.entries.models import Entry, Manuscript, Withdrawal
from contest.plumbing.audit import Actor, record
from contest.plumbing.following import follows
from contest.plumbing.jobs import enqueue
from contest.screening.models import Resemblance, TextPrint
from contest.screening.service.likeness import heed

COMPARE = "resemblances.compare"


@follows("entry")
def promise_comparing(entry_ids: Collection[int]) -> None:
    """Promise to compare those of these entries whose newest version has no print yet."""
    waiting: dict[int, dict[int, datetime]] = {}
    for contest_id, entry_id, received_at in db.session.execute(_unprinted(entry_ids)):
        waiting.setdefault(contest_id, {})[entry_id] = received_at
    for contest_id, entries in waiting.items():
        payload = {"contest_id": contest_id, "entry_ids": sorted(entries)}
        enqueue(COMPARE, payload, at=max(entries.values()))
    for contest_id, beside in _beside_withdrawn(entry_ids).items():
        heed(contest_id, beside)


def promise_comparing_anew(*, contest_id: int, at: datetime) -> None:
    """Promise to compare everything of a contest with everything."""
    enqueue(COMPARE, {"contest_id": contest_id, "entry_ids": None, "asked_at": at.isoformat()}, at=at)


def ask_for_comparing(*, contest: Contest, actor: Actor, at: datetime) -> None:
    """Let a person have everything compared anew, in the background."""
    promise_comparing_anew(contest_id=contest.id, at=at)
    record("resemblances.asked", actor=actor, at=at, contest_id=contest.id)


def _beside_withdrawn(entry_ids: Collection[int]) -> dict[int, list[int]]:
    """By contest, what was found to resemble those of these entries that were taken back."""
    gone = select(Withdrawal.entry_id).where(one_of(Withdrawal.entry_id, entry_ids))
    rows = db.session.execute(
        select(Resemblance.contest_id, Resemblance.entry_id, Resemblance.other_entry_id).where(
            or_(Resemblance.entry_id.in_(gone), Resemblance.other_entry_id.in_(gone))
        )
    )
    beside: dict[int, list[int]] = {}
    for contest_id, *pair in rows:
        beside.setdefault(contest_id, []).extend(one for one in pair if one is not None)
    return beside


def _unprinted(entry_ids: Collection[int]) -> Select[int, int, datetime]:
    """Contest, entry and moment of the newest versions without a print, where there is or was a text."""
    newest = (
        select(func.max(Manuscript.id))
        .where(one_of(Manuscript.entry_id, entry_ids))
        .group_by(Manuscript.entry_id)
    )
    earlier = aliased(Manuscript)
    printed = select(TextPrint.id).where(TextPrint.manuscript_id == Manuscript.id)
    was_printed = (
        select(TextPrint.id)
        .join(earlier, earlier.id == TextPrint.manuscript_id)
        .where(earlier.entry_id == Manuscript.entry_id)
    )
    return (
        select(Entry.contest_id, Entry.id, Manuscript.received_at)
        .join(Manuscript, Manuscript.entry_id == Entry.id)
        .where(Manuscript.id.in_(newest), ~printed.exists(), or_(Manuscript.words > 0, was_printed.exists()))
    )
