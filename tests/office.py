"""Things that tests of the office need: entries on the table, draws, counted queries."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, has_app_context
from sqlalchemy import event

from contest.authors.service import hand_in
from contest.charter.models import Contest, Round
from contest.db import db, transaction
from contest.entries.models import Channel
from contest.plumbing import clock
from contest.plumbing.audit import Actor
from contest.plumbing.jobs.running import run_due
from tests.authors.said import a_submission
from tests.cast import Cast, rejection_codes
from tests.conftest import NOON

OFFICE = Actor(None, "Nông Văn Cường")


def the_contest(cast: Cast) -> Contest:
    """The cast's contest in this session."""
    return db.session.get_one(Contest, cast.contest_id)


def the_round(cast: Cast) -> Round:
    """The contest's first round."""
    return db.session.get_one(Round, cast.round_id)


def codes(cast: Cast) -> None:
    """Put two reasons for rejection into the charter."""
    with transaction():
        db.session.add_all(rejection_codes(cast.contest_id))


def an_entry(cast: Cast, *, at: datetime = NOON, **changes: Any) -> int:
    """One entry handed in on the web; ``changes`` replace parts of what is said. Returns its id."""
    contest = the_contest(cast)
    with transaction():
        done = hand_in(
            contest=contest,
            submission=a_submission(contest, **changes),
            key=secrets.token_hex(32),
            channel=Channel.WEB,
            sent_on=at.date(),
            actor=OFFICE,
            at=at,
        )
    return done.entry.id


def whole_words(count: int) -> tuple[str, ...]:
    """A body of that many words that names nobody, in paragraphs of 100."""
    return tuple(" ".join(["vườn"] * min(100, count - place)) for place in range(0, count, 100))


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """The SELECTs that run inside the block."""
    seen: list[str] = []

    def saw(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            seen.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", saw)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", saw)


def background(app: Flask) -> None:
    """Let all background work that is due be done, as the engine does a moment later; read what it wrote."""
    run_due(app, at=clock.now() + timedelta(minutes=1), limit=100)
    if has_app_context():
        db.session.rollback()


def selects(app: Flask, act: Callable[[], object]) -> int:
    """How many SELECTs an act takes."""
    with counted(app) as seen:
        act()
    return len(seen)
