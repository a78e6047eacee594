"""Give an account a role in a contest, and end it."""

from datetime import datetime

from sqlalchemy import select

from contest.charter.models import Contest
from contest.db import db
from contest.errors.people import LastOrganizer
from contest.people.models import Account, Role, RoleKind
from contest.people.queries import roles_in
from contest.plumbing.audit import Actor, record


def give_role(
    *,
    account: Account,
    contest: Contest,
    kind: RoleKind,
    unit_id: int | None = None,
    actor: Actor,
    at: datetime,
) -> Role:
    """Give an account a role; an ended one stands again. Without a unit the one it had is kept.

    A judge's unit keeps them from reading entries of that unit, so it never falls away unsaid.
    """
    role = db.session.scalar(
        select(Role).where(Role.account_id == account.id, Role.contest_id == contest.id, Role.kind == kind)
    )
    if role is None:
        role = Role(account_id=account.id, contest_id=contest.id, kind=kind, unit_id=unit_id, granted_at=at)
        account.roles.append(role)
    if role.ended_at is not None:
        role.ended_at, role.granted_at = None, at
    role.unit_id = role.unit_id if unit_id is None else unit_id
    db.session.flush()
    record(
        "role.given", actor=actor, at=at, contest_id=contest.id, subject=role, role=kind, account=account.id
    )
    return role


def end_role(*, role: Role, actor: Actor, at: datetime) -> None:
    """End a role at once; a second time changes nothing. Raises LastOrganizer."""
    if role.ended_at is not None:
        return
    if role.kind == RoleKind.ORGANIZER:
        others = [r for r in roles_in(role.contest_id, RoleKind.ORGANIZER) if r.id != role.id]
        if not others:
            raise LastOrganizer
    role.ended_at = at
    db.session.flush()
    record("role.ended", actor=actor, at=at, contest_id=role.contest_id, subject=role, role=role.kind)
