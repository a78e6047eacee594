"""Cases opened with the sheets they are about, and closed when those are no longer the ones that count."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert

from contest.charter.models import Round
from contest.db import db
from contest.plumbing.audit import Actor, record
from contest.scoring.models import Ending, SettlingCase
from contest.scoring.queries import Standing, open_cases
from contest.scoring.queries.standing import BY_MINUTES
from contest.scoring.rules import CaseKind
from contest.scoring.service.telling import tell_judges_of_cases


def open_cases_owed(round_: Round, found: Sequence[Standing], *, actor: Actor, at: datetime) -> int:
    """Open a case for each entry that its judges and the head have to settle and that has none, and tell the judges.

    Returns how many
    """
    standing = open_cases(round_.id)
    owed = [s for s in found if s.owed in BY_MINUTES and s.entry_id not in standing]
    if not owed:
        return 0
    rows = [case_row(round_, s, kind=s.case_kind, actor=actor, at=at) for s in owed]
    db.session.execute(insert(SettlingCase), rows)
    record("cases.opened", actor=actor, at=at, contest_id=round_.contest_id, subject=round_, count=len(owed))
    tell_judges_of_cases(round_, rows, actor=actor, at=at)
    return len(owed)


def void_changed_cases(
    round_: Round, found: Sequence[Standing], *, entry_id: int | None = None, actor: Actor, at: datetime
) -> int:
    """Close the open cases, or that of one entry, whose sheets no longer are those that count; returns how many."""
    counting = {s.entry_id: {(r.sheet_id, r.version) for r in s.handed_in} for s in found}
    changed = [
        case
        for case in open_cases(round_.id).values()
        if entry_id in {None, case.entry_id} and not case.is_of(counting.get(case.entry_id, ()))
    ]
    for case in changed:
        case.closed_at, case.closed_by, case.ending = at, actor.name, Ending.VOID
    db.session.flush()
    if changed:
        record(
            "cases.voided",
            actor=actor,
            at=at,
            contest_id=round_.contest_id,
            subject=round_,
            count=len(changed),
        )
    return len(changed)


def case_row(
    round_: Round, standing: Standing, *, kind: CaseKind, actor: Actor, at: datetime
) -> dict[str, Any]:
    """A new case's row, about the sheets that count now."""
    return {
        "round_id": round_.id,
        "entry_id": standing.entry_id,
        "kind": kind,
        "sheets": [
            {"judge": r.judge_id, "sheet": r.sheet_id, "version": r.version, "total": str(r.total)}
            for r in standing.handed_in
        ],
        "opened_at": at,
        "opened_by": actor.name,
        "closed_at": None,
        "closed_by": "",
        "ending": None,
    }
