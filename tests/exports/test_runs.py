"""Long exports: promised, worked on, followed, stopped, cut off and taken up again, kept for a while, removed."""

import threading
import time
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from contest.authors.jobs import UNNAMED_AFTER
from contest.charter.models import Contest
from contest.db import db, transaction
from contest.errors import NotFound
from contest.errors.exports import ExportUnknown, ResultGone, RunOver, TooManyRuns
from contest.exports.runs import jobs
from contest.exports.runs.models import ExportRun
from contest.exports.runs.queries import run_of, runs_of
from contest.exports.runs.rules import ATTEMPTS, STALLED, RunState
from contest.exports.runs.service import (
    begin_run,
    cancel_export,
    note_run,
    repeat_export,
    take_export,
)
from contest.exports.runs.service.asking import MOST_OPEN
from contest.people.models import Account
from contest.plumbing.audit import AuditEvent
from contest.plumbing.jobs import run_due
from contest.plumbing.storage import storage
from tests.cast import Cast
from tests.conftest import NOON
from tests.exports.slow import LATER, Slow, again, ask, leftovers, work
from tests.shortlist.stage import the_round


def test_a_file_is_made_kept_and_named(house: Flask, cast: Cast, slow: Slow) -> None:
    run = ask(cast, n="1")
    work(house)
    done = again(run)
    assert done.state(LATER) is RunState.READY
    assert (done.done, done.total, done.attempt) in {(0, None, 1), (3, 3, 1)}
    assert storage().path(str(done.digest)).read_bytes() == b"1-0;1-1;1-2;"
    assert (done.size, done.expires_at) == (12, LATER + timedelta(days=3))
    with transaction():
        assert take_export(
            run=done, actor=db.session.get_one(Account, cast.accounts["organizer"]).actor(), at=LATER
        )
    verbs = [row.verb for row in db.session.query(AuditEvent).order_by(AuditEvent.id)]
    assert verbs[-3:] == ["export.asked", "export.made", "export.taken"]


def test_the_same_asked_twice_is_one_run_until_it_ends(house: Flask, cast: Cast, slow: Slow) -> None:
    first, second, other = ask(cast, n="1"), ask(cast, n="1"), ask(cast, n="2")
    assert first.id == second.id != other.id
    work(house)
    assert ask(cast, n="1").id != first.id


def test_too_many_at_once_are_refused(house: Flask, cast: Cast, slow: Slow) -> None:
    for number in range(MOST_OPEN):
        ask(cast, n=str(number))
    with pytest.raises(TooManyRuns):
        ask(cast, n="one more")


def test_what_the_export_refuses_is_not_promised(house: Flask, cast: Cast, slow: Slow) -> None:
    with pytest.raises(ExportUnknown):
        ask(cast, unknown="1")
    assert db.session.query(ExportRun).count() == 0


def test_cancelled_before_it_begins_nothing_is_done(house: Flask, cast: Cast, slow: Slow) -> None:
    run = ask(cast)
    stop(cast, run)
    work(house)
    assert again(run).state(LATER) is RunState.CANCELLED
    assert not slow.begun.is_set()
    with pytest.raises(RunOver):
        stop(cast, run)


def test_cancelled_in_the_middle_it_leaves_off_and_keeps_nothing(
    house: Flask, cast: Cast, slow: Slow
) -> None:
    slow.pieces = 100_000_000
    slow.go_on.clear()
    run = ask(cast)
    db.session.rollback()
    worker = threading.Thread(target=run_due, args=(house,), kwargs={"at": LATER, "limit": 1})
    worker.start()
    assert slow.begun.wait(60)
    stop(cast, run)
    slow.go_on.set()
    worker.join(60)
    assert not worker.is_alive()
    assert slow.made < slow.pieces
    assert again(run).state(LATER) is RunState.CANCELLED
    assert (slow.closed, leftovers(house)) == (1, [])


def test_progress_can_be_followed(house: Flask, cast: Cast, slow: Slow) -> None:
    slow.go_on.clear()
    run = ask(cast)
    db.session.rollback()
    worker = threading.Thread(target=run_due, args=(house,), kwargs={"at": LATER, "limit": 1})
    worker.start()
    until = time.monotonic() + 60
    while again(run).total != 3 and time.monotonic() < until:
        time.sleep(0.1)
    slow.go_on.set()
    worker.join(60)
    assert again(run).total == 3


def test_what_fails_says_so_without_naming_anybody(house: Flask, cast: Cast, slow: Slow) -> None:
    slow.error = RuntimeError("the address of somebody")
    run = ask(cast)
    work(house)
    failed = again(run)
    assert failed.state(LATER) is RunState.FAILED
    assert failed.problem["code"] == "work_failed"
    assert "somebody" not in str(failed.problem)
    slow.error = None
    second = repeat(cast, failed)
    work(house, at=LATER + timedelta(minutes=3))
    assert again(second).state(LATER) is RunState.READY
    assert leftovers(house) == [again(second).digest]


def test_a_worker_that_died_is_noticed_and_the_run_taken_up_again(
    house: Flask, cast: Cast, slow: Slow
) -> None:
    run = ask(cast)
    with transaction():
        begun = begin_run(run_id=run.id, at=NOON)
    assert begun is not None
    silent = NOON + STALLED + timedelta(seconds=1)
    assert again(run).state(silent) is RunState.INTERRUPTED
    work(house, at=silent)
    work(house, at=silent + timedelta(seconds=6))
    taken_up = again(run)
    assert (taken_up.state(silent), taken_up.attempt) == (RunState.READY, 2)


def test_a_worker_that_comes_back_changes_nothing(house: Flask, cast: Cast, slow: Slow) -> None:
    run = ask(cast)
    with transaction():
        begin_run(run_id=run.id, at=NOON)
    with transaction():
        assert begin_run(run_id=run.id, at=NOON + STALLED * 2) is not None
    with transaction():
        assert not note_run(run_id=run.id, attempt=1, done=5, total=9, at=NOON + STALLED * 2)
        assert note_run(run_id=run.id, attempt=2, done=1, total=9, at=NOON + STALLED * 2)
    assert again(run).done == 1


def test_a_worker_at_work_is_left_alone(house: Flask, cast: Cast, slow: Slow) -> None:
    run = ask(cast)
    with transaction():
        begin_run(run_id=run.id, at=NOON)
    with transaction():
        assert begin_run(run_id=run.id, at=NOON + STALLED) is None
    assert again(run).attempt == 1


def test_one_file_at_a_time(house: Flask, cast: Cast, slow: Slow) -> None:
    first, second = ask(cast, n="1"), ask(cast, n="2")
    with transaction():
        begin_run(run_id=first.id, at=NOON)
    with transaction():
        assert begin_run(run_id=second.id, at=NOON) is None
    assert again(second).state(NOON) is RunState.WAITING


def test_a_run_that_kills_every_worker_is_given_up(house: Flask, cast: Cast, slow: Slow) -> None:
    run, at = ask(cast), NOON
    for _ in range(ATTEMPTS):
        with transaction():
            assert begin_run(run_id=run.id, at=at) is not None
        at += STALLED * 2
    with transaction():
        assert begin_run(run_id=run.id, at=at) is None
    given_up = again(run)
    assert (given_up.state(at), given_up.problem["code"]) == (RunState.FAILED, "worker_died")


def test_a_result_is_removed_after_its_days(house: Flask, cast: Cast, slow: Slow) -> None:
    run = ask(cast)
    work(house)
    digest = str(again(run).digest)
    file = storage().path(digest)
    old = (LATER - UNNAMED_AFTER).timestamp()
    import os

    os.utime(file, (old, old))
    work(house, at=LATER + timedelta(days=2, hours=23))
    assert file.exists()
    with time_machine.travel(LATER + timedelta(days=3), tick=False):
        jobs.remove({})
    gone = again(run)
    assert (gone.state(LATER), gone.digest, file.exists()) == (RunState.GONE, None, False)
    with pytest.raises(ResultGone), transaction():
        take_export(run=gone, actor=db.session.get_one(Account, cast.accounts["organizer"]).actor(), at=LATER)


@pytest.mark.parametrize(
    ("naming", "secretary", "unsealed", "seen"),
    [
        ("never", False, False, True),
        ("unsealed", False, False, False),
        ("unsealed", False, True, True),
        ("secretary", False, True, False),
        ("secretary", True, False, True),
    ],
)
def test_the_list_and_the_run_are_seen_by_those_of_the_right(
    house: Flask, cast: Cast, slow: Slow, naming: str, secretary: bool, unsealed: bool, seen: bool
) -> None:
    run = ask(cast, naming=naming)
    rounds = {run.round_id} if unsealed else set()
    listed = runs_of(cast.contest_id, secretary=secretary, unsealed=rounds)
    assert [one.id for one in listed] == ([run.id] if seen else [])
    if seen:
        assert run_of(cast.contest_id, run.id, secretary=secretary, unsealed=rounds).id == run.id
    else:
        with pytest.raises(NotFound):
            run_of(cast.contest_id, run.id, secretary=secretary, unsealed=rounds)
    with pytest.raises(NotFound):
        run_of(cast.other_contest_id, run.id, secretary=True, unsealed=rounds)


def stop(cast: Cast, run: ExportRun) -> None:
    with transaction():
        actor = db.session.get_one(Account, cast.accounts["organizer"]).actor()
        cancel_export(run=run, actor=actor, at=LATER)


def repeat(cast: Cast, run: ExportRun) -> ExportRun:
    with transaction():
        return repeat_export(
            run=run,
            contest=db.session.get_one(Contest, cast.contest_id),
            round_=the_round(cast),
            secretary=False,
            unsealed=False,
            account=db.session.get_one(Account, cast.accounts["organizer"]),
            at=LATER,
        )
