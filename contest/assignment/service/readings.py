"""The readings of a plan written to the database: column by column, however many, without an object for each."""

from collections.abc import Iterator
from itertools import repeat
from typing import Any

import numpy as np
from sqlalchemy import Connection, Table, select

from contest.assignment.models import Assignment, Draw, DrawKind
from contest.assignment.rules import Plan
from contest.assignment.rules.columns import Ids, column
from contest.db import db
from contest.screening.models import BlindCode

MANY = 20_000
"""So many readings and SQLite's indexes are quicker built anew, in the same transaction, than kept row by row."""
CACHE_KB, USUAL_KB = 200_000, 2_000
"""SQLite's page cache while writing, and else."""
COLUMNS = ("draw_id", "round_id", "entry_id", "blind_code_id", "judge_id", "reading_order", "is_third")


def write_readings(*, draw: Draw, plan: Plan) -> int:
    """Write a plan's readings as assignments of a draw, judge by judge in their order. Returns how many.

    Numbers are given in that order, which is drawn: a number tells a judge nothing about its entry.

    Raises  KeyError for an entry that has no blind code in the round
    """
    rows = zip(
        repeat(draw.id),
        repeat(draw.round_id),
        plan.entries.tolist(),
        _codes(draw.round_id, plan.entries).tolist(),
        plan.judges.tolist(),
        _places(plan.judges).tolist(),
        repeat(draw.kind == DrawKind.THIRD),
        strict=False,
    )
    connection = db.session.connection()
    if connection.dialect.name == "postgresql":
        _copy(connection, rows)
    else:
        _insert(connection, rows, many=len(plan) > MANY)
    return len(plan)


def _codes(round_id: int, entries: Ids) -> Ids:
    """The blind code of each entry in the round."""
    found = db.session.execute(
        select(BlindCode.entry_id, BlindCode.id)
        .where(BlindCode.round_id == round_id)
        .order_by(BlindCode.entry_id)
    )
    table = np.array([tuple(row) for row in found], dtype=np.int64).reshape(-1, 2)
    places = np.searchsorted(table[:, 0], entries)
    known = np.append(table[:, 0], -1)[places] == entries
    if not known.all():
        raise KeyError(f"entry {entries[~known][0]} has no blind code in round {round_id}")
    return column(table[places, 1])


def _places(judges: Ids) -> Ids:
    """The place of each reading in its judge's order, from 1; judges stand together."""
    firsts = np.flatnonzero(np.diff(judges, prepend=-1))
    sizes = np.diff(firsts, append=len(judges))
    return column(np.arange(1, len(judges) + 1) - np.repeat(firsts, sizes))


def _insert(connection: Connection, rows: Iterator[tuple[Any, ...]], *, many: bool) -> None:
    """By the driver's own loop, which takes the rows one by one; for many the indexes are laid down afterwards."""
    table: Table = Assignment.__table__  # type: ignore[assignment]
    indexes = sorted(table.indexes, key=lambda index: str(index.name)) if many else []
    for index in indexes:
        index.drop(connection)
    cursor = connection.connection.cursor()
    try:
        cursor.execute(f"PRAGMA cache_size={-CACHE_KB}")
        marks = ", ".join("?" * len(COLUMNS))
        cursor.executemany(f"INSERT INTO assignment ({', '.join(COLUMNS)}) VALUES ({marks})", rows)  # type: ignore[arg-type]  # noqa: S608
    finally:
        cursor.execute(f"PRAGMA cache_size={-USUAL_KB}")
        cursor.close()
    for index in indexes:
        index.create(connection)


def _copy(connection: Connection, rows: Iterator[tuple[Any, ...]]) -> None:
    """By PostgreSQL's COPY."""
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY assignment ({', '.join(COLUMNS)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
