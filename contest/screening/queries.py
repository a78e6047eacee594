"""Questions of the screening desk."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from contest.db import db
from contest.entries.models import Entry, Withdrawal
from contest.screening.models import BlindCode, BlindCopy, Mask, ScreeningDecision, VerdictKind


def _newest_decisions() -> Any:
    """A subquery: for each entry, the id of its newest decision that is not undone."""
    return (
        select(ScreeningDecision.entry_id, func.max(ScreeningDecision.id).label("newest"))
        .where(ScreeningDecision.undone_at.is_(None))
        .group_by(ScreeningDecision.entry_id)
        .subquery()
    )


def entries_with_verdict(contest_id: int, verdict: VerdictKind | None) -> Select[int]:
    """A selection of entry ids of the contest that stand at this verdict (None: undecided), not withdrawn."""
    newest = _newest_decisions()
    decision = aliased(ScreeningDecision)
    chosen = (
        select(Entry.id)
        .outerjoin(newest, newest.c.entry_id == Entry.id)
        .outerjoin(decision, decision.id == newest.c.newest)
        .where(
            Entry.contest_id == contest_id,
            ~select(Withdrawal.id).where(Withdrawal.entry_id == Entry.id).exists(),
        )
    )
    return chosen.where(decision.id.is_(None) if verdict is None else decision.verdict == verdict)


def eligible_entry_ids(contest_id: int) -> list[int]:
    """Ids of the entries that may be judged, in order of id."""
    chosen = entries_with_verdict(contest_id, VerdictKind.ELIGIBLE).order_by(Entry.id)
    return list(db.session.scalars(chosen))


def undecided_entry_ids(contest_id: int) -> list[int]:
    """Ids of the entries nobody has decided on, oldest first."""
    return list(
        db.session.scalars(entries_with_verdict(contest_id, None).order_by(Entry.handed_in_at, Entry.id))
    )


def verdict_counts(contest_id: int) -> dict[VerdictKind | None, int]:
    """How many entries stand at each verdict; None counts the undecided."""
    counts: dict[VerdictKind | None, int] = {}
    for verdict in (None, *VerdictKind):
        chosen = entries_with_verdict(contest_id, verdict).subquery()
        counts[verdict] = db.session.scalar(select(func.count()).select_from(chosen)) or 0
    return counts


def standing_decision(entry_id: int) -> ScreeningDecision | None:
    """The decision that counts for an entry."""
    return standing_decisions([entry_id]).get(entry_id)


def standing_decisions(entry_ids: Collection[int]) -> dict[int, ScreeningDecision]:
    """The decision that counts, for each of these entries that has one."""
    newest = _newest_decisions()
    question = (
        select(ScreeningDecision)
        .join(newest, newest.c.newest == ScreeningDecision.id)
        .where(ScreeningDecision.entry_id.in_(entry_ids))
    )
    return {decision.entry_id: decision for decision in db.session.scalars(question)}


def decisions_of(entry_id: int) -> list[ScreeningDecision]:
    """Every decision ever made on an entry, undone ones too, oldest first."""
    question = select(ScreeningDecision).where(ScreeningDecision.entry_id == entry_id)
    return list(db.session.scalars(question.order_by(ScreeningDecision.id)))


def masks_of(manuscript_id: int) -> list[Mask]:
    """Masks of a manuscript in reading order, lifted ones too."""
    question = select(Mask).where(Mask.manuscript_id == manuscript_id)
    return list(db.session.scalars(question.order_by(Mask.paragraph, Mask.start)))


def blind_copy_of(entry_id: int) -> BlindCopy | None:
    """The newest blind copy of an entry."""
    return blind_copies_of([entry_id]).get(entry_id)


def blind_copies_of(entry_ids: Collection[int]) -> dict[int, BlindCopy]:
    """The newest blind copy of each of these entries."""
    newest = (
        select(BlindCopy.entry_id, func.max(BlindCopy.version).label("newest"))
        .where(BlindCopy.entry_id.in_(entry_ids))
        .group_by(BlindCopy.entry_id)
        .subquery()
    )
    question = select(BlindCopy).join(
        newest, (newest.c.entry_id == BlindCopy.entry_id) & (newest.c.newest == BlindCopy.version)
    )
    return {copy.entry_id: copy for copy in db.session.scalars(question)}


def blind_codes_of(round_id: int) -> dict[int, BlindCode]:
    """The round's codes by entry id."""
    question = select(BlindCode).where(BlindCode.round_id == round_id)
    return {code.entry_id: code for code in db.session.scalars(question)}


def entry_behind(round_id: int, code: str) -> BlindCode | None:
    """The round's code as a row, which names its entry; for offices and imports, never for a judge's page."""
    return db.session.scalar(select(BlindCode).where(BlindCode.round_id == round_id, BlindCode.code == code))
