"""Accounts and what each may do where."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from contest.db import Base, Id, Moment
from contest.people.rules import NO_PASSWORD
from contest.plumbing.audit import Actor
from contest.units.models import Unit


class RoleKind(StrEnum):
    """What a person is in one contest."""

    ORGANIZER = "organizer"
    SECRETARY = "secretary"
    JUDGE = "judge"
    HEAD_JUDGE = "head_judge"
    OBSERVER = "observer"


class Account(Base):
    """One person who signs in. Entrants have none."""

    __tablename__ = "account"

    id: Mapped[Id]
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    password_hash: Mapped[str] = mapped_column(String(200))
    locale: Mapped[str] = mapped_column(String(5), default="vi")
    created_at: Mapped[Moment]
    disabled_at: Mapped[Moment | None]
    demonstration: Mapped[bool] = mapped_column(default=False)

    roles: Mapped[list["Role"]] = relationship(lazy="selectin", back_populates="account")

    def actor(self) -> Actor:
        """This person as the log names them."""
        return Actor(self.id, self.name)

    @property
    def can_sign_in(self) -> bool:
        """Whether a password has been set."""
        return self.password_hash != NO_PASSWORD

    def has_role(self, contest_id: int, *kinds: RoleKind) -> bool:
        """Whether the account holds one of these roles in the contest now."""
        return any(r.contest_id == contest_id and r.ended_at is None and r.kind in kinds for r in self.roles)


class Role(Base):
    """One account's part in one contest; ended, never deleted."""

    __tablename__ = "role"
    __table_args__ = (UniqueConstraint("account_id", "contest_id", "kind"),)

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), index=True)
    kind: Mapped[RoleKind]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    granted_at: Mapped[Moment]
    ended_at: Mapped[Moment | None]

    account: Mapped[Account] = relationship(lazy="raise_on_sql", back_populates="roles")
    unit: Mapped[Unit | None] = relationship(lazy="raise_on_sql")


class Invitation(Base):
    """A link that lets one person make one account, once, until it lapses. Only its hash is kept."""

    __tablename__ = "invitation"

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), index=True)
    kind: Mapped[RoleKind]
    email: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(100))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    used_at: Mapped[Moment | None]
    withdrawn_at: Mapped[Moment | None]

    def stands(self, at: datetime) -> bool:
        """Whether the link still opens anything."""
        return self.used_at is None and self.withdrawn_at is None and at < self.expires_at


class SignIn(Base):
    """One signed-in browser; ending the row signs it out at once. Only the token's hash is kept."""

    __tablename__ = "sign_in"

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    began_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    ended_at: Mapped[Moment | None]

    account: Mapped[Account] = relationship(lazy="joined")
