"""What is on its way into an envelope: drafts, their files, and files of which a part has come."""

from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from contest.db import Base, Id, Moment
from contest.entries.rules import FileRole


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
    """One file added to a draft, already kept and read; ``reading`` is what the reader made of it.

    caption  what is to stand below a photo of the figure
    """

    __tablename__ = "draft_file"

    id: Mapped[Id]
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"), index=True)
    position: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    sent_name: Mapped[str] = mapped_column(String(255))
    reading: Mapped[dict[str, Any]] = mapped_column(JSON)
    role: Mapped[FileRole] = mapped_column(default=FileRole.ESSAY)
    caption: Mapped[str] = mapped_column(String(300), default="")

    draft: Mapped[Draft] = relationship(lazy="raise_on_sql", back_populates="files")


class Upload(Base):
    """One file on its way into a draft; the part that has come lies in the storage under ``token_hash``.

    offset  bytes that were acknowledged; it reaches ``length`` only with the file in the draft
    digest  of the file it became, empty while it is under way
    """

    __tablename__ = "upload"
    __table_args__ = (
        CheckConstraint("length > 0", name="not_empty"),
        CheckConstraint('"offset" >= 0 AND "offset" <= length', name="offset_within"),
    )

    id: Mapped[Id]
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    sent_name: Mapped[str] = mapped_column(String(255))
    role: Mapped[FileRole]
    length: Mapped[int]
    offset: Mapped[int] = mapped_column(default=0)
    digest: Mapped[str] = mapped_column(String(64), default="")
    made_at: Mapped[Moment]
    expires_at: Mapped[Moment] = mapped_column(index=True)
