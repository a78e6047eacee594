"""The joint trial: drawn, opened to the jury, marked by each alone, then shown as a spread."""

from collections.abc import Collection, Mapping
from datetime import datetime
from decimal import Decimal
from random import Random
from typing import Final

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from contest.charter.models import Round
from contest.db import db
from contest.errors import Stale
from contest.errors.scoring import AlreadyHandedIn, NothingMarked, TooFewForTrial, TrialOver, TrialStands
from contest.people.models import Account
from contest.plumbing.audit import Actor, record
from contest.scoring.models import Trial, TrialEntry, TrialSheet
from contest.scoring.queries import criteria_of, entries_for_trial, trial_of, trial_spreads
from contest.scoring.queries.trials import TrialRow
from contest.scoring.service.readers import keep_apart
from contest.scoring.service.writing import content_of, hold_round

MOST: Final = 20


def draw_trial(
    *, round_: Round, entry_ids: Collection[int], count: int, seed: int, actor: Actor, at: datetime
) -> Trial:
    """Draw the entries that the whole jury marks first; judges see nothing yet, and drawing again is free.

    entry_ids  the round's entries; of these, only such as every judge may read are drawn
    count      1 to 20
    seed       the same seed draws the same entries from the same contest
    Raises     RoundLocked, TrialStands once it is opened, TooFewForTrial
    """
    held = hold_round(round_.id, alone=True)
    before = trial_of(held.id)
    if before is not None and before.opened_at is not None:
        raise TrialStands
    fit = sorted(entries_for_trial(held, entry_ids))
    if not 1 <= count <= min(len(fit), MOST):
        raise TooFewForTrial(have=min(len(fit), MOST))
    if before is not None:
        for entry in before.entries:
            db.session.delete(entry)
        db.session.flush()
        db.session.delete(before)
        db.session.flush()
    chosen = Random(seed).sample(fit, count)
    trial = Trial(round_id=held.id, seed=seed, made_at=at, made_by=actor.name, opened_at=None, shown_at=None)
    trial.entries = [
        TrialEntry(entry_id=entry, number=number) for number, entry in enumerate(chosen, start=1)
    ]
    db.session.add(trial)
    db.session.flush()
    record(
        "trial.drawn", actor=actor, at=at, contest_id=held.contest_id, subject=held, seed=seed, count=count
    )
    return trial


def open_trial(*, trial: Trial, actor: Actor, at: datetime) -> None:
    """Let the jury read and mark the trial's entries; a second time changes nothing. Raises RoundLocked."""
    held = hold_round(trial.round_id, alone=True)
    db.session.refresh(trial)
    if trial.opened_at is not None:
        return
    trial.opened_at, trial.opened_by = at, actor.name
    db.session.flush()
    record("trial.opened", actor=actor, at=at, contest_id=held.contest_id, subject=held)


def mark_trial(
    *,
    row: TrialRow,
    judge: Account,
    points: Mapping[str, str | Decimal],
    remark: str,
    version: int | None,
    hand_in: bool,
    actor: Actor,
    at: datetime,
) -> TrialSheet:
    """Keep what a judge thinks of one entry of the trial; handed in, it enters the spread and is not changed.

    points   criterion key -> points, as typed or as Decimal; all of them when handing in
    version  the version the judge saw; None for a sheet never saved before
    Raises   RoundLocked, TrialOver, AlreadyHandedIn, Stale, PointsUnfit, PointsIncomplete, RemarkTooLong
    """
    trial = db.session.get_one(Trial, row.entry.trial_id)
    held = hold_round(trial.round_id)
    db.session.refresh(trial)
    if trial.shown_at is not None:
        raise TrialOver
    content = content_of(held, points, remark, complete=hand_in)
    sheet = row.sheet
    if sheet is not None:
        db.session.refresh(sheet)
        same = sheet.points == content.points and sheet.remark == content.remark
        if same and (sheet.handed_in_at is not None or not hand_in):
            return sheet
        if sheet.handed_in_at is not None:
            raise AlreadyHandedIn
        if sheet.version != version and not same:
            raise Stale
    else:
        sheet = TrialSheet(trial_entry_id=row.entry.id, judge_id=judge.id, version=0)
    sheet.version += 1
    sheet.points, sheet.remark, sheet.total = content.points, content.remark, content.total
    sheet.saved_at, sheet.handed_in_at = at, at if hand_in else None
    try:
        with db.session.begin_nested():
            db.session.add(sheet)
            db.session.flush()
    except (IntegrityError, StaleDataError) as other_came_first:
        raise Stale from other_came_first
    if hand_in:
        record("trial_sheet.handed_in", actor=actor, at=at, contest_id=held.contest_id, subject=sheet)
    return sheet


def decline_trial_entry(*, row: TrialRow, judge: Account, actor: Actor, at: datetime) -> None:
    """The judge cannot read this entry: the conflict is kept for every round, and the entry leaves their trial.

    Raises  RoundLocked, TrialOver, AlreadyHandedIn, ConflictTooLate when a sheet of a round is handed in
    """
    trial = db.session.get_one(Trial, row.entry.trial_id)
    hold_round(trial.round_id)
    db.session.refresh(trial)
    if trial.shown_at is not None:
        raise TrialOver
    if row.sheet is not None:
        db.session.refresh(row.sheet)
        if row.sheet.handed_in_at is not None:
            raise AlreadyHandedIn
    keep_apart(judge=judge, entry_id=row.entry.entry_id, reason="", actor=actor, at=at)


def show_trial(*, trial: Trial, actor: Actor, at: datetime) -> None:
    """Show the jury how far its marks lie apart; sheets are closed from then on. A second time changes nothing.

    Raises  NothingMarked while nobody has handed in
    """
    held = hold_round(trial.round_id, alone=True)
    db.session.refresh(trial)
    if trial.shown_at is not None:
        return
    if not any(one.whole for one in trial_spreads(trial, criteria_of(held))):
        raise NothingMarked
    trial.shown_at, trial.shown_by = at, actor.name
    db.session.flush()
    record("trial.shown", actor=actor, at=at, contest_id=held.contest_id, subject=held)
