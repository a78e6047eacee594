"""A unit of work that joins the caller's, so that a rehearsal commits by chunks and a demonstration at once."""

from collections.abc import Iterator
from contextlib import contextmanager

from contest.db import db, transaction


@contextmanager
def unit_of_work() -> Iterator[None]:
    """A transaction of its own; inside one that is open, a part of it.

    What was written in a transaction of its own is forgotten by the session afterwards, so that memory
    does not grow with the contest.
    """
    if db.session().info.get("writing"):
        yield
        db.session.flush()
        return
    with transaction():
        yield
    db.session.expunge_all()
