"""Which function does which kind of work, and how long it may take."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

Handler = Callable[[Mapping[str, Any]], None]

LEASE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Handling:
    """A handler and its lease: the time after which its worker is taken for dead."""

    run: Handler
    lease: timedelta


_HANDLERS: dict[str, Handling] = {}


def handles(kind: str, *, lease: timedelta = LEASE) -> Callable[[Handler], Handler]:
    """Let a function do one kind of work: ``@handles("mail.send")``.

    The function gets the payload, inside an application context and outside any
    transaction; it opens its own. It may be run more than once for one item.

    lease   longer than the work can ever take
    Raises  ValueError for a kind that another function does already
    """

    def register(handler: Handler) -> Handler:
        if kind in _HANDLERS:
            raise ValueError(f"two handlers for {kind}")
        _HANDLERS[kind] = Handling(handler, lease)
        return handler

    return register


def handling_of(kind: str) -> Handling | None:
    """The handler of a kind, or None when no module that is loaded has one."""
    return _HANDLERS.get(kind)
