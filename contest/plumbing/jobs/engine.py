"""The engine: huey's threads run one item at a time and look for overdue ones each minute.

huey's own queue only says "look now"; it may be lost or deleted at any time,
for the outbox alone knows what there is to do.
"""

import json
import logging
import sqlite3
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from huey import SqliteHuey, crontab
from huey.consumer import Consumer
from huey.registry import Message
from sqlalchemy import event

from config import Setting
from contest.db import HouseSession
from contest.plumbing.clock import now
from contest.plumbing.jobs.outbox import was_promised
from contest.plumbing.jobs.running import run_due

WORKERS = 2
MODES = ("in-process", "off")
log = logging.getLogger(__name__)


class JsonMessages:
    """huey's messages as JSON: nobody who can write to the queue's file can run code by it."""

    def serialize(self, data: Any) -> bytes:
        """A message, which holds plain values only."""
        return json.dumps(data).encode()

    def deserialize(self, data: bytes) -> Any:
        """The message again."""
        return Message(*json.loads(data))


class HouseConsumer(Consumer):  # type: ignore[misc]
    """huey's consumer as a guest in the server's process: the server keeps its signal handlers."""

    def _set_signal_handlers(self) -> None:
        return


class Jobs:
    """Background work of one application: ``JOBS`` is "in-process" (threads of the server) or "off".

    Any process of the application may promise work; only one that called
    ``start`` runs it. With "off" the tests and the command line call ``run_due``.
    """

    def __init__(self) -> None:
        self._app: Flask | None = None
        self._huey: Any = None
        self._step: Any = None
        self._consumer: Any = None

    def init_app(self, app: Flask) -> None:
        """Check the setting; open the queue unless it is "off". Raises Setting."""
        mode = str(app.config["JOBS"])
        if mode not in MODES:
            raise Setting(f"CONTEST_JOBS must be one of {', '.join(MODES)}; {mode!r} is not supported")
        self._app = app
        app.extensions["jobs"] = self
        if mode == "in-process":
            queue = Path(app.config["INSTANCE"]) / "jobs.sqlite"
            self._huey = SqliteHuey(
                "contest", filename=str(queue), fsync=False, results=False, serializer=JsonMessages()
            )
            self._step = self._huey.task(name="step")(self._run_one)
            self._huey.periodic_task(crontab(), name="sweep")(self._look_for_overdue)

    def start(self) -> None:
        """Start the workers and the clock, which looks for overdue items at once; nothing when "off"."""
        if self._huey is None or self._consumer is not None:
            return
        self._consumer = HouseConsumer(self._huey, workers=WORKERS, max_delay=1.0, shutdown_timeout=20)
        self._consumer.start()

    def stop(self) -> None:
        """Let the workers finish what they have in hand, at most 20 seconds; what is left keeps its lease."""
        if self._consumer is None:
            return
        self._consumer.stop(graceful=True)
        self._huey.storage.close()
        self._consumer = None

    def poke(self) -> None:
        """Tell the workers to look; if the queue can't be written, the minute's look finds the work."""
        if self._step is None:
            return
        try:
            self._step()
        except sqlite3.Error as error:
            log.warning("the queue could not be poked: %s", error)

    def _run_one(self) -> None:
        """Run one item; if there was one, there may be another."""
        if self._app is not None and run_due(self._app, at=now(), limit=1):
            self.poke()

    def _look_for_overdue(self) -> None:
        for _ in range(WORKERS):
            self.poke()


@event.listens_for(HouseSession, "after_commit")
def _committed(session: HouseSession) -> None:
    if session.in_nested_transaction() or not was_promised(session):
        return
    jobs = current_app.extensions.get("jobs")
    if jobs is not None:
        jobs.poke()


@event.listens_for(HouseSession, "after_rollback")
def _rolled_back(session: HouseSession) -> None:
    was_promised(session)
