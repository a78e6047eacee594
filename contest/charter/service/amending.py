"""Show a contest to the public, and change its charter: once announced, never without a notice."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from contest.charter.models import Amendment, Contest
from contest.charter.rules.fitness import first_unfit
from contest.db import db
from contest.errors.charter import CalendarBackwards, NoticeMissing, ValueUnfit
from contest.plumbing.audit import Actor, record
from contest.plumbing.following import changed
from contest.plumbing.vietnamese import clean

OF_THE_OFFICE: Final = frozenset(
    "quota_up corner_pages corner_left corner_top corner_width corner_height".split()
)
"""Columns that concern the office alone; they change without a public notice."""


def announce_contest(*, contest: Contest, actor: Actor, at: datetime) -> None:
    """Show the contest to the public; a second time changes nothing."""
    if contest.announced_at is None:
        contest.announced_at = at
        db.session.flush()
        record("contest.announced", actor=actor, at=at, contest_id=contest.id, subject=contest)


def amend_contest(
    *, contest: Contest, changes: Mapping[str, Any], notice: str, actor: Actor, at: datetime
) -> Amendment | None:
    """Change columns of the charter. Once announced, each public change is an amendment with a notice for all.

    changes  column of Contest -> new value; unchanged ones are ignored
    Returns  the Amendment, or None when nothing public changed or the contest is not announced yet
    Raises   ValueUnfit, CalendarBackwards, NoticeMissing
    """
    said = {
        name: clean(value).strip() if isinstance(value, str) else value for name, value in changes.items()
    }
    fresh = {column: value for column, value in said.items() if getattr(contest, column) != value}
    if not fresh:
        return None
    check(contest, fresh)
    public = fresh.keys() - OF_THE_OFFICE
    told = {column: [plain(getattr(contest, column)), plain(value)] for column, value in fresh.items()}
    amendment = note(contest, {c: told[c] for c in sorted(public)}, notice, actor, at) if public else None
    for column, value in fresh.items():
        setattr(contest, column, value)
    db.session.flush()
    if public:
        changed("contest", contest.id)
    record("contest.amended", actor=actor, at=at, contest_id=contest.id, subject=contest, changes=told)
    return amendment


def check(contest: Contest, fresh: Mapping[str, Any]) -> None:
    """Refuse values that a contest cannot have. Raises ValueUnfit, CalendarBackwards."""
    pairs = (
        *("words_min", "words_max", "max_file_mb", "max_total_mb", "photos_min", "photos_max"),
        *("corner_left", "corner_width", "corner_top", "corner_height"),
    )
    unfit = first_unfit({**{c: getattr(contest, c) for c in pairs}, **fresh})
    if unfit is not None:
        raise ValueUnfit(field=unfit[0], why=unfit[1])
    if fresh.get("closes_at", contest.closes_at) <= fresh.get("opens_at", contest.opens_at):
        raise CalendarBackwards


def note(
    contest: Contest, changes: Mapping[str, Any], notice: str, actor: Actor, at: datetime
) -> Amendment | None:
    """Keep a public change as an amendment once the contest is announced. Raises NoticeMissing."""
    check_notice(contest, notice)
    if contest.announced_at is None:
        return None
    amendment = Amendment(
        contest_id=contest.id,
        made_at=at,
        made_by=actor.name,
        notice=clean(notice).strip(),
        changes=dict(changes),
    )
    db.session.add(amendment)
    return amendment


def check_notice(contest: Contest, notice: str) -> None:
    """Raises NoticeMissing for a public change that nobody would be told of."""
    if contest.announced_at is not None and not notice.strip():
        raise NoticeMissing


def plain(value: object) -> object:
    """A value as the log and an amendment keep it."""
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
