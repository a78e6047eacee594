"""The settlement rows: what each entry's mark is, and from which sheets."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, update

from contest.charter.models import Round
from contest.db import db
from contest.scoring.models import Agreement, Settlement
from contest.scoring.queries import Standing, settlements

BATCH = 500


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


def rewrite_settlement(round_: Round, standing: Standing, *, at: datetime) -> None:
    """The same for one entry that has its mark."""
    drop_settlement(round_.id, standing.entry_id)
    db.session.execute(insert(Settlement), [_row(round_, standing, at)])


def drop_settlement(round_id: int, entry_id: int) -> None:
    """The entry has no mark for now."""
    db.session.execute(
        delete(Settlement).where(Settlement.round_id == round_id, Settlement.entry_id == entry_id)
    )


def replace_agreement(round_id: int, entry_id: int, *, at: datetime) -> None:
    """What was agreed of an entry no longer speaks of it; the row stays."""
    db.session.execute(
        update(Agreement)
        .where(
            Agreement.round_id == round_id, Agreement.entry_id == entry_id, Agreement.replaced_at.is_(None)
        )
        .values(replaced_at=at)
    )


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
