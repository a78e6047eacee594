"""Questions about what the screener said."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import aliased

from contest.db import db, one_of
from contest.entries.models import Entry, Manuscript, Withdrawal
from contest.screening.models import ScreeningDecision, VerdictKind

AT_ONCE: Final = 500
"""Entries of a long list that are read in one question."""


def _newest_decisions(contest_id: int, among: Collection[int] | None = None) -> Any:
    """A subquery: for each entry of the contest, or of these, the id of its newest decision that is not undone."""
    question = (
        select(ScreeningDecision.entry_id, func.max(ScreeningDecision.id).label("newest"))
        .join(Entry, Entry.id == ScreeningDecision.entry_id)
        .where(ScreeningDecision.undone_at.is_(None), Entry.contest_id == contest_id)
        .group_by(ScreeningDecision.entry_id)
    )
    return (question if among is None else question.where(one_of(Entry.id, among))).subquery()


def _with_decisions(contest_id: int, among: Collection[int] | None = None) -> Any:
    """A selection of entry ids not withdrawn, and the alias of their standing decisions for more conditions."""
    newest = _newest_decisions(contest_id, among)
    decision = aliased(ScreeningDecision, name="standing")
    chosen = (
        select(Entry.id)
        .outerjoin(newest, newest.c.entry_id == Entry.id)
        .outerjoin(decision, decision.id == newest.c.newest)
        .where(
            Entry.contest_id == contest_id,
            ~select(Withdrawal.id).where(Withdrawal.entry_id == Entry.id).exists(),
        )
    )
    return (chosen if among is None else chosen.where(one_of(Entry.id, among))), decision


def entries_with_verdict(
    contest_id: int, verdict: VerdictKind | None, *, among: Collection[int] | None = None
) -> Select[int]:
    """A selection of entry ids of the contest that stand at this verdict (None: undecided), not withdrawn.

    among  only these are asked about
    """
    chosen, decision = _with_decisions(contest_id, among)
    decided: Select[int] = chosen.where(
        decision.id.is_(None) if verdict is None else decision.verdict == verdict
    )
    return decided


def entries_corrected_since(contest_id: int, *verdicts: VerdictKind) -> Select[int]:
    """A selection of entry ids whose author sent a further version after one of these verdicts."""
    chosen, decision = _with_decisions(contest_id)
    newer = (
        select(Manuscript.id)
        .where(Manuscript.entry_id == Entry.id, Manuscript.received_at > decision.decided_at)
        .exists()
    )
    corrected: Select[int] = chosen.where(decision.verdict.in_(verdicts), newer)
    return corrected


def eligible_entry_ids(contest_id: int, *, among: Collection[int] | None = None) -> list[int]:
    """Ids of the entries that may be judged, or of those among these, in order of id."""
    chosen = entries_with_verdict(contest_id, VerdictKind.ELIGIBLE, among=among)
    return list(db.session.scalars(chosen.order_by(Entry.id)))


def entry_ids_to_screen(contest_id: int) -> list[int]:
    """Ids of the entries that wait for a screener: undecided, or corrected after a decision; oldest first."""
    chosen = select(Entry.id).where(
        or_(
            Entry.id.in_(entries_with_verdict(contest_id, None)),
            Entry.id.in_(entries_corrected_since(contest_id, VerdictKind.MORE_NEEDED, VerdictKind.ELIGIBLE)),
        )
    )
    return list(db.session.scalars(chosen.order_by(Entry.handed_in_at, Entry.id)))


def verdict_counts(contest_id: int) -> dict[VerdictKind | None, int]:
    """How many entries stand at each verdict; None counts the undecided."""
    chosen, decision = _with_decisions(contest_id)
    counted = chosen.with_only_columns(decision.verdict, func.count(Entry.id)).group_by(decision.verdict)
    found: dict[VerdictKind | None, int] = dict(db.session.execute(counted).all())
    return {verdict: found.get(verdict, 0) for verdict in (None, *VerdictKind)}


def standing_decision(entry_id: int) -> ScreeningDecision | None:
    """The decision that counts for an entry."""
    return standing_decisions([entry_id]).get(entry_id)


def standing_decisions(entry_ids: Collection[int]) -> dict[int, ScreeningDecision]:
    """The decision that counts, for each of these entries that has one."""
    question = select(ScreeningDecision).where(
        one_of(ScreeningDecision.entry_id, entry_ids), ScreeningDecision.undone_at.is_(None)
    )
    return {d.entry_id: d for d in db.session.scalars(question.order_by(ScreeningDecision.id))}


def decisions_of(entry_id: int) -> list[ScreeningDecision]:
    """Every decision ever made on an entry, undone ones too, oldest first."""
    question = select(ScreeningDecision).where(ScreeningDecision.entry_id == entry_id)
    return list(db.session.scalars(question.order_by(ScreeningDecision.id)))


@dataclass(frozen=True, slots=True)
class Screened:
    """One entry that is not withdrawn, with what stands of it; verdict None when nobody has decided."""

    entry_id: int
    receipt: str
    verdict: VerdictKind | None
    code: str
    reason: str
    decided_at: datetime | None


def verdicts_standing(contest_id: int) -> Iterator[Screened]:
    """Every entry of the contest that is not withdrawn, with the decision that counts, by register number.

    It is read some at a time, each time begun anew: a register of a hundred thousand is held nowhere.
    """
    withdrawn = select(Withdrawal.id).where(Withdrawal.entry_id == Entry.id).exists()
    question = (
        select(Entry.id, Entry.receipt, Entry.register_number)
        .where(Entry.contest_id == contest_id, ~withdrawn)
        .order_by(Entry.register_number)
        .limit(AT_ONCE)
    )
    after = 0
    while some := db.session.execute(question.where(Entry.register_number > after)).all():
        said = _decided([row.id for row in some])
        yield from (Screened(row.id, row.receipt, *said.get(row.id, (None, "", "", None))) for row in some)
        after = some[-1].register_number


def _decided(entry_ids: Collection[int]) -> dict[int, tuple[VerdictKind, str, str, datetime]]:
    """Verdict, code, reason and moment of the decision that counts, of each of these entries that has one."""
    of = ScreeningDecision
    question = select(of.entry_id, of.verdict, of.code, of.reason, of.decided_at).order_by(of.id)
    standing = question.where(one_of(of.entry_id, entry_ids), of.undone_at.is_(None))
    return {
        entry_id: (verdict, code, reason, decided_at)
        for entry_id, verdict, code, reason, decided_at in db.session.execute(standing)
    }
