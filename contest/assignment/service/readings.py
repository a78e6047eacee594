"""The readings of a plan written to the database: column by column, however many, without an object for each."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from sqlalchemy import Connection, Table, func, select

from contest.assignment.models import Assignment, Draw, DrawKind
from contest.assignment.rules import Plan
from contest.assignment.rules.columns import Ids, column
from contest.db import db

MANY, SHARE = 1_000, 4
"""So many readings, and more than one in so many of the table's, and SQLite's indexes are quicker built anew, in the
same transaction, than kept row by row."""
CACHE_KB, USUAL_KB = 200_000, 2_000
"""SQLite's page cache while writing, and else."""
COLUMNS = "draw_id, round_id, is_third, entry_id, judge_id, reading_order"
"""Those that are the same for all readings of a draw first."""


def write_readings(*, draw: Draw, plan: Plan) -> int:
    """Write a plan's readings as assignments of a draw, judge by judge in their order. Returns how many.

    Numbers are given in that order, which is drawn: a number tells a judge nothing about its entry.

    Raises  the driver's IntegrityError for an entry that has no blind code in the round
    """
    rows = zip(plan.entries.tolist(), plan.judges.tolist(), _places(plan.judges).tolist(), strict=True)
    connection = db.session.connection()
    if connection.dialect.name == "postgresql":
        _copy(connection, draw, rows)
    else:
        with _room_to_write(connection), _indexes_laid_down(connection, len(plan)):
            _insert(connection, draw, rows)
    return len(plan)


def _places(judges: Ids) -> Ids:
    """The place of each reading in its judge's order, from 1; judges stand together."""
    firsts = np.flatnonzero(np.diff(judges, prepend=-1))
    sizes = np.diff(firsts, append=len(judges))
    return column(np.arange(1, len(judges) + 1) - np.repeat(firsts, sizes))


def _insert(connection: Connection, draw: Draw, rows: Iterator[tuple[int, ...]]) -> None:
    """By the driver's own loop, which takes the rows one by one."""
    same = f"{draw.id:d}, {draw.round_id:d}, {draw.kind == DrawKind.THIRD:d}"
    cursor = connection.connection.cursor()
    try:
        cursor.executemany(
            f"INSERT INTO assignment ({COLUMNS}) VALUES ({same}, ?, ?, ?)",  # noqa: S608
            rows,  # type: ignore[arg-type]
        )
    finally:
        cursor.close()


@contextmanager
def _room_to_write(connection: Connection) -> Iterator[None]:
    connection.exec_driver_sql(f"PRAGMA cache_size={-CACHE_KB}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size={-USUAL_KB}")


@contextmanager
def _indexes_laid_down(connection: Connection, count: int) -> Iterator[None]:
    """For many rows the table goes without its indexes, which are built anew afterwards."""
    table: Table = Assignment.__table__  # type: ignore[assignment]
    there = connection.scalar(select(func.max(Assignment.id))) or 0
    many = count > MANY and count * SHARE > there
    indexes = sorted(table.indexes, key=lambda index: str(index.name)) if many else []
    for index in indexes:
        index.drop(connection)
    yield
    for index in indexes:
        index.create(connection)


def _copy(connection: Connection, draw: Draw, rows: Iterator[tuple[int, ...]]) -> None:
    """By PostgreSQL's COPY."""
    same = (draw.id, draw.round_id, draw.kind == DrawKind.THIRD)
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY assignment ({COLUMNS}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(same + row)
