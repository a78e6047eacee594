"""Long exports in trouble: two who ask at once, a full disk, a system that refuses, a writer that was killed."""

import errno
import threading
from datetime import timedelta

import pytest
from flask import Flask

from contest.db import db
from contest.exports.runs.models import ExportRun
from contest.exports.runs.rules import RunState
from tests.cast import Cast
from tests.exports.slow import LATER, Slow, again, ask, leftovers, work


def test_the_same_asked_by_two_at_once_is_one_run(house: Flask, cast: Cast, slow: Slow) -> None:
    both, asked = threading.Barrier(2), []

    def asks() -> None:
        with house.app_context():
            both.wait(60)
            asked.append(ask(cast, n="1").id)
            db.session.remove()

    db.session.rollback()
    people = [threading.Thread(target=asks) for _ in range(2)]
    for one in people:
        one.start()
    for one in people:
        one.join(60)
    assert len(asked) == 2
    assert db.session.query(ExportRun).count() == 1


def test_a_file_tells_the_moment_its_rows_are_read_and_not_when_it_was_asked_for(
    house: Flask, cast: Cast, slow: Slow
) -> None:
    ask(cast)
    work(house, at=LATER + timedelta(minutes=10))
    assert slow.made_at == [LATER + timedelta(minutes=10)]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "no_room_for_file"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), "no_room_for_file"),
        (OSError(errno.EMFILE, "Too many open files"), "work_failed"),
        (FileNotFoundError(errno.ENOENT, "gone"), "work_failed"),
    ],
)
def test_what_the_system_refuses_is_told_as_what_it_is_and_nothing_half_is_left(
    house: Flask, cast: Cast, slow: Slow, error: OSError, code: str
) -> None:
    slow.error = error
    run = ask(cast)
    work(house)
    failed = again(run)
    assert (failed.state(LATER), failed.problem["code"], failed.digest) == (RunState.FAILED, code, None)
    assert leftovers(house) == []


def test_no_room_that_a_library_hides_behind_an_error_of_its_own_is_still_told(
    house: Flask, cast: Cast, slow: Slow
) -> None:
    slow.error = RuntimeError("could not create the book")
    slow.error.__cause__ = OSError(errno.ENOSPC, "No space left on device")
    run = ask(cast)
    work(house)
    assert again(run).problem["code"] == "no_room_for_file"
