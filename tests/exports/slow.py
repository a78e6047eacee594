"""A long export of the tests, and how it is asked for, worked on and looked at."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import time_machine
from flask import Flask

from contest.charter.models import Contest
from contest.db import db, transaction
from contest.errors.exports import ExportUnknown
from contest.exports.face import Naming
from contest.exports.long.face import Asked, Work
from contest.exports.runs.models import ExportRun
from contest.exports.runs.service import ask_export
from contest.people.models import Account
from contest.plumbing.jobs import run_due
from tests.cast import Cast
from tests.conftest import NOON
from tests.shortlist.stage import the_round

LATER = NOON + timedelta(seconds=30)


class Slow:
    """A long export of the tests: its pieces come when they are let."""

    def __init__(self) -> None:
        self.begun, self.go_on = threading.Event(), threading.Event()
        self.pieces, self.made, self.closed = 3, 0, 0
        self.error: Exception | None = None
        self.made_at: list[datetime] = []

    def words(self, asked: Asked) -> tuple[str, ...]:
        return ("Chậm",)

    def naming(self, asked: Asked, *, secretary: bool, unsealed: bool) -> Naming:
        return Naming(asked.options.get("naming", "never"))

    def check(self, asked: Asked) -> None:
        if asked.options.get("unknown"):
            raise ExportUnknown

    def file_name(self, asked: Asked) -> str:
        return "cham.bin"

    def media_type(self, asked: Asked) -> str:
        return "application/octet-stream"

    def make(self, asked: Asked, work: Work) -> Iterator[bytes]:
        self.made_at.append(asked.at)
        work.begin(self.pieces)
        self.begun.set()
        try:
            for number in range(self.pieces):
                assert self.go_on.wait(60)
                if self.error is not None:
                    raise self.error
                yield b""
                yield f"{asked.options.get('n', '')}-{number};".encode()
                self.made += 1
                work.step()
        finally:
            self.closed += 1


def ask(cast: Cast, who: str = "organizer", **options: str) -> ExportRun:
    with transaction():
        return ask_export(
            kind="slow",
            contest=db.session.get_one(Contest, cast.contest_id),
            round_=the_round(cast),
            options=options,
            secretary=who == "secretary",
            unsealed=False,
            account=db.session.get_one(Account, cast.accounts[who]),
            at=NOON,
        )


def again(run: ExportRun) -> ExportRun:
    db.session.rollback()
    return db.session.get_one(ExportRun, run.id, populate_existing=True)


def work(app: Flask, *, at=LATER) -> None:
    with time_machine.travel(at, tick=False):
        run_due(app, at=at, limit=20)


def leftovers(app: Flask) -> list[str]:
    """Every file in the storage, half-made ones too."""
    return sorted(file.name for file in Path(app.config["UPLOADS"]).glob("*/*") if file.is_file())
