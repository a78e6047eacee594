"""The works from below that are in the register, for lists of the higher level."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from contest.charter.models import Category
from contest.db import db
from contest.entries.models import Entry, Figure, Manuscript, Withdrawal
from contest.nominations.models import Consigned, Consignment, Outcome
from contest.nominations.queries.consignments import IN_REGISTER
from contest.nominations.rules import said_at
from contest.plumbing.vietnamese import sort_key
from contest.units.models import Unit


@dataclass(frozen=True, slots=True)
class ReceivedWork:
    """One work that came from below and stands in the register.

    sender       the sending unit; level: the sender's own word for its level
    below        its receipt there
    rank, award  what the lower level made of it, as its newest package told, or nothing
    """

    entry_id: int
    receipt: str
    title: str
    category: str
    figure: str
    words: int
    sender: str
    level: str
    below: str
    rank: int | None
    award: str


def works_received(contest_id: int) -> list[ReceivedWork]:
    """Every such work that was not withdrawn, by sender in Vietnamese order, then in the order of its packages."""
    newest = (
        select(Manuscript.entry_id, func.max(Manuscript.version).label("newest"))
        .group_by(Manuscript.entry_id)
        .subquery()
    )
    question = (
        select(
            Consigned,
            Consignment.manifest,
            Entry,
            Manuscript.title,
            Manuscript.words,
            Category.name,
            Figure.name,
            Unit.name,
        )
        .join(Consignment, Consignment.id == Consigned.consignment_id)
        .join(Entry, Entry.id == Consigned.entry_id)
        .join(Unit, Unit.id == Consignment.unit_id)
        .join(Figure, Figure.entry_id == Entry.id)
        .join(newest, newest.c.entry_id == Entry.id)
        .join(
            Manuscript, (Manuscript.entry_id == newest.c.entry_id) & (Manuscript.version == newest.c.newest)
        )
        .join(Category, Category.id == Manuscript.category_id)
        .where(Consignment.contest_id == contest_id, Consigned.outcome == Outcome.TAKEN)
        .where(~select(Withdrawal.id).where(Withdrawal.entry_id == Entry.id).exists())
        .order_by(Consignment.number, Consigned.position)
    )
    works, results = [], _results(contest_id)
    for row, manifest, entry, title, words, category, figure, sender in db.session.execute(question):
        result = results.get(entry.id) or {}
        works.append(
            ReceivedWork(
                entry_id=entry.id,
                receipt=entry.receipt,
                title=title,
                category=category,
                figure=figure,
                words=words,
                sender=sender,
                level=manifest.get("sender", {}).get("level", ""),
                below=row.receipt,
                rank=result.get("rank"),
                award=result.get("award", ""),
            )
        )
    return sorted(works, key=lambda work: sort_key(work.sender))


def _results(contest_id: int) -> dict[int, dict[str, Any]]:
    """Entry id -> the newest result that its sender told."""
    question = (
        select(Consigned.entry_id, Consigned.said, Consignment.manifest, Consignment.received_at)
        .join(Consignment, Consignment.id == Consigned.consignment_id)
        .where(Consignment.contest_id == contest_id, Consigned.outcome.in_(IN_REGISTER))
        .order_by(Consignment.number, Consigned.position)
    )
    rows = [
        (said_at(datetime.fromisoformat(manifest["created_at"]), received_at), entry_id, said["result"])
        for entry_id, said, manifest, received_at in db.session.execute(question)
        if said.get("result")
    ]
    return {entry_id: result for _, entry_id, result in sorted(rows, key=lambda row: row[0])}
