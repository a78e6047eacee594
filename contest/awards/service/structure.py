"""Set the prizes of a contest and what its charter says about giving them."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import select

from contest.awards.models import Award, AwardOmission, AwardTerms, Prize, PrizeDeparture
from contest.awards.queries import decisions_of, prizes_of, said_of, terms_of
from contest.awards.rules import PrizeKind, PrizeSaid, Terms, prizes_unfit, terms_unfit
from contest.charter.models import Contest
from contest.charter.rules import key_of
from contest.charter.service.amending import note
from contest.db import db
from contest.entries.service import lock_register
from contest.errors import N_
from contest.errors.awards import AwardReasonMissing, PrizeInUse, PrizeUnfit
from contest.plumbing.audit import Actor, record
from contest.plumbing.vietnamese import clean

WHY_CHANGED = N_("đã có quyết định trao giải nên mỗi thay đổi cần một lý do")


def set_prizes(
    *, contest: Contest, prizes: Sequence[PrizeSaid], notice: str = "", actor: Actor, at: datetime
) -> None:
    """Set all prizes, in order: kept by their key, added with an empty one, dropped when absent.

    Once the contest is announced the change is an amendment that everybody may read; once prizes were decided it
    needs a reason in any case. What was decided stays as it was decided.

    Raises  PrizeUnfit, PrizeInUse, NoticeMissing, AwardReasonMissing
    """
    lock_register(contest.id)
    unfit = prizes_unfit(prizes)
    if unfit is not None:
        raise PrizeUnfit(field=unfit[0], why=unfit[1])
    rows = prizes_of(contest.id)
    before = [_told(said_of(row)) for row in rows]
    standing, used = {row.key: row for row in rows}, _in_use(contest.id)
    taken = set(standing)
    fresh: list[Prize] = []
    for position, said in enumerate(prizes, start=1):
        row = standing.pop(said.key, None)
        if row is None:
            key = said.key if said.key and said.key not in taken else key_of(said.name, taken)
            taken.add(key)
            row = Prize(contest_id=contest.id, key=key)
        elif row.kind != said.kind and row.id in used:
            raise PrizeInUse(name=row.name)
        row.name, row.kind, row.position = clean(said.name).strip(), said.kind, position
        row.places, row.money, row.least_mark = said.places, said.money, said.least_mark
        fresh.append(row)
    for gone in standing.values():
        if gone.id in used:
            raise PrizeInUse(name=gone.name)
    order = list(PrizeKind)
    in_order = sorted(fresh, key=lambda row: (order.index(row.kind), row.position))
    after = [_told(said_of(row)) for row in in_order]
    if after == before:
        return
    _explained(contest, {"prizes": [before, after]}, notice, actor, at)
    for gone in standing.values():
        db.session.delete(gone)
    db.session.add_all(fresh)
    db.session.flush()
    record(
        "prizes.set",
        actor=actor,
        at=at,
        contest_id=contest.id,
        subject=contest,
        changes={"prizes": [before, after]},
        reason=clean(notice).strip(),
    )


def set_award_terms(*, contest: Contest, terms: Terms, notice: str = "", actor: Actor, at: datetime) -> None:
    """Set what the charter says about awards; unchanged terms are ignored.

    Raises  PrizeUnfit, NoticeMissing, AwardReasonMissing
    """
    lock_register(contest.id)
    before = asdict(terms_of(contest.id))
    changes = {
        column: [before[column], value] for column, value in asdict(terms).items() if before[column] != value
    }
    if not changes:
        return
    unfit = terms_unfit(terms)
    if unfit is not None:
        raise PrizeUnfit(field=unfit[0], why=unfit[1])
    _explained(contest, changes, notice, actor, at)
    row = db.session.scalar(select(AwardTerms).where(AwardTerms.contest_id == contest.id))
    if row is None:
        row = AwardTerms(contest_id=contest.id)
        db.session.add(row)
    for column, value in asdict(terms).items():
        setattr(row, column, value)
    db.session.flush()
    record(
        "award_terms.set",
        actor=actor,
        at=at,
        contest_id=contest.id,
        subject=contest,
        changes=changes,
        reason=clean(notice).strip(),
    )


def _explained(contest: Contest, changes: dict[str, Any], notice: str, actor: Actor, at: datetime) -> None:
    """Keep a public change as an amendment; after a decision ask for a reason in any case."""
    note(contest, changes, notice, actor, at)
    if not clean(notice).strip() and decisions_of(contest.id):
        raise AwardReasonMissing(what=WHY_CHANGED)


def _in_use(contest_id: int) -> set[int]:
    """Ids of the prizes that a decision speaks of."""
    ids = select(Prize.id).where(Prize.contest_id == contest_id)
    return {
        prize_id
        for column in (Award.prize_id, PrizeDeparture.prize_id, AwardOmission.prize_id)
        for prize_id in db.session.scalars(select(column).where(column.in_(ids)).distinct())
    }


def _told(said: PrizeSaid) -> list[object]:
    least = None if said.least_mark is None else str(said.least_mark)
    return [said.name, said.kind.value, said.places, said.money, least]
