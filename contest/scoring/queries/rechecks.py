"""Questions about second looks."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from contest.assignment.models import Assignment
from contest.assignment.queries import entries_kept_from, standing
from contest.db import db
from contest.errors import NotFound
from contest.scoring.models import (
    Agreement,
    CaseRemark,
    Recheck,
    RecheckDraw,
    RecheckResult,
    Settlement,
    SettlingCase,
)
from contest.scoring.queries.sheets import round_lock
from contest.scoring.rules import RecheckReason
from contest.screening.models import BlindCode


@dataclass(frozen=True, slots=True)
class RecheckRow:
    """One entry drawn for a second look, by its blind code, and what the look came to once it was taken."""

    recheck: Recheck
    code: str
    result: RecheckResult | None


def rechecks_of(round_id: int) -> list[RecheckRow]:
    """The round's second looks by blind code, so that their order tells nothing; one question."""
    return [RecheckRow(*row) for row in db.session.execute(_rows(round_id).order_by(BlindCode.code))]


def recheck_of(round_id: int, code: str) -> RecheckRow:
    """One second look by the entry's code. Raises NotFound."""
    found = db.session.execute(_rows(round_id).where(BlindCode.code == code)).one_or_none()
    if found is None:
        raise NotFound
    return RecheckRow(*found)


def recheck_result_of(round_id: int, entry_id: int) -> RecheckResult | None:
    """What the second look at an entry came to."""
    question = (
        select(RecheckResult)
        .join(Recheck, Recheck.id == RecheckResult.recheck_id)
        .where(Recheck.round_id == round_id, Recheck.entry_id == entry_id)
    )
    return db.session.scalar(question)


def entries_not_to_look_at(account_id: int, round_id: int, entry_ids: Collection[int]) -> set[int]:
    """Those of these entries that an account reads, was taken off or must be kept apart from."""
    reads = standing(round_id).with_only_columns(Assignment.entry_id).where(Assignment.judge_id == account_id)
    return set(db.session.scalars(reads)) & set(entry_ids) | entries_kept_from(account_id, entry_ids)


def who_knows_marks(round_id: int) -> frozenset[tuple[int, int]]:
    """(entry, account) of all who learned an entry's mark in the round, by settling it or by looking at it."""
    decided = select(Agreement.entry_id, Agreement.decided_by_id).where(Agreement.round_id == round_id)
    talked = (
        select(SettlingCase.entry_id, CaseRemark.account_id)
        .join(CaseRemark, CaseRemark.case_id == SettlingCase.id)
        .where(SettlingCase.round_id == round_id)
    )
    looked = (
        select(Recheck.entry_id, RecheckResult.account_id)
        .join(RecheckResult, RecheckResult.recheck_id == Recheck.id)
        .where(Recheck.round_id == round_id)
    )
    return frozenset(
        (entry, account)
        for question in (decided, talked, looked)
        for entry, account in db.session.execute(question)
        if account is not None
    )


def entries_settled_by(account_id: int, round_id: int) -> set[int]:
    """The entries whose mark an account decided, or talked over in their case: it knows what the look must not."""
    decided = select(Agreement.entry_id).where(
        Agreement.round_id == round_id, Agreement.decided_by_id == account_id
    )
    talked = (
        select(SettlingCase.entry_id)
        .join(CaseRemark, CaseRemark.case_id == SettlingCase.id)
        .where(SettlingCase.round_id == round_id, CaseRemark.account_id == account_id)
    )
    return {*db.session.scalars(decided), *db.session.scalars(talked)}


def marks_veiled(round_id: int) -> set[int]:
    """The entries whose mark nobody who presides is shown: drawn for a second look that is not taken yet."""
    if round_lock(round_id) is not None:
        return set()
    question = (
        select(Recheck.entry_id)
        .join(
            Settlement,
            (Settlement.round_id == Recheck.round_id) & (Settlement.entry_id == Recheck.entry_id),
        )
        .outerjoin(RecheckResult, RecheckResult.recheck_id == Recheck.id)
        .where(Recheck.round_id == round_id, RecheckResult.id.is_(None))
    )
    return set(db.session.scalars(question))


def recheck_draws_of(round_id: int) -> list[RecheckDraw]:
    """The drawings of a round, oldest first."""
    question = select(RecheckDraw).where(RecheckDraw.round_id == round_id).order_by(RecheckDraw.id)
    return list(db.session.scalars(question))


def drawn_at_random(round_id: int) -> int:
    """How many entries of a round were drawn by lot."""
    question = select(func.count(Recheck.id)).where(
        Recheck.round_id == round_id, Recheck.reason == RecheckReason.RANDOM
    )
    return db.session.scalar(question) or 0


def _rows(round_id: int) -> Select[Recheck, str, RecheckResult]:
    return (
        select(Recheck, BlindCode.code, RecheckResult)
        .join(BlindCode, (BlindCode.round_id == Recheck.round_id) & (BlindCode.entry_id == Recheck.entry_id))
        .outerjoin(RecheckResult, RecheckResult.recheck_id == Recheck.id)
        .where(Recheck.round_id == round_id)
    )
