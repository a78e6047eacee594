"""The server's clock: the only one that decides a deadline."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def local(moment: datetime, zone: str) -> datetime:
    """The same moment on a wall clock in the contest's zone."""
    return moment.astimezone(ZoneInfo(zone))


def from_wall(naive: datetime, zone: str) -> datetime:
    """A wall-clock time typed by an organizer, as a moment in UTC. Raises ValueError if it carries a zone."""
    if naive.tzinfo is not None:
        raise ValueError("a wall-clock time carries no zone")
    return naive.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
