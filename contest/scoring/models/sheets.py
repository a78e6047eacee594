"""Score sheets with every version ever saved, and what judges suspect."""

from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from contest.assignment.models import Assignment
from contest.db import Base, Id, Moment, Points


class SheetState(StrEnum):
    """What one version of a sheet did."""

    SAVED = "saved"
    HANDED_IN = "handed_in"
    TAKEN_BACK = "taken_back"
    SENT_BACK = "sent_back"


RETURNED = frozenset({SheetState.TAKEN_BACK, SheetState.SENT_BACK})
"""Handed in once, and open again: by its judge, or by the head of the jury."""


class ScoreSheet(Base):
    """One judge's sheet for one assigned entry (phiếu chấm); its newest version is what stands."""

    __tablename__ = "score_sheet"

    id: Mapped[Id]
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), unique=True)
    version: Mapped[int] = mapped_column()
    state: Mapped[SheetState]
    points: Mapped[dict[str, str]] = mapped_column(JSON)
    remark: Mapped[str] = mapped_column(Text, default="")
    total: Mapped[Points | None]
    saved_at: Mapped[Moment]
    handed_in_at: Mapped[Moment | None]

    assignment: Mapped[Assignment] = relationship(lazy="raise_on_sql")
    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}


class SheetVersion(Base):
    """One saving of a sheet, kept for good: who, when, by which door, with which points and why.

    confirmed_by  the second person, of a sheet that two people typed from paper
    """

    __tablename__ = "sheet_version"
    __table_args__ = (UniqueConstraint("sheet_id", "number"),)

    id: Mapped[Id]
    sheet_id: Mapped[int] = mapped_column(ForeignKey("score_sheet.id"), index=True)
    number: Mapped[int]
    state: Mapped[SheetState]
    points: Mapped[dict[str, str]] = mapped_column(JSON)
    remark: Mapped[str] = mapped_column(Text, default="")
    total: Mapped[Points | None]
    saved_at: Mapped[Moment]
    saved_by: Mapped[str] = mapped_column(String(100))
    confirmed_by: Mapped[str] = mapped_column(String(100), default="")
    door: Mapped[str] = mapped_column(String(12), default="web")
    reason: Mapped[str] = mapped_column(Text, default="")

    sheet: Mapped[ScoreSheet] = relationship(lazy="raise_on_sql")


class SuspicionKind(StrEnum):
    """What a judge suspects of an entry."""

    COPIED = "copied"
    NAMED = "named"
    OFF_RULES = "off_rules"


class Suspicion(Base):
    """A judge's report that an entry looks copied, names its author, or breaks the rules."""

    __tablename__ = "suspicion"

    id: Mapped[Id]
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), index=True)
    kind: Mapped[SuspicionKind]
    note: Mapped[str] = mapped_column(Text, default="")
    reported_at: Mapped[Moment]

    assignment: Mapped[Assignment] = relationship(lazy="raise_on_sql")
