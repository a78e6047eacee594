"""Verbs of accounts: invite, accept, sign in and out, change a password, give and end roles."""

import secrets
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select, update

from contest.charter.models import Contest
from contest.db import db
from contest.errors.people import (
    AddressTaken,
    AddressUnusable,
    InvitationLapsed,
    LastOrganizer,
    PasswordTooWeak,
    WrongSignIn,
)
from contest.people import rules
from contest.people.models import Account, Invitation, Role, RoleKind, SignIn
from contest.people.queries import account_of, hash_of, invitation_behind, normal_email, roles_in
from contest.plumbing.audit import Actor, record
from contest.plumbing.vietnamese import clean

INVITATION_DAYS = 14
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@cache
def _nobodys_hash() -> str:
    return HASHER.hash("nobody has this password")


def hash_password(password: str) -> str:
    """The Argon2id hash of a fit password; raises PasswordTooWeak. Call it outside a transaction: it is slow."""
    if not rules.fits(password):
        raise PasswordTooWeak(least=rules.LEAST)
    return HASHER.hash(password)


def check_password(*, email: str, password: str) -> Account:
    """The account these open; raises WrongSignIn, after the same work whether or not the account exists."""
    account = account_of(email)
    kept = account.password_hash if account else _nobodys_hash()
    try:
        HASHER.verify(kept, password)
    except (VerifyMismatchError, InvalidHashError):
        raise WrongSignIn from None
    if account is None or account.disabled_at is not None:
        raise WrongSignIn
    return account


def invite(
    *,
    contest: Contest,
    kind: RoleKind,
    email: str,
    name: str,
    unit_id: int | None = None,
    actor: Actor,
    at: datetime,
) -> tuple[Invitation, str]:
    """Make a link that opens one account with one role, once, for 14 days. Returns it and its token, shown now only.

    Raises  AddressUnusable
    """
    try:
        validate_email(email.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise AddressUnusable(email=email) from error
    token = secrets.token_urlsafe(24)
    invitation = Invitation(
        contest_id=contest.id,
        kind=kind,
        email=normal_email(email),
        name=clean(name).strip(),
        unit_id=unit_id,
        token_hash=hash_of(token),
        made_at=at,
        expires_at=at + timedelta(days=INVITATION_DAYS),
    )
    db.session.add(invitation)
    db.session.flush()
    record("invitation.made", actor=actor, at=at, contest_id=contest.id, subject=invitation, role=kind)
    return invitation, token


def withdraw_invitation(*, invitation: Invitation, actor: Actor, at: datetime) -> None:
    """Make a link open nothing any more."""
    invitation.withdrawn_at = at
    db.session.flush()
    record("invitation.withdrawn", actor=actor, at=at, contest_id=invitation.contest_id, subject=invitation)


def accept_invitation(*, token: str, name: str, password_hash: str, at: datetime) -> Account:
    """Make the account an invitation opens. Raises InvitationLapsed, AddressTaken (sign in and take it instead)."""
    invitation = _use(token, at)
    if account_of(invitation.email) is not None:
        raise AddressTaken
    account = Account(
        email=invitation.email,
        name=clean(name).strip() or invitation.name,
        password_hash=password_hash,
        created_at=at,
    )
    db.session.add(account)
    db.session.flush()
    _take_role(account, invitation, at)
    return account


def take_invitation(*, token: str, account: Account, at: datetime) -> Role:
    """Give the invited role to the account that is signed in and has the invited address.

    Raises  InvitationLapsed (also for another person's invitation)
    """
    invitation = invitation_behind(token, at=at)
    if invitation.email != account.email:
        raise InvitationLapsed
    _use(token, at)
    return _take_role(account, invitation, at)


def create_account(
    *, email: str, name: str, password_hash: str, at: datetime, demonstration: bool = False
) -> Account:
    """Make an account outright: the first organizer of an installation, or one of the demonstration."""
    if account_of(email) is not None:
        raise AddressTaken
    account = Account(
        email=normal_email(email),
        name=clean(name).strip(),
        password_hash=password_hash,
        created_at=at,
        demonstration=demonstration,
    )
    db.session.add(account)
    db.session.flush()
    return account


def give_role(
    *,
    account: Account,
    contest: Contest,
    kind: RoleKind,
    unit_id: int | None = None,
    actor: Actor,
    at: datetime,
) -> Role:
    """Give an account a role; an ended one stands again."""
    role = db.session.scalar(
        select(Role).where(Role.account_id == account.id, Role.contest_id == contest.id, Role.kind == kind)
    )
    if role is None:
        role = Role(account_id=account.id, contest_id=contest.id, kind=kind, unit_id=unit_id, granted_at=at)
        account.roles.append(role)
    role.ended_at, role.unit_id = None, unit_id
    db.session.flush()
    record(
        "role.given", actor=actor, at=at, contest_id=contest.id, subject=role, role=kind, account=account.id
    )
    return role


def end_role(*, role: Role, actor: Actor, at: datetime) -> None:
    """End a role at once. Raises LastOrganizer."""
    if role.kind == RoleKind.ORGANIZER and len(roles_in(role.contest_id, RoleKind.ORGANIZER)) == 1:
        raise LastOrganizer
    role.ended_at = at
    db.session.flush()
    record("role.ended", actor=actor, at=at, contest_id=role.contest_id, subject=role, role=role.kind)


def sign_in(*, account: Account, hours: int, at: datetime) -> str:
    """Begin a sign-in; returns its token, kept only in the visitor's cookie."""
    token = secrets.token_urlsafe(32)
    row = SignIn(
        account_id=account.id, token_hash=hash_of(token), began_at=at, expires_at=at + timedelta(hours=hours)
    )
    db.session.add(row)
    db.session.flush()
    record("account.signed_in", actor=account.actor(), at=at, subject=account)
    return token


def sign_out(*, token: str, account: Account, at: datetime) -> None:
    """End one sign-in."""
    db.session.execute(update(SignIn).where(SignIn.token_hash == hash_of(token)).values(ended_at=at))
    record("account.signed_out", actor=account.actor(), at=at, subject=account)


def change_password(*, account: Account, password_hash: str, keep_token: str | None, at: datetime) -> None:
    """Set a new password and end every other sign-in of the account."""
    account.password_hash = password_hash
    others = update(SignIn).where(SignIn.account_id == account.id, SignIn.ended_at.is_(None))
    if keep_token is not None:
        others = others.where(SignIn.token_hash != hash_of(keep_token))
    db.session.execute(others.values(ended_at=at))
    db.session.flush()
    record("account.password_changed", actor=account.actor(), at=at, subject=account)


def _use(token: str, at: datetime) -> Invitation:
    invitation = invitation_behind(token, at=at)
    used = db.session.execute(
        update(Invitation)
        .where(Invitation.id == invitation.id, Invitation.used_at.is_(None))
        .values(used_at=at)
    )
    if used.rowcount != 1:  # type: ignore[attr-defined]
        raise InvitationLapsed
    return invitation


def _take_role(account: Account, invitation: Invitation, at: datetime) -> Role:
    contest = db.session.get_one(Contest, invitation.contest_id)
    return give_role(
        account=account,
        contest=contest,
        kind=invitation.kind,
        unit_id=invitation.unit_id,
        actor=account.actor(),
        at=at,
    )
