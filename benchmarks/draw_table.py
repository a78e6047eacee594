"""A real database with made-up rows for a draw to be written into."""

import random
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from contest.assignment.models import Draw, DrawKind
from contest.assignment.rules import JudgeAtHand, Measures, NearMisses, Plan, Problem
from contest.assignment.rules.columns import Entries, EntryKind, Ids, column
from contest.assignment.rules.reading import in_order
from contest.assignment.service.making import make_draw
from contest.assignment.service.readings import write_readings
from contest.charter.models import Round
from contest.db import PRAGMAS, db, transaction
from contest.plumbing.audit import Actor
from contest.rehearsal.throwaway import throwaway

SEED = 7
ROUND = {"id": 1, "contest_id": 1}


class _Undone(Exception):
    """What was written for practice goes."""


def make_empty(path: Path) -> None:
    """A migrated SQLite file at the path."""
    with throwaway() as app:
        made = _path_of(app.config["SQLALCHEMY_DATABASE_URI"])
        shutil.copy(made, path)


def fill(path: Path, entries: int, judges: int) -> None:
    """One round, so many entries with blind codes and so many accounts, with as little in them as the schema lets."""
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
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


@contextmanager
def opened(filled: Path) -> Iterator[Path]:
    """The product at work on a copy of a filled file; its path."""
    with throwaway(filled) as app:
        draw_all(Problem(_ENTRIES, [JudgeAtHand(1), JudgeAtHand(2)], 2), undone=True)
        yield _path_of(app.config["SQLALCHEMY_DATABASE_URI"])


_ENTRIES = Entries(column([1, 2, 3]), column([0, 0, 0]), (EntryKind(),))


def draw_all(problem: Problem, *, undone: bool = False) -> float:
    """Draw and commit by the product's own verb: solve, recipe, readings, log. Returns the seconds.

    undone  what is loaded once is loaded, and nothing stays
    """
    started, now = time.perf_counter(), datetime.now(UTC)
    with suppress(_Undone), transaction():
        make_draw(
            round_=Round(**ROUND),
            problem=problem,
            kind=DrawKind.MAIN,
            seed=SEED,
            actor=Actor(None, "bench"),
            at=now,
        )
        if undone:
            raise _Undone
    return time.perf_counter() - started


def write(entries: Ids, judges: Ids) -> float:
    """Write readings that another has found by the product's own way and commit. Returns the seconds."""
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


def write_bare(path: Path, entries: Ids, judges: Ids) -> float:
    """Write the pairs to a table of their own, index them by entry and by judge, commit. Returns the seconds."""
    connection = sqlite3.connect(path, isolation_level=None)
    for name, value in PRAGMAS.items():
        connection.execute(f"PRAGMA {name}={value}")
    started = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(
        "CREATE TABLE pair (id INTEGER PRIMARY KEY, entry INTEGER NOT NULL, judge INTEGER NOT NULL)"
    )
    pairs = zip(entries.tolist(), judges.tolist(), strict=True)
    connection.executemany("INSERT INTO pair (entry, judge) VALUES (?, ?)", pairs)
    connection.execute("CREATE UNIQUE INDEX pair_once ON pair (entry, judge)")
    connection.execute("CREATE INDEX pair_of_judge ON pair (judge)")
    connection.execute("COMMIT")
    took = time.perf_counter() - started
    connection.close()
    return took


def _path_of(uri: str) -> Path:
    return Path(uri.removeprefix("sqlite:///"))


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
