"""Who is told of a change, in the same transaction: rooms say what changed, read tables follow.

A verb says ``changed("entry", id)``; just before the transaction commits, every function that follows
entries gets all their ids at once, in batches. So a list kept for quick reading is never a step behind,
an upstream room needs to know nobody downstream, and twenty thousand rows are written together.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Any, Final

from sqlalchemy import event

from contest.db import HouseSession, db

Follower = Callable[[Collection[int]], None]

BATCH: Final = 500
CHANGED: Final = "following.changed"
_FOLLOWERS: dict[str, list[Follower]] = {}


def follows(what: str) -> Callable[[Follower], Follower]:
    """Let a function follow one kind of row: ``@follows("entry")``.

    It gets at most BATCH ids, also of rows that are no longer there, and may say that others changed.
    """

    def register(follower: Follower) -> Follower:
        _FOLLOWERS.setdefault(what, []).append(follower)
        return follower

    return register


def changed(what: str, *ids: int) -> None:
    """Say that these rows changed; whoever follows them hears of it before the caller's transaction commits."""
    db.session().info.setdefault(CHANGED, {}).setdefault(what, set()).update(ids)


def tell(what: str, ids: Sequence[int]) -> None:
    """Tell the followers now, in the caller's transaction; to make their tables anew."""
    for place in range(0, len(ids), BATCH):
        for follower in _FOLLOWERS.get(what, ()):
            follower(ids[place : place + BATCH])


@event.listens_for(HouseSession, "before_commit")
def _tell_all(session: Any) -> None:
    if session.in_nested_transaction():
        return
    while waiting := session.info.get(CHANGED):
        what, ids = waiting.popitem()
        tell(what, sorted(ids))


@event.listens_for(HouseSession, "after_rollback")
def _forget(session: Any) -> None:
    session.info.pop(CHANGED, None)
