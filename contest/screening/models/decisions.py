"""What the screener said of an entry."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from contest.db import Base, Id, Moment
from contest.entries.models import Entry


class VerdictKind(StrEnum):
    """What the screener said of an entry."""

    ELIGIBLE = "eligible"
    REJECTED = "rejected"
    MORE_NEEDED = "more_needed"


class ScreeningDecision(Base):
    """One decision on one entry; the newest that is not undone counts."""

    __tablename__ = "screening_decision"
    __table_args__ = (CheckConstraint("verdict <> 'rejected' OR code <> ''", name="rejection_has_a_code"),)

    id: Mapped[Id]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    verdict: Mapped[VerdictKind]
    code: Mapped[str] = mapped_column(String(10), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[Moment]
    decided_by: Mapped[str] = mapped_column(String(100))
    undone_at: Mapped[Moment | None]
    undone_by: Mapped[str] = mapped_column(String(100), default="")

    entry: Mapped[Entry] = relationship(lazy="raise_on_sql")
