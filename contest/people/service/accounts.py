"""Passwords, accounts, and signing in and out."""

import secrets
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import update

from contest.db import db
from contest.errors.people import AddressTaken, PasswordTooWeak, WrongSignIn
from contest.people import rules
from contest.people.models import Account, SignIn
from contest.people.queries import account_of, hash_of, normal_email
from contest.plumbing.audit import SYSTEM, record
from contest.plumbing.vietnamese import clean

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@cache
def _nobodys_hash() -> str:
    return HASHER.hash("nobody has this password")


def hash_password(password: str) -> str:
    """The Argon2id hash of a fit password; raises PasswordTooWeak. Call it outside a transaction: it is slow."""
    said = rules.typed(password)
    if not rules.fits(said):
        raise PasswordTooWeak(least=rules.LEAST)
    return HASHER.hash(said)


def check_password(*, email: str, password: str) -> Account:
    """The account these open; raises WrongSignIn, after the same work whether or not the account exists."""
    account = account_of(email)
    kept = account.password_hash if account and account.can_sign_in else _nobodys_hash()
    try:
        HASHER.verify(kept, rules.typed(password))
    except (VerificationError, InvalidHashError):
        raise WrongSignIn from None
    if account is None or account.disabled_at is not None:
        raise WrongSignIn
    return account


def create_account(
    *, email: str, name: str, password_hash: str, at: datetime, demonstration: bool = False
) -> Account:
    """Make an account outright: for who is invited, the first organizer of an installation, a demonstration.

    Raises  AddressTaken
    """
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
    record("account.created", actor=SYSTEM, at=at, subject=account)
    return account


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
