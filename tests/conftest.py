"""What every test may ask for: an application on a fresh database, a browser without memory, the cast."""

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from flask import Flask, g, has_app_context
from flask.testing import FlaskClient
from flask_migrate import upgrade
from hypothesis import settings as examples
from sqlalchemy import event, make_url
from werkzeug.test import TestResponse

import config
from contest.app import create_app
from contest.db import db, transaction
from contest.errors import Refusal
from contest.plumbing.jobs import Jobs
from contest.plumbing.storage import LocalStorage
from contest.web.limits import limiter
from tests import postgres
from tests.cast import Cast

examples.load_profile("ci")  # the same examples everywhere, and no deadline that a busy machine misses

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
"""The tests' moment: 23 November 2026, 12:00 in Hanoi; the cast's contest is open."""

LONGEST = (
    "tests/journeys/test_every_page.py",
    "tests/house/test_forms.py",
    "tests/house/test_crawl.py",
    "tests/rehearsal/test_rehearse.py",
    "tests/nominations/test_packing.py",
)
"""Files of more than a minute: they come first, or the last of them runs alone while the other process waits."""


def settings_for(folder: Path) -> dict[str, object]:
    """Settings of one test application: everything in its own folder, nothing in the background."""
    for name in ("instance", "uploads"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    return {
        "TESTING": True,
        "SECRET_KEY": "a key that only the tests know, long enough",
        "INSTANCE": str(folder / "instance"),
        "UPLOADS": str(folder / "uploads"),
        "SQLALCHEMY_DATABASE_URI": f"sqlite:///{folder / 'instance' / 'contest.sqlite'}",
        "WTF_CSRF_ENABLED": False,
        "RATELIMIT_ENABLED": False,
        "DISK_RESERVE": 0,
        "JOBS": "off",
        "PRODUCTION": False,
        "BASE_URL": "http://localhost",
    }


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--database postgresql`` runs the same tests on a real PostgreSQL server."""
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The longest files first; on PostgreSQL only what asks a database, and does not speak of SQLite alone."""
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.nodeid.partition("::")[0], len(places)))
    if config.getoption("database") == "postgresql":
        items[:] = [
            item
            for item in items
            if "schema" in getattr(item, "fixturenames", ())
            and item.get_closest_marker("sqlite_only") is None
        ]


@dataclass(frozen=True, slots=True)
class Schema:
    """Where fresh databases come from: a SQLite file or a PostgreSQL template, made once by the migrations."""

    sqlite: Path | None = None
    postgres: str | None = None

    @contextmanager
    def fresh(self, folder: Path) -> Iterator[str]:
        """A database of its own with the schema and nothing else; its address."""
        if self.sqlite is not None:
            shutil.copy(self.sqlite, folder / "instance" / "contest.sqlite")
            yield f"sqlite:///{folder / 'instance' / 'contest.sqlite'}"
            return
        assert self.postgres is not None
        name = f"t_{secrets.token_hex(8)}"
        with postgres.administered(self.postgres) as server:
            server.execute(f'CREATE DATABASE "{name}" TEMPLATE schema_of_the_house STRATEGY FILE_COPY')
            try:
                yield self.postgres.replace("/postgres?", f"/{name}?")
            finally:
                server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def migrate(folder: Path, address: str) -> None:
    """Bring an empty database to the newest schema, as an installation does."""
    app = create_app({**settings_for(folder), "SQLALCHEMY_DATABASE_URI": address})
    with app.app_context():
        upgrade()
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def schema(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Schema]:
    """The schema on SQLite, or on PostgreSQL with ``--database postgresql``."""
    folder = tmp_path_factory.mktemp("schema")
    if pytestconfig.getoption("database") == "sqlite":
        (folder / "instance").mkdir()
        migrate(folder, f"sqlite:///{folder / 'instance' / 'contest.sqlite'}")
        yield Schema(sqlite=folder / "instance" / "contest.sqlite")
        return
    if postgres.binaries() is None and os.environ.get("REQUIRE_POSTGRES") != "1":
        pytest.skip(postgres.HOW_TO_GET_IT)
    with postgres.cluster() as address:
        with postgres.administered(address) as server:
            server.execute("CREATE DATABASE schema_of_the_house")
        migrate(folder, address.replace("/postgres?", "/schema_of_the_house?"))
        yield Schema(postgres=address)


@dataclass(slots=True)
class Reused:
    """One application for all tests of a process, moved to a folder and a database of its own for each.

    Building it, and turning its questions into SQL for the first time, costs more than most tests do.
    """

    app: Flask
    address: str = ""

    @contextmanager
    def at(self, folder: Path, address: str) -> Iterator[Flask]:
        """The application as if made for this folder and database; nothing of the test stays in it."""
        fresh = config.load() | settings_for(folder) | {"SQLALCHEMY_DATABASE_URI": address}
        before = dict(self.app.config)
        self.app.config.update(fresh)
        self.app.extensions["storage"] = LocalStorage(Path(str(fresh["UPLOADS"])), reserve=0)
        Jobs().init_app(self.app)
        # whichever application was made last has set this for all of them
        limiter.enabled = bool(fresh["RATELIMIT_ENABLED"])
        self.address = address
        try:
            yield self.app
        finally:
            with self.app.app_context():
                db.session.remove()
                db.engine.dispose()
            self.app.config.clear()
            self.app.config.update(before)

    def connect(self, _dialect: object, _record: object, cargs: list[Any], cparams: dict[str, Any]) -> None:
        """Lead a new connection to the database of the test that runs."""
        where = make_url(self.address)
        if where.get_backend_name() == "sqlite":
            cargs[0] = str(where.database)
        else:
            cparams["dbname"] = where.database


@pytest.fixture(scope="session")
def reused(schema: Schema, tmp_path_factory: pytest.TempPathFactory) -> Reused:
    """The application that tests share, made once in each process."""
    folder = tmp_path_factory.mktemp("reused")
    settings = settings_for(folder)
    if schema.postgres is not None:
        address = schema.postgres.replace("/postgres?", "/schema_of_the_house?")
    else:
        address = f"sqlite:///{schema.sqlite}"
    made = Reused(create_app({**settings, "SQLALCHEMY_DATABASE_URI": address}))
    with made.app.app_context():
        event.listen(db.engine, "do_connect", made.connect)
    return made


@pytest.fixture
def app(tmp_path: Path, schema: Schema, reused: Reused) -> Iterator[Flask]:
    """An application on a fresh database."""
    settings_for(tmp_path)
    with schema.fresh(tmp_path) as address, reused.at(tmp_path, address) as made:
        yield made


@pytest.fixture
def house(app: Flask) -> Iterator[Flask]:
    """The application with its context open, for tests that call verbs and questions directly."""
    with app.app_context():
        yield app


@pytest.fixture
def cast(app: Flask) -> Cast:
    """The fixed cast: contests, units and people (tests/cast.py)."""
    with app.app_context():
        return Cast.enter(at=NOON)


@pytest.fixture
def at_once(app: Flask) -> Callable[..., list[str]]:
    """``at_once(act, act)``: each in a transaction of its own, begun together; the refusals they met, by code."""

    def all_together(*acts: Callable[[], object]) -> list[str]:
        db.session.rollback()
        ready = Barrier(len(acts))

        def run(act: Callable[[], object]) -> str:
            with app.app_context():
                try:
                    ready.wait(timeout=60)
                    with transaction():
                        act()
                except Refusal as refusal:
                    return refusal.code
                finally:
                    db.session.remove()
            return ""

        with ThreadPoolExecutor(len(acts)) as people:
            told = [done.result(timeout=120) for done in [people.submit(run, act) for act in acts]]
        db.session.expire_all()
        return [code for code in told if code]

    return all_together


class Browser(FlaskClient):
    """A browser that forgets between visits what a test's open application context would remember.

    Flask's client runs a visit inside the context the test has pushed, and there Flask-Login keeps the
    user, Babel the language and the session what it read at the visit before.
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Visit with nothing remembered."""
        if has_app_context():
            for name in list(g):
                g.pop(name)
            db.session.rollback()
        return super().open(*args, **kwargs)


@pytest.fixture
def browser(app: Flask) -> Callable[[str | None], FlaskClient]:
    """``browser("judge_a")`` gives a fresh client signed in as that member of the cast; ``None`` a stranger."""

    def open_browser(email: str | None = None) -> FlaskClient:
        client = Browser(app, TestResponse, use_cookies=True)
        if email is not None:
            Cast.sign_in(app, client, email)
        return client

    return open_browser
