"""What every test may ask for: an application on a fresh database, a browser without memory, the cast."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from contest.app import create_app
from contest.db import Base, db
from tests.cast import Cast

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
"""The tests' moment: 23 November 2026, 12:00 in Hanoi; the cast's contest is open."""


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


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the schema and nothing else, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("schema")
    app = create_app(settings_for(folder))
    with app.app_context():
        Base.metadata.create_all(db.engine)
        db.engine.dispose()
    return folder / "instance" / "contest.sqlite"


@pytest.fixture
def app(tmp_path: Path, empty_database: Path) -> Iterator[Flask]:
    """An application on a fresh database."""
    settings = settings_for(tmp_path)
    shutil.copy(empty_database, tmp_path / "instance" / "contest.sqlite")
    made = create_app(settings)
    yield made
    with made.app_context():
        db.engine.dispose()


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
def browser(app: Flask) -> Callable[[str | None], FlaskClient]:
    """``browser("judge_a")`` gives a fresh client signed in as that member of the cast; ``None`` a stranger."""

    def open_browser(email: str | None = None) -> FlaskClient:
        client = app.test_client()
        if email is not None:
            Cast.sign_in(app, client, email)
        return client

    return open_browser
