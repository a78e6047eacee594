"""A real database with made-up rows for a draw to be written into."""

import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from contest.assignment.models import Draw, DrawKind
from contest.assignment.rules import Measures, NearMisses, Plan
from contest.assignment.rules.columns import Ids
from contest.assignment.rules.reading import in_order
from contest.assignment.service.readings import write_readings
from contest.db import db, transaction
from contest.rehearsal.throwaway import throwaway

SEED = 7


@contextmanager
def prepared(entries: int, judges: int) -> Iterator[str]:
    """A migrated SQLite file with one round, so many entries with blind codes and so many accounts; its path."""
    with throwaway() as app:
        path = str(app.config["SQLALCHEMY_DATABASE_URI"]).removeprefix("sqlite:///")
        db.session.remove()
        db.engine.dispose()
        _fill(path, entries, judges)
        yield path


def write(_path: str, entries: Ids, judges: Ids) -> float:
    """Write the readings by the product's own way and commit. Returns the seconds."""
    started = time.perf_counter()
    order = in_order(entries, judges, seed=SEED)
    nothing = Measures(0, 0, 0, 0, 0, None, 0, 0)
    plan = Plan(entries[order], judges[order], {}, SEED, nothing, NearMisses())
    with transaction():
        draw = Draw(
            round_id=1, kind=DrawKind.MAIN, seed=SEED, recipe={}, made_at=datetime.now(UTC), made_by="bench"
        )
        db.session.add(draw)
        db.session.flush()
        write_readings(draw=draw, plan=plan)
    return time.perf_counter() - started


def _fill(path: str, entries: int, judges: int) -> None:
    """The rows that readings point at, with as little in them as the schema lets."""
    connection = sqlite3.connect(path)
    for pragma in ("foreign_keys=OFF", "ignore_check_constraints=ON", "synchronous=OFF"):
        connection.execute(f"PRAGMA {pragma}")
    codes = list(range(1, entries + 1))
    random.Random(SEED).shuffle(codes)
    _rows(connection, "contest", 1)
    _rows(connection, "round", 1, contest_id=lambda _: 1)
    _rows(connection, "account", judges)
    _rows(connection, "entry", entries, contest_id=lambda _: 1)
    _rows(connection, "blind_code", entries, round_id=lambda _: 1, entry_id=lambda n: codes[n])
    connection.commit()
    connection.close()


def _rows(connection: sqlite3.Connection, table: str, count: int, **known: Callable[[int], object]) -> None:
    columns = list(connection.execute(f"PRAGMA table_info({table})"))
    makers = [known.get(name) or _maker(kind, needed, key) for _, name, kind, needed, _, key in columns]
    marks = ", ".join("?" * len(columns))
    rows = (tuple(make(number) for make in makers) for number in range(count))
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def _maker(kind: str, needed: int, key: int) -> Callable[[int], object]:
    if key:
        return lambda number: number + 1
    if not needed:
        return lambda _: None
    if "CHAR" in kind or "TEXT" in kind:
        return lambda number: f"x{number}"
    if "DATE" in kind:
        return lambda _: "2026-01-01 00:00:00"
    return lambda number: number + 1
