"""Making files in the background, watching over it, and removing what has had its time."""

import io
import logging
import threading
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import IO, Any, Final, cast

from flask import Flask, current_app
from sqlalchemy import select

from contest.authors.jobs import HEARD, UNNAMED_AFTER
from contest.charter.models import Contest, Round
from contest.db import db, transaction
from contest.errors import Refusal
from contest.errors.exports import NoRoomForFile, WorkFailed
from contest.errors.storage import DiskFull
from contest.exports.long.face import Stopped
from contest.exports.long.registry import long_export
from contest.exports.runs.models import ExportRun
from contest.exports.runs.rules import BEATS
from contest.exports.runs.service import (
    MAKE,
    WATCH,
    asked_of,
    begin_run,
    end_run,
    fail_run,
    look_after,
    note_run,
    remove_results,
)
from contest.exports.runs.service.working import REMOVE
from contest.plumbing.clock import now
from contest.plumbing.faults import in_short
from contest.plumbing.jobs import handles
from contest.plumbing.room import NO_ROOM
from contest.plumbing.scratch import sweep_scratch
from contest.plumbing.storage import Kept, named_digests, names_blobs, storage

NO_LIMIT: Final = 1 << 50
log = logging.getLogger(__name__)


@names_blobs("export runs")
def named_by_runs() -> Iterator[str]:
    """Digests of the results that can still be taken."""
    yield from filter(None, db.session.scalars(select(ExportRun.digest)))


@handles(MAKE, lease=timedelta(hours=12))
def make(payload: Mapping[str, Any]) -> None:
    """Make the file of a run, keep it, and name it; whoever is cut off or stopped leaves nothing named."""
    with transaction():
        run = begin_run(run_id=payload["run"], at=now())
    if run is None:
        return
    db.session.expunge(run)
    with Pulse(current_app._get_current_object(), run) as pulse:  # type: ignore[attr-defined]
        try:
            kept = _kept(run, pulse)
        except Stopped:
            return
        except Refusal as refusal:
            _fail(run, NoRoomForFile() if isinstance(refusal, DiskFull) else refusal)
            return
        except Exception as raised:  # noqa: BLE001  whatever it is, whoever waits must be told
            cause = raised.error if isinstance(raised, Broken) else raised
            log.warning("export run %s (%s): %s", run.id, run.kind, in_short(cause))
            _fail(run, WorkFailed())
            return
    with transaction():
        days = int(current_app.config["EXPORT_DAYS"])
        end_run(run_id=run.id, attempt=run.attempt, kept=kept, days=days, at=now())


@handles(WATCH)
def watch(payload: Mapping[str, Any]) -> None:
    """See whether whoever is at a run still lives."""
    with transaction():
        look_after(run_id=payload["run"], at=now())


@handles(REMOVE, lease=timedelta(hours=1))
def remove(_payload: Mapping[str, Any]) -> None:
    """Forget results that have had their time, then sweep the bytes that no row names."""
    with transaction():
        remove_results(at=now())
    named = named_digests(by=HEARD)
    db.session.rollback()
    storage().sweep(named=named, older_than=UNNAMED_AFTER.total_seconds())
    sweep_scratch(older_than=UNNAMED_AFTER.total_seconds())


class Pulse:
    """A worker's sign of life, once a second from a thread of its own; it hears there whether to go on.

    So a file that is silent for long, being typeset, is not taken for dead, and the work itself writes
    nothing to the database while it reads.
    """

    def __init__(self, app: Flask, run: ExportRun) -> None:
        self._app, self._run, self._attempt = app, run.id, run.attempt
        self._done, self._unwanted = 0, False
        self._total: int | None = None
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True, name=f"export-{run.id}")

    def __enter__(self) -> "Pulse":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def begin(self, total: int) -> None:
        """See Work.begin."""
        self._total = total
        self.step(0)

    def step(self, count: int = 1) -> None:
        """See Work.step. Raises Stopped."""
        self._done += count
        if self._unwanted:
            raise Stopped

    def _beat(self) -> None:
        while not self._over.wait(BEATS.total_seconds()):
            try:
                with self._app.app_context(), transaction():
                    wanted = note_run(
                        run_id=self._run,
                        attempt=self._attempt,
                        done=self._done,
                        total=self._total,
                        at=now(),
                    )
            except Exception as raised:  # noqa: BLE001  a beat that is lost is not the work's end
                log.warning("export run %s could not say that it lives: %s", self._run, in_short(raised))
            else:
                self._unwanted = self._unwanted or not wanted


class Broken(Exception):
    """The making of a file ran into the system, which is no fault of where the file is kept."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.error = error


class _Pulled(io.RawIOBase):
    """Pieces as a stream to be read from."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, b""

    def readable(self) -> bool:
        """Yes."""
        return True

    def read(self, size: int = -1) -> bytes:
        """At most so many bytes; none at the end, and only there: an empty piece is passed over."""
        if not self._rest:
            self._rest = self._next()
        taken = self._rest if size < 0 else self._rest[:size]
        self._rest = self._rest[len(taken) :]
        return taken

    def _next(self) -> bytes:
        """Raises DiskFull where what is written on the way has no room, Broken for what else the system refuses."""
        try:
            return next(filter(None, self._pieces), b"")
        except (Refusal, Stopped):
            raise
        except Exception as raised:
            if any(isinstance(one, OSError) and one.errno in NO_ROOM for one in _behind(raised)):
                raise DiskFull from raised
            if isinstance(raised, OSError):
                raise Broken(raised) from raised
            raise


def _behind(raised: BaseException | None) -> Iterator[BaseException]:
    while raised is not None:
        yield raised
        raised = raised.__cause__ or raised.__context__


def _kept(run: ExportRun, pulse: Pulse) -> Kept:
    _one_moment()
    contest = db.session.get_one(Contest, run.contest_id)
    asked = asked_of(run, contest, db.session.get_one(Round, run.round_id))
    export = long_export(run.kind)
    export.check(asked)
    pieces = export.make(asked, pulse)
    try:
        return storage().keep(cast(IO[bytes], _Pulled(pieces)), limit=NO_LIMIT)
    finally:
        getattr(pieces, "close", lambda: None)()
        db.session.rollback()


def _one_moment() -> None:
    """Let everything that is read until the next commit be of one moment, as SQLite has it anyway."""
    if db.engine.dialect.name == "postgresql":
        db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def _fail(run: ExportRun, refusal: Refusal) -> None:
    with transaction():
        fail_run(run_id=run.id, attempt=run.attempt, refusal=refusal, at=now())
