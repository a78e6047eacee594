"""A worker that reads a batch gets SIGKILL; the next one goes on where it was, and nothing is there twice."""

import multiprocessing
import signal
from collections.abc import Mapping
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from contest.app import create_app
from contest.db import db
from contest.plumbing.clock import now
from contest.plumbing.jobs import run_due
from contest.scanning.models import ScanPage
from contest.scanning.service import reading
from tests.mortal import can_be_killed, die_once
from tests.scanning.desk import essay, fates, paper_entry, said, sheets_of, taken_in, the_entry
from tests.scanning.scanner import covers

pytestmark = pytest.mark.skipif(not can_be_killed, reason="no SIGKILL here")
PAGES = 8


def work(settings: Mapping[str, object]) -> None:
    """A process that does nothing but background work, two pages a step, and dies once pages are read."""
    reading.PART = 2  # type: ignore[misc]
    app = create_app(settings)

    def reached() -> bool:
        with app.app_context():
            return pages_read() > 0

    die_once(reached)
    run_due(app, at=now() + timedelta(minutes=1), limit=50)


def pages_read() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count(ScanPage.id))) or 0


def test_a_worker_killed_in_the_middle_loses_nothing_and_doubles_nothing(house, cast):
    entry_id = paper_entry(cast)
    (cover,) = covers([said(sheet) for sheet in sheets_of(cast, entry_id)])
    batch_id = taken_in(cast, [cover, *essay("A", PAGES - 1)])
    settings = {name: value for name, value in house.config.items() if name.isupper()}
    worker = multiprocessing.get_context("spawn").Process(target=work, args=(settings,), daemon=True)
    worker.start()
    worker.join(300)
    assert worker.exitcode == -signal.SIGKILL
    worker.close()
    assert 2 <= pages_read() < PAGES

    run_due(house, at=now() + timedelta(minutes=10), limit=50)  # the dead worker's lease has run out

    assert pages_read() == PAGES
    assert fates(batch_id) == [(entry_id, PAGES - 1, [])]
    assert the_entry(cast, entry_id).manuscript.version == 2
