"""States that many tests begin from: reached once a process by the verbs, put back from a copy after that."""

import atexit
import hashlib
import pickle
import shutil
import tempfile
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

from flask import current_app
from sqlalchemy import make_url

from contest.db import db

P = ParamSpec("P")
T = TypeVar("T")
SHELF = Path(tempfile.mkdtemp(prefix="states-"))
atexit.register(shutil.rmtree, SHELF, ignore_errors=True)


def remembered(way: Callable[P, T]) -> Callable[P, T]:
    """The same way to a state, gone only once from any one database with the same words.

    What it takes and gives must pickle. The key is the database itself, byte for byte, so a test that
    has changed anything beforehand goes the way on foot. So does one on PostgreSQL, and one with rows not yet written.
    """

    @wraps(way)
    def walk(*words: P.args, **named: P.kwargs) -> T:
        if db.engine.dialect.name != "sqlite" or db.session.new or db.session.dirty or db.session.deleted:
            return way(*words, **named)
        key = hashlib.sha256(
            pickle.dumps((way.__qualname__, words, named)) + at_rest().read_bytes()
        ).hexdigest()
        kept = SHELF / key
        if kept.exists():
            put_back(kept)
            return pickle.loads((kept / "given").read_bytes())
        given = way(*words, **named)
        keep(kept, given)
        return given

    return walk


def at_rest() -> Path:
    """The database's file with nothing beside it: the last connection to close writes the log into it."""
    db.session.rollback()
    db.engine.dispose()
    file = Path(str(make_url(current_app.config["SQLALCHEMY_DATABASE_URI"]).database))
    assert not file.with_name(f"{file.name}-wal").exists(), "another connection holds the database open"
    return file


def keep(kept: Path, given: object) -> None:
    """Lay a copy of the state on the shelf."""
    file = at_rest()
    shutil.copytree(current_app.config["UPLOADS"], kept / "uploads")
    shutil.copy(file, kept / "database")
    (kept / "given").write_bytes(pickle.dumps(given))


def put_back(kept: Path) -> None:
    """Make this application's database and files what they were then."""
    shutil.copy(kept / "database", at_rest())
    shutil.copytree(kept / "uploads", current_app.config["UPLOADS"], dirs_exist_ok=True)
