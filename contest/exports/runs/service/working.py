"""What a worker does with a run. Each change asks that the run be open and the attempt still the worker's own."""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import CursorResult, update

from contest.db import db
from contest.errors import Refusal
from contest.errors.exports import WorkerDied
from contest.exports.runs.models import ExportRun
from contest.exports.runs.queries import STANDS_OPEN, another_at_work, expired_runs
from contest.exports.runs.rules import ATTEMPTS, OPEN, RunState
from contest.exports.runs.service.asking import MAKE, WATCH, WATCHED_EVERY
from contest.plumbing.audit import SYSTEM, record
from contest.plumbing.jobs import enqueue
from contest.plumbing.storage import Kept

REMOVE: Final = "exports.remove"
ITS_TURN: Final = timedelta(seconds=5)
"""After this long it is asked again whether the file before is done: one at a time, so that letters get a worker."""

LEFTOVERS: Final = timedelta(hours=25)
"""When the bytes of a worker that was killed may be swept: they are a day old then."""


def begin_run(*, run_id: int, at: datetime) -> ExportRun | None:
    """Take up a run that waits, or whose worker is silent; None when there is nothing to do now.

    A run begun too often fails; one that must wait for another is promised anew.
    """
    run = db.session.get(ExportRun, run_id, populate_existing=True, with_for_update=True)
    if run is None or run.state(at) not in (RunState.WAITING, RunState.INTERRUPTED):
        return None
    if another_at_work(run.id, at=at):
        enqueue(MAKE, {"run": run.id}, at=at, due_at=at + ITS_TURN)
        return None
    if run.attempt >= ATTEMPTS:
        fail_run(run_id=run.id, attempt=run.attempt, refusal=WorkerDied(), at=at)
        return None
    run.attempt += 1
    run.started_at, run.beat_at, run.done, run.total = at, at, 0, None
    db.session.flush()
    enqueue(REMOVE, {}, at=at, due_at=at + LEFTOVERS)
    return run


def note_run(*, run_id: int, attempt: int, done: int, total: int | None, at: datetime) -> bool:
    """Say that the worker lives and how far it is; whether the work is still wanted of it."""
    return _change(run_id, attempt, beat_at=at, done=done, total=total)


def end_run(*, run_id: int, attempt: int, kept: Kept, days: int, at: datetime) -> bool:
    """Name the result, for that many days; whether it is still wanted."""
    expires = at + timedelta(days=days)
    values = {"finished_at": at, "digest": kept.digest, "size": kept.size, "expires_at": expires}
    if not _change(run_id, attempt, **values):
        return False
    enqueue(REMOVE, {}, at=at, due_at=expires)
    run = db.session.get_one(ExportRun, run_id, populate_existing=True)
    record(
        "export.made",
        actor=SYSTEM,
        at=at,
        contest_id=run.contest_id,
        subject=run,
        kind=run.kind,
        sha256=kept.digest,
    )
    return True


def fail_run(*, run_id: int, attempt: int, refusal: Refusal, at: datetime) -> None:
    """Say why there will be no file; nothing when the run is no longer this worker's."""
    problem = {
        "code": refusal.code,
        "sentence": refusal.sentence,
        "values": {name: str(value) for name, value in refusal.values.items()},
    }
    if not _change(run_id, attempt, failed_at=at, problem=problem):
        return
    run = db.session.get_one(ExportRun, run_id, populate_existing=True)
    record(
        "export.failed",
        actor=SYSTEM,
        at=at,
        contest_id=run.contest_id,
        subject=run,
        kind=run.kind,
        code=refusal.code,
    )


def look_after(*, run_id: int, at: datetime) -> None:
    """Once a minute while a run is open: when its worker is silent, promise the work again."""
    run = db.session.get(ExportRun, run_id, populate_existing=True)
    if run is None or (state := run.state(at)) not in OPEN:
        return
    if state is RunState.INTERRUPTED:
        enqueue(MAKE, {"run": run.id}, at=at)
    enqueue(WATCH, {"run": run.id}, at=at, due_at=at + WATCHED_EVERY)


def remove_results(*, at: datetime) -> int:
    """Forget the results that have had their time; their bytes go with the unnamed ones. Returns how many."""
    old = expired_runs(at=at)
    for run in old:
        run.digest, run.removed_at = None, at
    db.session.flush()
    if old:
        record("exports.removed", actor=SYSTEM, at=at, count=len(old))
    return len(old)


def _change(run_id: int, attempt: int, **values: Any) -> bool:
    """Change a run if it is open and this attempt the last; whether it was."""
    change = (
        update(ExportRun)
        .where(ExportRun.id == run_id, ExportRun.attempt == attempt, STANDS_OPEN)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    result = db.session.execute(change)
    return isinstance(result, CursorResult) and result.rowcount == 1
