"""Who is signed in: a random token in the signed cookie, a row in the database that can be ended at once."""

from dataclasses import dataclass

from flask import Flask
from flask_login import AnonymousUserMixin, LoginManager, UserMixin
from flask_login import current_user as _current_user

from contest.people.models import Account, RoleKind
from contest.people.queries import account_signed_in
from contest.plumbing import clock
from contest.plumbing.audit import CITIZEN, Actor


@dataclass
class Visitor(UserMixin):
    """A signed-in account as Flask-Login wants it; ``token`` names the sign-in, never the account."""

    account: Account
    token: str

    def get_id(self) -> str:
        """What the cookie holds."""
        return self.token

    @property
    def name(self) -> str:
        """The person's name, for the masthead."""
        return self.account.name

    @property
    def actor(self) -> Actor:
        """The person as the log names them."""
        return self.account.actor()

    def has_role(self, contest_id: int, *kinds: RoleKind) -> bool:
        """See Account.has_role."""
        return self.account.has_role(contest_id, *kinds)


class Passer(AnonymousUserMixin):
    """Somebody without an account: a citizen, or a stranger."""

    name = ""
    actor = CITIZEN

    def has_role(self, contest_id: int, *kinds: RoleKind) -> bool:
        """Nobody without an account holds a role."""
        return False


def visitor() -> Visitor:
    """The signed-in visitor, typed; guards have made sure there is one."""
    found = _current_user._get_current_object()
    if not isinstance(found, Visitor):
        raise TypeError("a guarded view ran without a visitor")
    return found


def init_app(app: Flask) -> None:
    """Bind Flask-Login; the account's door says how an anonymous visitor is asked to sign in."""
    manager = LoginManager(app)
    manager.anonymous_user = Passer
    manager.session_protection = None

    @manager.user_loader
    def load(token: str) -> Visitor | None:
        account = account_signed_in(token, at=clock.now())
        return Visitor(account, token) if account else None
