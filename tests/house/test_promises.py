"""What was acknowledged survives: the database's settings hold, or the application does not start."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, text

from contest import db as database
from contest.charter.models import Contest
from contest.db import db, transaction
from tests.cast import Cast

pytestmark = pytest.mark.sqlite_only


def test_every_connection_has_wal_full_sync_and_foreign_keys(house: Flask) -> None:
    with db.engine.connect() as connection:
        held = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in database.PRAGMAS}
    assert held == database.PRAGMAS


def test_a_setting_that_does_not_hold_stops_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(database.PRAGMAS, "journal_mode", "nosuchmode")
    engine = create_engine(f"sqlite:///{tmp_path / 'x.sqlite'}")
    database.keep_promises(engine)
    with pytest.raises(RuntimeError, match="journal_mode"):
        engine.connect()
    engine.dispose()


def test_a_write_outside_a_transaction_is_an_error(house: Flask, cast: Cast) -> None:
    contest = db.session.get_one(Contest, cast.contest_id)
    contest.title = "viết ngoài giao dịch"
    with pytest.raises(RuntimeError, match="outside transaction"):
        db.session.flush()
    db.session.rollback()


def test_a_transaction_inside_a_transaction_is_an_error(house: Flask) -> None:
    with pytest.raises(RuntimeError, match="inside a transaction"), transaction(), transaction():
        pass


def test_readers_do_not_wait_for_a_writer(house: Flask, cast: Cast) -> None:
    with db.engine.connect() as writer:
        writer.execute(text("UPDATE contest SET area = 'đang ghi'"))
        assert db.session.get_one(Contest, cast.contest_id).area == "huyện Chi Lăng"
        writer.rollback()
