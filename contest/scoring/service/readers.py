"""What a judge says of an entry besides its points."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, select

from contest.assignment.models import Assignment, Conflict, Draw, Recusal
from contest.assignment.queries import dealing_of
from contest.assignment.service import declare_conflict
from contest.charter.models import Round
from contest.db import db
from contest.errors.assignment import AheadClosed, ConflictTooLate
from contest.errors.scoring import NoteMissing, RoundLocked
from contest.people.models import Account
from contest.plumbing.audit import Actor, record
from contest.plumbing.vietnamese import clean
from contest.scoring.models import PutAside, ScoreSheet, SheetState, Suspicion, SuspicionKind
from contest.scoring.queries import sheet_of
from contest.scoring.service.writing import check_still_reading, hold_round


def decline_assignment(
    *, assignment: Assignment, judge: Account, reason: str, actor: Actor, at: datetime
) -> list[Round]:
    """The judge cannot read this entry: the conflict is kept and the assignment ends at once.

    So do the judge's open readings of the same entry in other rounds. Sheets that are handed in there, and
    rounds that are locked, stand.

    Returns  the other rounds in which a reading stands
    Raises   RoundLocked, ConflictTooLate while the sheet is handed in, NotFound when it has ended before
    """
    hold_round(assignment.round_id)
    check_still_reading(assignment)
    sheet = sheet_of(assignment.id)
    if sheet is not None and sheet.state == SheetState.HANDED_IN:
        raise ConflictTooLate
    kept = _finished(judge, assignment.entry_id, but=assignment.round_id)
    declare_conflict(
        judge=judge, entry_id=assignment.entry_id, reason=reason, actor=actor, at=at, kept=kept.keys()
    )
    return list(kept.values())


def declare_ahead(
    *, round_: Round, judge: Account, entry_ids: Collection[int], reason: str, actor: Actor, at: datetime
) -> int:
    """Before the draw a judge says which entries of a round they cannot read; no draw pairs them then.

    Open readings of the same entries in other rounds end; finished work stands.

    entry_ids  as the judge was shown them
    Returns    how many were declared
    Raises     AheadClosed, RoundLocked
    """
    held = hold_round(round_.id)
    if held.rules_frozen_at is not None or not dealing_of(held.id).declare_ahead:
        raise AheadClosed
    for entry_id in sorted(entry_ids):
        kept = _finished(judge, entry_id, but=held.id)
        declare_conflict(judge=judge, entry_id=entry_id, reason=reason, actor=actor, at=at, kept=kept.keys())
    return len(entry_ids)


def keep_apart(*, judge: Account, entry_id: int, reason: str, actor: Actor, at: datetime) -> Conflict:
    """Keep a judge and an entry apart in every round, unless that would undo finished work.

    Raises  RoundLocked while the judge reads the entry in a locked round, ConflictTooLate while a sheet is handed in
    """
    readings = db.session.execute(_readings(judge, entry_id)).all()
    for round_id in sorted({reading.round_id for reading in readings}):
        hold_round(round_id)
    finished = select(ScoreSheet.id).where(
        ScoreSheet.assignment_id.in_([reading.id for reading in readings]),
        ScoreSheet.state == SheetState.HANDED_IN,
    )
    if db.session.scalar(finished.limit(1)) is not None:
        raise ConflictTooLate
    return declare_conflict(judge=judge, entry_id=entry_id, reason=reason, actor=actor, at=at)


def _readings(judge: Account, entry_id: int) -> Select[int, int]:
    """The judge's standing, published readings of an entry in all rounds, with their rounds."""
    return (
        select(Assignment.id, Assignment.round_id)
        .join(Assignment.draw)
        .outerjoin(Recusal, Recusal.assignment_id == Assignment.id)
        .where(
            Assignment.judge_id == judge.id,
            Assignment.entry_id == entry_id,
            Draw.published_at.is_not(None),
            Recusal.id.is_(None),
        )
    )


def _finished(judge: Account, entry_id: int, *, but: int) -> dict[int, Round]:
    """Readings in rounds other than that one which are handed in or locked, with their rounds, each held."""
    kept = {}
    for id_, round_id in db.session.execute(_readings(judge, entry_id).order_by(Assignment.round_id)).all():
        if round_id == but:
            continue
        try:
            hold_round(round_id)
        except RoundLocked:
            kept[id_] = db.session.get_one(Round, round_id)
            continue
        sheet = sheet_of(id_)
        if sheet is not None and sheet.state == SheetState.HANDED_IN:
            kept[id_] = db.session.get_one(Round, round_id)
    return kept


def put_aside(*, assignment: Assignment, actor: Actor, at: datetime, since: datetime | None = None) -> None:
    """Read this entry later: it comes again after all the others, behind those put aside before it.

    since   when the judge did so, without network; what is told again changes nothing
    Raises  RoundLocked, NotFound when the assignment has ended
    """
    round_ = hold_round(assignment.round_id)
    check_still_reading(assignment)
    aside = db.session.scalar(select(PutAside).where(PutAside.assignment_id == assignment.id))
    moment = at if since is None else min(since, at)
    if aside is None:
        aside = PutAside(assignment_id=assignment.id)
        db.session.add(aside)
    elif aside.at >= moment:
        return
    aside.at = moment
    db.session.flush()
    record("assignment.put_aside", actor=actor, at=at, contest_id=round_.contest_id, subject=assignment)


def report_suspicion(*, assignment: Assignment, kind: SuspicionKind, note: str, at: datetime) -> Suspicion:
    """Tell the organizers that an entry looks copied, names its author or breaks the rules. Raises NoteMissing."""
    said = clean(note).strip()
    if not said:
        raise NoteMissing
    suspicion = Suspicion(assignment_id=assignment.id, kind=kind, note=said, reported_at=at)
    db.session.add(suspicion)
    db.session.flush()
    judge = db.session.scalars(select(Account).where(Account.id == assignment.judge_id)).one()
    contest_id = db.session.scalar(select(Round.contest_id).where(Round.id == assignment.round_id))
    record(
        "suspicion.reported",
        actor=judge.actor(),
        at=at,
        contest_id=contest_id,
        subject=suspicion,
        kind=kind,
    )
    return suspicion
