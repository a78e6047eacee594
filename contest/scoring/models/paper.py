"""Sheets on paper: the code each carries, and what two people typed of it."""

from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from contest.assignment.models import Assignment
from contest.db import Base, Id, Moment, Points


class PaperSheet(Base):
    """One assignment's sheet on paper (phiếu giấy); its token says nothing and is the same on every print."""

    __tablename__ = "paper_sheet"

    id: Mapped[Id]
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), unique=True)
    token: Mapped[str] = mapped_column(String(20), unique=True)
    made_at: Mapped[Moment]
    made_by: Mapped[str] = mapped_column(String(100))

    assignment: Mapped[Assignment] = relationship(lazy="raise_on_sql")


class TypingEnd(StrEnum):
    """How a typing of a paper sheet came to its end."""

    CONFIRMED = "confirmed"
    REPLACED = "replaced"
    DROPPED = "dropped"


class TypedSheet(Base):
    """What one person read off a paper sheet (bản nhập); it counts once another person's says the same.

    turn     1 or 2; one of each is open at a time
    settled  the second person looked at both and decided criterion by criterion
    """

    __tablename__ = "typed_sheet"
    __table_args__ = (
        CheckConstraint("turn IN (1, 2)", name="first_or_second"),
        Index(
            "uq_typed_sheet_open",
            "assignment_id",
            "turn",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[Id]
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), index=True)
    turn: Mapped[int]
    points: Mapped[dict[str, str]] = mapped_column(JSON)
    remark: Mapped[str] = mapped_column(Text, default="")
    total: Mapped[Points]
    settled: Mapped[bool] = mapped_column(default=False)
    typed_at: Mapped[Moment]
    typist_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    typed_by: Mapped[str] = mapped_column(String(100))
    ended_at: Mapped[Moment | None]
    end: Mapped[TypingEnd | None]

    assignment: Mapped[Assignment] = relationship(lazy="raise_on_sql")
