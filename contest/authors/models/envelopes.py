"""The sealed envelope. It points at entries; entries know nothing of it."""

from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
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


class Draft(Base):
    """An entry on its way in, behind a private link whose token is kept only as a hash.

    data   what was typed so far, by step (``essay``, ``figure``, ``authors``, ``statements``)
    edits  counts saves, so that two tabs cannot overwrite each other silently
    """

    __tablename__ = "draft"

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    hand_in_key: Mapped[str] = mapped_column(String(64), unique=True)
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    edits: Mapped[int] = mapped_column(default=0)
    began_at: Mapped[Moment]
    saved_at: Mapped[Moment] = mapped_column(index=True)
    corrects_entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"), index=True)
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"), index=True)

    files: Mapped[list["DraftFile"]] = relationship(
        order_by="DraftFile.position",
        lazy="selectin",
        back_populates="draft",
        cascade="all, delete-orphan",
    )


class DraftFile(Base):
    """One file added to a draft, already kept and read; ``reading`` is what the reader made of it."""

    __tablename__ = "draft_file"

    id: Mapped[Id]
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"), index=True)
    position: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    sent_name: Mapped[str] = mapped_column(String(255))
    reading: Mapped[dict[str, Any]] = mapped_column(JSON)

    draft: Mapped[Draft] = relationship(lazy="raise_on_sql", back_populates="files")


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
