"""Moments as they are typed in a shell, on the clock of Vietnam."""

from datetime import datetime, time

import click

from contest.plumbing.clock import from_wall

ZONE = "Asia/Ho_Chi_Minh"
BEGINNING = time(0, 0)
END = time(23, 59, 59)
FORMS = ("%d/%m/%Y %H:%M", "%d-%m-%Y %H:%M", "%d/%m/%Y", "%d-%m-%Y")


def moment(typed: str, *, day: time) -> datetime:
    """A moment such as ``2026-11-30T17:00`` or ``30/11/2026 17:00``.

    day     the hour that a bare day means
    Raises  click.BadParameter
    """
    found = _read(typed.strip())
    if found is None:
        raise click.BadParameter(f"không đọc được thời điểm “{typed}”; xin ghi như 2026-11-30T17:00.")
    if len(typed.strip()) <= len("30/11/2026"):
        found = datetime.combine(found.date(), day)
    return found if found.tzinfo else from_wall(found, ZONE)


def _read(typed: str) -> datetime | None:
    for form in (None, *FORMS):
        try:
            # the zone is the caller's to give
            return datetime.strptime(typed, form) if form else datetime.fromisoformat(typed)  # noqa: DTZ007
        except ValueError:
            continue
    return None
