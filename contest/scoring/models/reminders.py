"""Letters that asked judges to go on."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from contest.db import Base, Id, Moment


class Reminder(Base):
    """One letter to one judge about what is left to read in one round; who sent it, and how much was left then."""

    __tablename__ = "reminder"
    __table_args__ = (
        CheckConstraint("left_to_read > 0", name="something_left"),
        Index("ix_reminder_round_id_judge_id", "round_id", "judge_id"),
    )

    id: Mapped[Id]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    judge_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    left_to_read: Mapped[int]
    sent_at: Mapped[Moment]
    sent_by: Mapped[str] = mapped_column(String(100))
