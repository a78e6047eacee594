"""The essay and what belongs to it. Nothing here leads to an author."""

from datetime import date
from enum import StrEnum

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Date,
    ForeignKey,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from contest.charter.models import Category
from contest.db import Base, Id, Moment
from contest.entries.rules import FileRole


class Channel(StrEnum):
    """How an entry came."""

    WEB = "web"
    HAND = "hand"
    POST = "post"
    EMAIL = "email"
    UNIT = "unit"


class FigureKind(StrEnum):
    """Whom an essay is about."""

    PERSON = "person"
    COLLECTIVE = "collective"


class Entry(Base):
    """One essay handed in to one contest, without its author.

    The author lives in contest.authors and points here; nothing here points
    back, so a page that holds an entry cannot show who wrote it.
    """

    __tablename__ = "entry"

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), index=True)
    receipt: Mapped[str] = mapped_column(String(20), unique=True)
    lookup_hash: Mapped[str] = mapped_column(String(64))
    hand_in_key: Mapped[str] = mapped_column(String(64), unique=True)
    handed_in_at: Mapped[Moment] = mapped_column(index=True)
    sent_on: Mapped[date] = mapped_column(Date)
    received_on: Mapped[date] = mapped_column(Date)
    channel: Mapped[Channel]
    register_number: Mapped[int]

    manuscripts: Mapped[list["Manuscript"]] = relationship(
        order_by="Manuscript.version", lazy="raise_on_sql", back_populates="entry"
    )
    figure: Mapped["Figure"] = relationship(lazy="raise_on_sql", back_populates="entry")
    withdrawal: Mapped["Withdrawal | None"] = relationship(lazy="raise_on_sql", back_populates="entry")

    __table_args__ = (UniqueConstraint("contest_id", "register_number"),)

    @property
    def manuscript(self) -> "Manuscript":
        """The version that counts: the newest."""
        return self.manuscripts[-1]


class Manuscript(Base):
    """One version of the essay as received; a correction before the deadline is a new one."""

    __tablename__ = "manuscript"
    __table_args__ = (
        UniqueConstraint("entry_id", "version"),
        CheckConstraint("words >= 0", name="words_not_negative"),
        CheckConstraint("page_count >= 0", name="page_count_not_negative"),
    )

    id: Mapped[Id]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    version: Mapped[int]
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"), index=True)
    title: Mapped[str] = mapped_column(String(300))
    title_key: Mapped[str] = mapped_column(String(300), index=True)
    paragraphs: Mapped[list[str]] = mapped_column(JSON)
    words: Mapped[int]
    page_count: Mapped[int] = mapped_column(default=0)
    warnings: Mapped[list[str]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    received_at: Mapped[Moment]

    entry: Mapped[Entry] = relationship(lazy="raise_on_sql", back_populates="manuscripts")
    category: Mapped[Category] = relationship(lazy="raise_on_sql")
    files: Mapped[list["ManuscriptFile"]] = relationship(
        order_by="ManuscriptFile.position",
        lazy="raise_on_sql",
        back_populates="manuscript",
    )
    pages: Mapped[list["ManuscriptPage"]] = relationship(
        order_by="ManuscriptPage.position",
        lazy="raise_on_sql",
        back_populates="manuscript",
    )


class ManuscriptFile(Base):
    """One original file, byte for byte, named by its digest; how its sender called it is never kept.

    caption  what its sender wrote below a photo of the figure
    """

    __tablename__ = "manuscript_file"

    id: Mapped[Id]
    manuscript_id: Mapped[int] = mapped_column(ForeignKey("manuscript.id"), index=True)
    position: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    warnings: Mapped[list[str]] = mapped_column(JSON)
    aside: Mapped[list[list[str]]] = mapped_column(JSON)
    role: Mapped[FileRole] = mapped_column(default=FileRole.ESSAY)
    caption: Mapped[str] = mapped_column(String(300), default="")

    manuscript: Mapped[Manuscript] = relationship(lazy="raise_on_sql", back_populates="files")


class ManuscriptPage(Base):
    """One picture of our own making, upright and free of metadata: a page of the essay, or a photo of the figure.

    The essay's pages come first; a signed statement has no picture here, so that no blind copy can hold it.
    """

    __tablename__ = "manuscript_page"

    id: Mapped[Id]
    manuscript_id: Mapped[int] = mapped_column(ForeignKey("manuscript.id"), index=True)
    position: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64), index=True)
    width: Mapped[int]
    height: Mapped[int]
    role: Mapped[FileRole] = mapped_column(default=FileRole.ESSAY)
    caption: Mapped[str] = mapped_column(String(300), default="")

    manuscript: Mapped[Manuscript] = relationship(lazy="raise_on_sql", back_populates="pages")


class Figure(Base):
    """The person or collective an essay is about (nhân vật)."""

    __tablename__ = "figure"

    id: Mapped[Id]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), unique=True)
    kind: Mapped[FigureKind]
    name: Mapped[str] = mapped_column(String(200))
    search_key: Mapped[str] = mapped_column(String(200), index=True)
    birth_year: Mapped[int | None]
    position: Mapped[str] = mapped_column(String(200), default="")
    place: Mapped[str] = mapped_column(String(300), default="")
    phone: Mapped[str] = mapped_column(String(20), default="")
    field: Mapped[str] = mapped_column(String(120), default="")
    honours: Mapped[str] = mapped_column(Text, default="")

    entry: Mapped[Entry] = relationship(lazy="raise_on_sql", back_populates="figure")


class Withdrawal(Base):
    """An entry taken back by its author or by written notice."""

    __tablename__ = "withdrawal"

    id: Mapped[Id]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), unique=True)
    at: Mapped[Moment]
    by: Mapped[str] = mapped_column(String(100))
    reason: Mapped[str] = mapped_column(Text, default="")

    entry: Mapped[Entry] = relationship(lazy="raise_on_sql", back_populates="withdrawal")
