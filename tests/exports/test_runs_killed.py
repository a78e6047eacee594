"""A worker killed in the middle of an archive: the run is taken up by another, whole; nothing half-made is named."""

import multiprocessing
import signal
import time
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from contest.app import create_app
from contest.db import db, transaction
from contest.exports.archive.verifying import verify_archive
from contest.exports.runs.models import ExportRun
from contest.exports.runs.rules import RunState
from contest.exports.runs.service import ask_export
from contest.plumbing.clock import now
from contest.plumbing.jobs import run_due
from contest.plumbing.storage import storage
from tests.conftest import Schema, settings_for
from tests.mortal import can_be_killed, die_once
from tests.stage import Stage

pytestmark = pytest.mark.skipif(not can_be_killed, reason="needs SIGKILL")


def labour(settings: Mapping[str, object]) -> None:
    """A worker that does whatever is due, until it dies with a file begun."""
    app = create_app(settings)
    begun = Path(str(settings["UPLOADS"])) / "tmp"
    die_once(lambda: any(begun.glob("*")))
    while True:
        run_due(app, at=now(), limit=1)
        time.sleep(0.01)


@pytest.fixture
def settings(tmp_path: Path, schema: Schema) -> Iterator[dict[str, object]]:
    plain = settings_for(tmp_path)
    with schema.fresh(tmp_path) as address:
        yield {**plain, "SQLALCHEMY_DATABASE_URI": address}


def standing(app: Flask) -> ExportRun:
    with app.app_context():
        run = db.session.query(ExportRun).one()
        db.session.remove()
    return run


def test_a_worker_killed_in_the_middle_leaves_nothing_stuck(settings: dict[str, object]) -> None:
    app = create_app(settings)
    with app.app_context():
        stage = Stage.at_level("drawn", at=now() - timedelta(hours=2))
        with transaction():
            ask_export(
                kind="archive",
                contest=stage.contest,
                round_=stage.round,
                options={"by": "code", "what": "all"},
                secretary=False,
                unsealed=False,
                account=stage.account("organizer"),
                at=now(),
            )
        db.session.remove()
    kind = multiprocessing.get_context("forkserver")
    kind.set_forkserver_preload(["contest.app"])
    worker = kind.Process(target=labour, args=(settings,), daemon=True)
    worker.start()
    worker.join(300)
    assert worker.exitcode == -signal.SIGKILL
    worker.close()

    killed = standing(app)
    assert (killed.state(now()), killed.attempt) == (RunState.WORKING, 1)
    with time_machine.travel(now() + timedelta(minutes=2)):
        assert standing(app).state(now()) is RunState.INTERRUPTED
        for _ in range(3):
            run_due(app, at=now(), limit=50)
        done = standing(app)
        assert (done.state(now()), done.attempt) == (RunState.READY, 2)
    with app.app_context():
        assert verify_archive(storage().path(str(done.digest))).faults == ()
        db.session.remove()
    with time_machine.travel(now() + timedelta(hours=27)):
        run_due(app, at=now(), limit=50)
        assert standing(app).state(now()) is RunState.READY
        assert list(Path(str(settings["UPLOADS"])).glob("tmp/*")) == []
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
