"""Second looks: drawn by lot and from the top, noted by the head, who reads without knowing the mark."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import insert, select

from contest.charter.models import Round
from contest.charter.rules import CutKind
from contest.db import db
from contest.errors.settling import (
    AlreadyRechecked,
    NothingToRecheck,
    OwnRecheck,
    RecheckTooEarly,
)
from contest.people.models import Account
from contest.plumbing.audit import Actor, record
from contest.scoring.models import Recheck, RecheckDraw, RecheckResult, SettlingCase
from contest.scoring.queries import (
    drawn_at_random,
    entries_not_to_look_at,
    entries_settled_by,
    rechecks_of,
    standings,
)
from contest.scoring.rules import CaseKind, choose_rechecks, differs
from contest.scoring.service.agreeing import check_mark, said_in
from contest.scoring.service.marks import drop_settlement, replace_agreement
from contest.scoring.service.opening import case_row, void_changed_cases
from contest.scoring.service.telling import tell_judges_of_cases
from contest.scoring.service.writing import hold_round


def top_of(round_: Round) -> int:
    """How many of the top get a second look: as the round says, else those that its cut would take."""
    if round_.recheck_top is not None:
        return round_.recheck_top
    return (round_.cut_top or 0) if round_.cut_kind == CutKind.TOP else 0


def draw_rechecks(*, round_: Round, seed: int, actor: Actor, at: datetime) -> RecheckDraw:
    """Choose the entries that get a second look, besides those chosen before; what was chosen stays.

    Raises  RoundLocked, NothingToRecheck when no entry has its mark, or none is to be added
    """
    held = hold_round(round_.id, alone=True)
    marks = {s.entry_id: s.mark for s in standings(held) if s.mark is not None}
    drawn = {row.recheck.entry_id for row in rechecks_of(held.id)}
    chosen = choose_rechecks(
        marks,
        drawn=drawn,
        random_drawn=drawn_at_random(held.id),
        percent=held.recheck_percent,
        top=top_of(held),
        seed=seed,
    )
    if not chosen:
        raise NothingToRecheck
    recipe = {
        "percent": held.recheck_percent,
        "top": top_of(held),
        "entries": len(marks),
        "drawn_before": sorted(drawn),
        "marks": {str(entry): str(mark) for entry, mark in sorted(marks.items())},
    }
    draw = RecheckDraw(round_id=held.id, seed=seed, recipe=recipe, made_at=at, made_by=actor.name)
    db.session.add(draw)
    db.session.flush()
    db.session.execute(
        insert(Recheck),
        [
            {"draw_id": draw.id, "round_id": held.id, "entry_id": entry, "reason": reason}
            for entry, reason in sorted(chosen.items())
        ],
    )
    record(
        "rechecks.drawn",
        actor=actor,
        at=at,
        contest_id=held.contest_id,
        subject=held,
        seed=seed,
        count=len(chosen),
    )
    return draw


def note_recheck(*, recheck: Recheck, by: Account, mark: Decimal, remark: str, at: datetime) -> RecheckResult:
    """Note the mark of a second look; when it differs by the band or more, the entry is settled anew in a case.

    Raises  RoundLocked, OwnRecheck for whoever reads the entry, settled it, was taken off it or has a conflict
            with it, RecheckTooEarly while the entry has no mark, AlreadyRechecked, MarkUnfit, CaseRemarkTooLong
    """
    held = hold_round(recheck.round_id, alone=True)
    if db.session.scalar(select(RecheckResult.id).where(RecheckResult.recheck_id == recheck.id)) is not None:
        raise AlreadyRechecked
    entry = recheck.entry_id
    if entry in entries_not_to_look_at(by.id, held.id, [entry]) | entries_settled_by(by.id, held.id):
        raise OwnRecheck
    found = standings(held, entry_id=entry)
    if not found or found[0].mark is None:
        raise RecheckTooEarly
    check_mark(held, mark)
    said = said_in(remark)
    standing, against = found[0], found[0].mark
    result = RecheckResult(
        recheck_id=recheck.id,
        account_id=by.id,
        mark=mark,
        against=against,
        reopened=differs(mark, against, band=held.band_agree),
        remark=said,
        checked_at=at,
        checked_by=by.name,
    )
    db.session.add(result)
    void_changed_cases(held, found, entry_id=standing.entry_id, actor=by.actor(), at=at)
    if result.reopened:
        replace_agreement(held.id, standing.entry_id, at=at)
        drop_settlement(held.id, standing.entry_id)
        row = case_row(held, standing, kind=CaseKind.RECHECK, actor=by.actor(), at=at)
        db.session.add(SettlingCase(**row))
        tell_judges_of_cases(held, [row], actor=by.actor(), at=at)
    db.session.flush()
    record(
        "recheck.noted",
        actor=by.actor(),
        at=at,
        contest_id=held.contest_id,
        subject=recheck,
        mark=mark,
        against=against,
        reopened=result.reopened,
    )
    return result
