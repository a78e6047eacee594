"""The sealed envelope. It points at entries; entries know nothing of it."""

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from contest.charter.models import Statement
from contest.charter.rules import AuthorshipKind
from contest.db import Base, Id, Moment
from contest.entries.models import Entry


class Envelope(Base):
    """The sealed strip of one entry: who wrote it and from which unit it came."""

    __tablename__ = "envelope"

    id: Mapped[Id]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), unique=True)
    kind: Mapped[AuthorshipKind]
    collective_name: Mapped[str] = mapped_column(String(200), default="")
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    unit_name: Mapped[str] = mapped_column(String(200), default="")
    entered_by: Mapped[str] = mapped_column(String(100), default="")

    entry: Mapped[Entry] = relationship(lazy="raise_on_sql")
    authors: Mapped[list["Author"]] = relationship(
        order_by="Author.position",
        lazy="raise_on_sql",
        back_populates="envelope",
        cascade="all, delete-orphan",
    )
    consents: Mapped[list["Consent"]] = relationship(lazy="raise_on_sql", back_populates="envelope")


class Author(Base):
    """One person who wrote an entry, in the order given; one of a group leads it."""

    __tablename__ = "author"
    __table_args__ = (UniqueConstraint("envelope_id", "position"),)

    id: Mapped[Id]
    envelope_id: Mapped[int] = mapped_column(ForeignKey("envelope.id"), index=True)
    position: Mapped[int]
    leads: Mapped[bool] = mapped_column(default=False)
    name: Mapped[str] = mapped_column(String(100))
    folded_name: Mapped[str] = mapped_column(String(100), index=True)
    pen_name: Mapped[str] = mapped_column(String(100), default="")
    birth_year: Mapped[int | None]
    birth_month: Mapped[int | None]
    birth_day: Mapped[int | None]
    gender: Mapped[str] = mapped_column(String(10), default="")
    occupation: Mapped[str] = mapped_column(String(200), default="")
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    unit_name: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    phone: Mapped[str] = mapped_column(String(20), default="", index=True)
    email: Mapped[str] = mapped_column(String(254), default="")
    guardian_name: Mapped[str] = mapped_column(String(100), default="")
    guardian_phone: Mapped[str] = mapped_column(String(20), default="")

    envelope: Mapped[Envelope] = relationship(lazy="raise_on_sql", back_populates="authors")


class Consent(Base):
    """One statement accepted, in the words of its version, at a moment; provable later."""

    __tablename__ = "consent"
    __table_args__ = (UniqueConstraint("envelope_id", "statement_id"),)

    id: Mapped[Id]
    envelope_id: Mapped[int] = mapped_column(ForeignKey("envelope.id"), index=True)
    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id"), index=True)
    accepted_at: Mapped[Moment]

    envelope: Mapped[Envelope] = relationship(lazy="raise_on_sql", back_populates="consents")
    statement: Mapped[Statement] = relationship(lazy="raise_on_sql")


class SealKey(Base):
    """One of the two keys that open a round's seal; turned by two different accounts, the names show."""

    __tablename__ = "seal_key"
    __table_args__ = (
        UniqueConstraint("round_id", "account_id"),
        UniqueConstraint("round_id", "slot"),
        CheckConstraint("slot IN (1, 2)", name="two_keys"),
    )

    id: Mapped[Id]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    slot: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    account_name: Mapped[str] = mapped_column(String(100))
    turned_at: Mapped[Moment]
