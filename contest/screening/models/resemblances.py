"""Which texts are compared, what they share, and what people ruled about it."""

from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from contest.db import Base, Id, Moment


class _WithAnother:
    """Of a row about two texts: the text beside the entry."""

    other_entry_id: Mapped[int | None]
    reference_id: Mapped[int | None]

    @property
    def other(self) -> int:
        """The other entry's id, or the reference's below zero, so that both can stand in one list."""
        return self.other_entry_id or -(self.reference_id or 0)


class RulingKind(StrEnum):
    """What people ruled about texts that resemble each other."""

    COPIED = "copied"
    ALLOWED = "allowed"


class ReferenceText(Base):
    """A text that entries are compared with: an article, a model essay, last year's winner.

    One that was taken away stays as a row, for rulings speak of it.
    """

    __tablename__ = "reference_text"

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), index=True)
    title: Mapped[str] = mapped_column(String(300))
    paragraphs: Mapped[list[str]] = mapped_column(JSON)
    words: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    loaded_at: Mapped[Moment]
    loaded_by: Mapped[str] = mapped_column(String(100))
    removed_at: Mapped[Moment | None]
    removed_by: Mapped[str] = mapped_column(String(100), default="")


class TextPrint(Base):
    """What the engine keeps of one text, an entry's newest manuscript or a reference, made by one of its versions."""

    __tablename__ = "text_print"
    __table_args__ = (
        CheckConstraint("(manuscript_id IS NULL) <> (reference_id IS NULL)", name="of_one_text"),
    )

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), index=True)
    manuscript_id: Mapped[int | None] = mapped_column(ForeignKey("manuscript.id"), unique=True)
    reference_id: Mapped[int | None] = mapped_column(ForeignKey("reference_text.id"), unique=True)
    engine: Mapped[int]
    made_at: Mapped[Moment] = mapped_column(index=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class Resemblance(_WithAnother, Base):
    """What an entry shares with another text: a later entry of its contest, an earlier contest's, or a reference.

    Shapes  the other is an entry or a reference, never both; of two entries of one contest the older stands first
    Units   shares in words out of a thousand, of the entry and of the other; shared and longest in words
    """

    __tablename__ = "resemblance"
    __table_args__ = (
        CheckConstraint("(other_entry_id IS NULL) <> (reference_id IS NULL)", name="with_one_text"),
        UniqueConstraint("entry_id", "other_entry_id"),
        UniqueConstraint("entry_id", "reference_id"),
    )

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    manuscript_id: Mapped[int] = mapped_column(ForeignKey("manuscript.id"))
    other_entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"), index=True)
    other_manuscript_id: Mapped[int | None] = mapped_column(ForeignKey("manuscript.id"))
    reference_id: Mapped[int | None] = mapped_column(ForeignKey("reference_text.id"), index=True)
    shared: Mapped[int]
    share: Mapped[int]
    other_share: Mapped[int]
    longest: Mapped[int]
    engine: Mapped[int]


class Comparison(Base):
    """The last time everything of a contest was compared with everything; replaced by the next.

    entries  how many were in the register, so that it shows when the contest has grown
    common   the phrases that stood in too many entries to count, as the engine keeps them
    """

    __tablename__ = "comparison"

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), unique=True)
    compared_at: Mapped[Moment]
    engine: Mapped[int]
    entries: Mapped[int]
    common: Mapped[bytes] = mapped_column(LargeBinary)


class Ruling(Base):
    """What a person ruled about one pair or a whole cluster; it survives every comparing anew until undone.

    original_entry_id  of copied entries the one they were copied from; none when all were rejected or it lies elsewhere
    rejections         ids of the screening decisions it led to
    """

    __tablename__ = "ruling"

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), index=True)
    kind: Mapped[RulingKind]
    reason: Mapped[str] = mapped_column(Text)
    original_entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"))
    rejections: Mapped[list[int]] = mapped_column(JSON)
    ruled_at: Mapped[Moment]
    ruled_by: Mapped[str] = mapped_column(String(100))
    undone_at: Mapped[Moment | None]
    undone_by: Mapped[str] = mapped_column(String(100), default="")

    pairs: Mapped[list["RuledPair"]] = relationship(lazy="selectin", back_populates="ruling")


class RuledPair(_WithAnother, Base):
    """One pair of a ruling, in the versions that were seen: another version makes it a question again."""

    __tablename__ = "ruled_pair"
    __table_args__ = (
        CheckConstraint("(other_entry_id IS NULL) <> (reference_id IS NULL)", name="with_one_text"),
    )

    id: Mapped[Id]
    ruling_id: Mapped[int] = mapped_column(ForeignKey("ruling.id"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    manuscript_id: Mapped[int] = mapped_column(ForeignKey("manuscript.id"))
    other_entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"), index=True)
    other_manuscript_id: Mapped[int | None] = mapped_column(ForeignKey("manuscript.id"))
    reference_id: Mapped[int | None] = mapped_column(ForeignKey("reference_text.id"))

    ruling: Mapped[Ruling] = relationship(lazy="raise_on_sql", back_populates="pairs")
