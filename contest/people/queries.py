"""Questions about accounts and roles."""

import hashlib
from datetime import datetime

from sqlalchemy import select

from contest.db import db
from contest.people.models import Account, SignIn


def hash_of(token: str) -> str:
    """What is kept of a secret token: its SHA-256. Tokens carry at least 128 random bits, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def account_signed_in(token: str, *, at: datetime) -> Account | None:
    """The account behind a sign-in that still stands."""
    found = db.session.scalar(
        select(SignIn).where(SignIn.token_hash == hash_of(token), SignIn.ended_at.is_(None), SignIn.expires_at > at)
    )
    return found.account if found and found.account.disabled_at is None else None
