"""Second looks: which entries were drawn for one, and what each came to."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from contest.db import Base, Id, Moment, Points
from contest.scoring.rules import RecheckReason


class RecheckDraw(Base):
    """One drawing of entries for check-marking (chấm kiểm tra): its seed and recipe reproduce it."""

    __tablename__ = "recheck_draw"

    id: Mapped[Id]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    seed: Mapped[int]
    recipe: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[Moment]
    made_by: Mapped[str] = mapped_column(String(100))


class Recheck(Base):
    """One entry that gets a second look in one round, and why."""

    __tablename__ = "recheck"
    __table_args__ = (UniqueConstraint("round_id", "entry_id"),)

    id: Mapped[Id]
    draw_id: Mapped[int] = mapped_column(ForeignKey("recheck_draw.id"), index=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    reason: Mapped[RecheckReason]


class RecheckResult(Base):
    """What a second look came to: the mark given without knowing the settled one, and how far they are apart."""

    __tablename__ = "recheck_result"

    id: Mapped[Id]
    recheck_id: Mapped[int] = mapped_column(ForeignKey("recheck.id"), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    mark: Mapped[Points]
    against: Mapped[Points]
    reopened: Mapped[bool]
    remark: Mapped[str] = mapped_column(Text, default="")
    checked_at: Mapped[Moment]
    checked_by: Mapped[str] = mapped_column(String(100))
