"""From sheets to marks: settle what the rules settle, draw third readers, agree on the rest in minutes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, insert, update

from contest.assignment.service import draw_third_readers
from contest.charter.models import Round
from contest.db import db
from contest.errors.assignment import NoDrawPossible
from contest.errors.scoring import MarkUnfit, MinutesMissing, NothingToAgree
from contest.plumbing.audit import Actor, record
from contest.plumbing.vietnamese import clean
from contest.scoring.models import Agreement, Settlement
from contest.scoring.queries import Standing, criteria_of, settlements, standings
from contest.scoring.queries.standing import BY_MINUTES
from contest.scoring.rules import Outcome, round_points, scale
from contest.scoring.service.writing import hold_round

BATCH = 500


@dataclass(frozen=True, slots=True)
class SettleReport:
    """What a settling came to, in entries.

    settled        marks that stand now
    minutes        two judges differ, and minutes are owed
    third_drawn    third readers just drawn
    panel          three judges differ too much, and a panel is owed
    waiting        sheets are owed, those of third readers included
    third_refused  why third readers could not be drawn, if so
    """

    settled: int
    minutes: int
    third_drawn: int
    panel: int
    waiting: int
    third_refused: NoDrawPossible | None = None


def settle_round(*, round_: Round, seed: int, actor: Actor, at: datetime) -> SettleReport:
    """Settle every entry that the rules settle, and draw a third reader for each that needs one.

    What cannot be drawn is reported, and the rest is settled all the same. Run again with nothing new,
    it changes nothing.

    seed    of the draw of third readers
    Raises  RoundLocked
    """
    held = hold_round(round_.id, alone=True)
    found = standings(held)
    owed = [s.entry_id for s in found if s.verdict.outcome == Outcome.THIRD and not s.waits]
    drawn, refused = 0, None
    try:
        draw = draw_third_readers(round_=held, entry_ids=owed, seed=seed, actor=actor, at=at)
        drawn = len(owed) if draw is not None else 0
    except NoDrawPossible as no_draw:
        refused = no_draw
    settled = write_settlements(held, found, at=at)
    counts = Counter(s.verdict.outcome for s in found if s.mark is None)
    report = SettleReport(
        settled=settled,
        minutes=counts[Outcome.MINUTES],
        third_drawn=drawn,
        panel=counts[Outcome.PANEL],
        waiting=counts[Outcome.WAITING] + counts[Outcome.THIRD],
        third_refused=refused,
    )
    record(
        "round.settled",
        actor=actor,
        at=at,
        contest_id=held.contest_id,
        subject=held,
        settled=report.settled,
        minutes=report.minutes,
        third_drawn=report.third_drawn,
        panel=report.panel,
        waiting=report.waiting,
    )
    return report


def agree_mark(
    *, round_: Round, entry_id: int, mark: Decimal, minutes: str, actor: Actor, at: datetime
) -> Agreement:
    """Keep the mark that minutes give an entry whose judges differ; the judges' own sheets stay as they are.

    An earlier agreement is replaced and kept.
    Raises  RoundLocked, NothingToAgree, MinutesMissing, MarkUnfit
    """
    held = hold_round(round_.id, alone=True)
    found = standings(held, entry_id=entry_id)
    if not found or found[0].verdict.outcome not in BY_MINUTES:
        raise NothingToAgree
    said = clean(minutes).strip()
    if not said:
        raise MinutesMissing
    most = scale(criteria_of(held))
    if not mark.is_finite() or not 0 <= mark <= most or round_points(mark) != mark:
        raise MarkUnfit(most=f"{most:f}".rstrip("0").rstrip("."))
    db.session.execute(
        update(Agreement)
        .where(Agreement.round_id == held.id, Agreement.entry_id == entry_id, Agreement.replaced_at.is_(None))
        .values(replaced_at=at)
    )
    agreement = Agreement(
        round_id=held.id,
        entry_id=entry_id,
        mark=mark,
        minutes=said,
        decided_at=at,
        decided_by=actor.name,
        replaced_at=None,
    )
    db.session.add(agreement)
    db.session.flush()
    db.session.execute(
        delete(Settlement).where(Settlement.round_id == held.id, Settlement.entry_id == entry_id)
    )
    db.session.execute(insert(Settlement), [_row(held, standings(held, entry_id=entry_id)[0], at)])
    record("mark.agreed", actor=actor, at=at, contest_id=held.contest_id, subject=agreement, mark=mark)
    return agreement


def write_settlements(round_: Round, found: Iterable[Standing], *, at: datetime) -> int:
    """Make the settlement rows say what stands, touching only those that differ; returns how many stand."""
    standing = settlements(round_.id)
    rows = {s.entry_id: _row(round_, s, at) for s in found if s.mark is not None}
    fresh = [row for entry, row in rows.items() if entry not in standing]
    changed = [
        {**row, "id": standing[entry].id}
        for entry, row in rows.items()
        if entry in standing and not _says(standing[entry], row)
    ]
    gone = [settled.id for entry, settled in standing.items() if entry not in rows]
    for place in range(0, len(gone), BATCH):
        db.session.execute(delete(Settlement).where(Settlement.id.in_(gone[place : place + BATCH])))
    if fresh:
        db.session.execute(insert(Settlement), fresh)
    if changed:
        db.session.execute(update(Settlement), changed)
    return len(rows)


def _row(round_: Round, standing: Standing, at: datetime) -> dict[str, Any]:
    return {
        "round_id": round_.id,
        "entry_id": standing.entry_id,
        "mark": standing.mark,
        "outcome": standing.verdict.outcome,
        "difference": standing.verdict.difference,
        "sheets": [
            {"sheet": reading.sheet_id, "version": reading.version, "total": str(reading.total)}
            for reading in standing.handed_in
        ],
        "settled_at": at,
    }


def _says(settled: Settlement, row: dict[str, Any]) -> bool:
    return all(getattr(settled, name) == row[name] for name in ("mark", "outcome", "difference", "sheets"))
