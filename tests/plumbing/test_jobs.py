"""Work that is promised is done once at least, and nobody's worker can lose it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from config import Setting
from contest.db import db, transaction
from contest.plumbing.clock import now
from contest.plumbing.jobs import Jobs, OutboxItem, enqueue, handles, run_due
from contest.plumbing.jobs.handlers import LEASE
from contest.plumbing.jobs.outbox import BACKOFF, TRIES, claim_due, mark_done

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
done: list[Mapping[str, Any]] = []


@pytest.fixture(autouse=True)
def _nothing_done_yet() -> None:
    done.clear()


@handles("test.write_down")
def write_down(payload: Mapping[str, Any]) -> None:
    done.append(payload)


@handles("test.write_a_row")
def write_a_row(payload: Mapping[str, Any]) -> None:
    with transaction():
        enqueue("test.write_down", payload, at=NOON)


@handles("test.stumble")
def stumble(payload: Mapping[str, Any]) -> None:
    raise RuntimeError(f"cannot write to {payload['address']}")


def promise(app: Flask, kind: str, due_at: datetime | None = None, **payload: object) -> int:
    with app.app_context(), transaction():
        return enqueue(kind, payload, at=NOON, due_at=due_at).id


def item(app: Flask, id_: int) -> OutboxItem:
    with app.app_context():
        return db.session.get_one(OutboxItem, id_)


def test_work_is_done_once_and_its_payload_forgotten(app: Flask) -> None:
    id_ = promise(app, "test.write_down", essay=7)

    assert run_due(app, at=NOON, limit=10) == 1
    assert run_due(app, at=NOON + timedelta(days=1), limit=10) == 0

    assert done == [{"essay": 7}]
    assert (item(app, id_).done_at, item(app, id_).payload) == (NOON, {})


def test_work_promised_in_a_transaction_that_fails_is_never_done(app: Flask) -> None:
    with app.app_context(), suppress(LookupError), transaction():
        enqueue("test.write_down", {}, at=NOON)
        raise LookupError

    assert run_due(app, at=NOON, limit=10) == 0


def test_work_waits_for_its_moment(app: Flask) -> None:
    promise(app, "test.write_down", due_at=NOON + timedelta(hours=1))

    assert run_due(app, at=NOON + timedelta(minutes=59), limit=10) == 0
    assert run_due(app, at=NOON + timedelta(hours=1), limit=10) == 1


def test_what_is_due_longest_comes_first_and_no_more_than_the_limit(app: Flask) -> None:
    for hour in (3, 1, 2):
        promise(app, "test.write_down", due_at=NOON + timedelta(hours=hour), hour=hour)

    assert run_due(app, at=NOON + timedelta(hours=4), limit=2) == 2

    assert done == [{"hour": 1}, {"hour": 2}]


def test_a_handler_may_open_its_own_transaction(app: Flask) -> None:
    promise(app, "test.write_a_row", essay=1)

    assert run_due(app, at=NOON, limit=10) == 2

    assert done == [{"essay": 1}]


def test_failed_work_is_tried_five_times_with_growing_waits_and_then_given_up(app: Flask) -> None:
    id_ = promise(app, "test.stumble", address="hoang@example.vn")
    at = NOON

    for wait in BACKOFF:
        assert run_due(app, at=at, limit=10) == 1
        assert item(app, id_).failed_at is None
        assert run_due(app, at=at + wait - timedelta(seconds=1), limit=10) == 0
        at += wait
    assert run_due(app, at=at, limit=10) == 1

    assert item(app, id_).attempts == TRIES == 5
    assert item(app, id_).failed_at == at
    assert run_due(app, at=at + timedelta(days=1), limit=10) == 0


def test_what_is_kept_of_an_error_names_its_kind_and_place_but_nobody(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    id_ = promise(app, "test.stumble", address="hoang@example.vn")

    run_due(app, at=NOON, limit=1)

    assert item(app, id_).last_error.startswith("RuntimeError in stumble, test_jobs.py line ")
    assert "hoang" not in item(app, id_).last_error + caplog.text


def test_work_of_an_unknown_kind_is_tried_again_later(app: Flask) -> None:
    id_ = promise(app, "test.from_a_newer_version")

    run_due(app, at=NOON, limit=1)

    assert item(app, id_).last_error == "no handler for this kind"
    assert item(app, id_).due_at == NOON + BACKOFF[0]


def test_two_functions_for_one_kind_are_refused() -> None:
    with pytest.raises(ValueError, match=r"test\.write_down"):
        handles("test.write_down")(lambda _payload: None)


def test_a_claimed_item_is_nobody_elses_until_its_lease_runs_out(app: Flask) -> None:
    promise(app, "test.write_down")
    with app.app_context():
        first = claim_due(at=NOON)
        assert first is not None
        assert claim_due(at=NOON + LEASE - timedelta(seconds=1)) is None
        second = claim_due(at=NOON + LEASE)

    assert second is not None
    assert (first.attempt, second.attempt) == (1, 2)


def test_a_worker_that_comes_back_after_its_lease_changes_nothing(app: Flask) -> None:
    id_ = promise(app, "test.write_down")
    with app.app_context():
        late, current = claim_due(at=NOON), claim_due(at=NOON + LEASE)
        assert late is not None
        assert current is not None
        mark_done(late, at=NOON + LEASE)
        assert db.session.get_one(OutboxItem, id_).done_at is None
        db.session.expire_all()
        mark_done(current, at=NOON + LEASE)

    assert item(app, id_).done_at == NOON + LEASE


def test_work_that_kills_every_worker_is_given_up_after_five(app: Flask) -> None:
    id_ = promise(app, "test.write_down")
    with app.app_context():
        for time_ in range(TRIES):
            assert claim_due(at=NOON + time_ * LEASE) is not None
        assert claim_due(at=NOON + TRIES * LEASE) is None

    assert (item(app, id_).failed_at, item(app, id_).last_error) == (NOON + TRIES * LEASE, "the worker died")


def test_many_workers_share_the_work_without_doing_any_twice(app: Flask) -> None:
    with app.app_context(), transaction():
        for number in range(40):
            enqueue("test.write_down", {"number": number}, at=NOON)

    with ThreadPoolExecutor(4) as workers:
        ran = list(workers.map(lambda _: run_due(app, at=NOON, limit=40), range(4)))

    assert sum(ran) == 40
    assert sorted(payload["number"] for payload in done) == list(range(40))


WORKER = """
import sys, time
from datetime import datetime
from flask import Flask
from contest.db import db
from contest.plumbing.jobs import handles, run_due

@handles("test.write_down")
def never_finish(payload):
    print("begun", flush=True)
    time.sleep(60)

app = Flask("worker")
app.config["SQLALCHEMY_DATABASE_URI"] = sys.argv[1]
db.init_app(app)
run_due(app, at=datetime.fromisoformat(sys.argv[2]), limit=1)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")
def test_work_of_a_worker_killed_in_the_middle_is_done_after_its_lease(app: Flask) -> None:
    promise(app, "test.write_down", essay=3)
    url = str(app.config["SQLALCHEMY_DATABASE_URI"])
    command = [sys.executable, "-c", WORKER, url, NOON.isoformat()]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "begun\n"
        worker.kill()

    assert run_due(app, at=NOON + LEASE - timedelta(seconds=1), limit=1) == 0
    assert run_due(app, at=NOON + LEASE, limit=1) == 1
    assert done == [{"essay": 3}]


def wait_until(condition: Callable[[], bool]) -> None:
    for _ in range(1200):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("nothing happened within a minute")


@pytest.fixture
def served(app: Flask) -> Iterator[Flask]:
    """The application with its workers running, as in the server."""
    app.config["JOBS"] = "in-process"
    jobs = Jobs()
    jobs.init_app(app)
    jobs.start()
    yield app
    jobs.stop()


def test_the_server_does_promised_work_by_itself(served: Flask) -> None:
    id_ = promise(served, "test.write_down", essay=5)

    wait_until(lambda: item(served, id_).done_at is not None)

    assert done == [{"essay": 5}]


def test_the_server_finds_work_that_was_left_over_when_it_starts(app: Flask) -> None:
    id_ = promise(app, "test.write_down")
    app.config["JOBS"] = "in-process"
    jobs = Jobs()
    jobs.init_app(app)

    jobs.start()
    wait_until(lambda: item(app, id_).done_at is not None)
    jobs.stop()


def test_a_released_savepoint_does_not_forget_that_work_was_promised(served: Flask) -> None:
    with served.app_context(), transaction():
        with db.session.begin_nested():
            enqueue("test.write_down", {}, at=now())
        assert db.session().info["outbox.fresh"]

    wait_until(lambda: bool(done))


def test_the_workers_leave_the_servers_signal_handlers_alone_and_start_and_stop_again(served: Flask) -> None:
    jobs = served.extensions["jobs"]
    jobs.stop()
    before = signal.getsignal(signal.SIGTERM)

    jobs.start()
    assert signal.getsignal(signal.SIGTERM) is before
    jobs.stop()
    jobs.stop()
    jobs.start()
    promise(served, "test.write_down")

    wait_until(lambda: bool(done))


def test_a_broken_queue_does_not_break_what_was_committed(
    served: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    jobs = served.extensions["jobs"]
    jobs.stop()
    queue = Path(served.config["INSTANCE"]) / "jobs.sqlite"
    for file in queue.parent.glob("jobs.sqlite*"):
        file.unlink()
    queue.write_bytes(b"no database" * 100)

    id_ = promise(served, "test.write_down")

    assert item(served, id_).done_at is None
    assert "the queue could not be poked" in caplog.text


@pytest.mark.parametrize("mode", ["", "on", "redis://localhost:6379/0"])
def test_an_unknown_way_of_running_jobs_stops_the_start(app: Flask, mode: str) -> None:
    app.config["JOBS"] = mode

    with pytest.raises(Setting, match="CONTEST_JOBS"):
        Jobs().init_app(app)
