"""What became of papers: which were given a number and a day, who signed them, and whose layout they take."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from contest.db import Base, Id, Moment

_STANDING = text("withdrawn_at IS NULL")


class Issue(Base):
    """One paper that was given its number and day; from then on it carries them, and who signs.

    round_id     of a paper that speaks of one round
    serial       the number in the organ's register; ``number`` is the whole of it as it is written
    signatures   who signs, as they stood that day: prefix, office, name
    withdrawn_at when another issue of the same paper took its place, or it was taken back
    """

    __tablename__ = "issue"
    __table_args__ = (
        CheckConstraint("serial >= 1", name="serial_from_one"),
        Index(
            "uq_issue_number",
            "contest_id",
            "number",
            unique=True,
            sqlite_where=_STANDING,
            postgresql_where=_STANDING,
        ),
    )

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"))
    round_id: Mapped[int | None] = mapped_column(ForeignKey("round.id"), index=True)
    paper: Mapped[str] = mapped_column(String(40))
    serial: Mapped[int]
    number: Mapped[str] = mapped_column(String(60))
    day: Mapped[date] = mapped_column(Date)
    signatures: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    issued_by: Mapped[str] = mapped_column(String(100))
    issued_at: Mapped[Moment]
    withdrawn_by: Mapped[str] = mapped_column(String(100), default="")
    withdrawn_at: Mapped[Moment | None]


class PaperTemplate(Base):
    """One DOCX that organizers put in the place of our layout of a paper; every version is kept.

    digest      of the file in the storage
    retired_at  when another took its place, or ours was taken up again
    """

    __tablename__ = "paper_template"
    __table_args__ = (UniqueConstraint("contest_id", "paper", "version"),)

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"))
    paper: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    file_name: Mapped[str] = mapped_column(String(200))
    fields: Mapped[list[str]] = mapped_column(JSON)
    loaded_by: Mapped[str] = mapped_column(String(100))
    loaded_at: Mapped[Moment]
    retired_by: Mapped[str] = mapped_column(String(100), default="")
    retired_at: Mapped[Moment | None]
