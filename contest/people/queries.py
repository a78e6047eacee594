"""Questions about accounts, roles and invitations."""

import hashlib
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from contest.db import db, one_of
from contest.errors.people import AccountUnknown, InvitationLapsed, RoleUnknown
from contest.people.models import Account, Invitation, Role, RoleKind, SignIn
from contest.plumbing.vietnamese import name_sort_key


def hash_of(token: str) -> str:
    """What is kept of a secret token: its SHA-256. Tokens carry at least 128 random bits, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def normal_email(email: str) -> str:
    """An address as it is kept and compared."""
    return email.strip().casefold()


def account_signed_in(token: str, *, at: datetime) -> Account | None:
    """The account behind a sign-in that still stands."""
    found = db.session.scalar(
        select(SignIn).where(
            SignIn.token_hash == hash_of(token), SignIn.ended_at.is_(None), SignIn.expires_at > at
        )
    )
    return found.account if found and found.account.disabled_at is None else None


def account_once_signed_in(token: str) -> Account | None:
    """The account behind a sign-in, standing or ended."""
    found = db.session.scalar(select(SignIn).where(SignIn.token_hash == hash_of(token)))
    return found.account if found else None


def account_of(email: str) -> Account | None:
    """The account of that address."""
    return db.session.scalar(select(Account).where(Account.email == normal_email(email)))


def names_of_accounts(ids: Collection[int]) -> dict[int, str]:
    """Names of these accounts by id, also of those that can no longer sign in."""
    return dict(db.session.execute(select(Account.id, Account.name).where(one_of(Account.id, ids))).all())


def invitation_behind(token: str, *, at: datetime) -> Invitation:
    """The invitation a link opens; raises InvitationLapsed when it opens nothing."""
    found = db.session.scalar(select(Invitation).where(Invitation.token_hash == hash_of(token)))
    if found is None or not found.stands(at):
        raise InvitationLapsed
    return found


def roles_in(contest_id: int, *kinds: RoleKind) -> list[Role]:
    """Standing roles of a contest (of these kinds, or all), with account and unit, by given name."""
    question = (
        select(Role)
        .join(Role.account)
        .options(contains_eager(Role.account), joinedload(Role.unit))
        .where(Role.contest_id == contest_id, Role.ended_at.is_(None), Account.disabled_at.is_(None))
    )
    if kinds:
        question = question.where(Role.kind.in_(kinds))
    return sorted(db.session.scalars(question).unique(), key=lambda role: name_sort_key(role.account.name))


def judges_of(contest_id: int) -> list[Role]:
    """The standing judges of a contest, by given name."""
    return roles_in(contest_id, RoleKind.JUDGE)


def judge_known_as(contest_id: int, said: str) -> Account:
    """The judge of that e-mail address or full name; raises AccountUnknown when none or several fit."""
    wanted = said.strip()
    found = [
        role.account
        for role in judges_of(contest_id)
        if role.account.email == normal_email(wanted) or role.account.name == wanted
    ]
    if len(found) != 1:
        raise AccountUnknown(email=said)
    return found[0]


def role_in(contest_id: int, role_id: int) -> Role:
    """One standing role of a contest, with its account; raises RoleUnknown."""
    for role in roles_in(contest_id):
        if role.id == role_id:
            return role
    raise RoleUnknown


def invitation_in(contest_id: int, invitation_id: int) -> Invitation:
    """One invitation of a contest; raises RoleUnknown."""
    found = db.session.get(Invitation, invitation_id)
    if found is None or found.contest_id != contest_id:
        raise RoleUnknown
    return found


def standing_invitations(contest_id: int, *, at: datetime) -> list[Invitation]:
    """Invitations that still open something, newest first."""
    return [invitation for invitation in invitations_of(contest_id) if invitation.stands(at)]


def invitations_of(contest_id: int) -> list[Invitation]:
    """All invitations of a contest, newest first."""
    question = select(Invitation).where(Invitation.contest_id == contest_id)
    return list(db.session.scalars(question.order_by(Invitation.made_at.desc(), Invitation.id.desc())))


def contests_of(account: Account) -> dict[int, set[RoleKind]]:
    """Contest ids with the roles the account holds there now."""
    held: dict[int, set[RoleKind]] = {}
    for role in account.roles:
        if role.ended_at is None:
            held.setdefault(role.contest_id, set()).add(role.kind)
    return held


def organizes(account: Account) -> set[int]:
    """Ids of the contests the account organizes now."""
    return {contest for contest, kinds in contests_of(account).items() if RoleKind.ORGANIZER in kinds}


def demonstration_accounts() -> int:
    """How many accounts exist only for the demonstration."""
    question = (
        select(func.count()).select_from(Account).where(Account.demonstration, Account.disabled_at.is_(None))
    )
    return db.session.scalar(question) or 0
