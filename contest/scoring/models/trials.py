"""The joint trial before a round: a few entries marked by the whole jury, off the record."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from contest.db import Base, Id, Moment, Points


class Trial(Base):
    """The joint trial of one round (chấm chung): how its entries were drawn, who opened it, who showed its spread.

    Nothing of it enters a mark; its entries are read again under their own codes when the round is drawn.
    """

    __tablename__ = "trial"

    id: Mapped[Id]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), unique=True)
    seed: Mapped[int]
    made_at: Mapped[Moment]
    made_by: Mapped[str] = mapped_column(String(100))
    opened_at: Mapped[Moment | None]
    opened_by: Mapped[str] = mapped_column(String(100), default="")
    shown_at: Mapped[Moment | None]
    shown_by: Mapped[str] = mapped_column(String(100), default="")

    entries: Mapped[list["TrialEntry"]] = relationship(order_by="TrialEntry.number", lazy="selectin")


class TrialEntry(Base):
    """One entry of a joint trial, which the jury knows by its number there."""

    __tablename__ = "trial_entry"
    __table_args__ = (UniqueConstraint("trial_id", "number"), UniqueConstraint("trial_id", "entry_id"))

    id: Mapped[Id]
    trial_id: Mapped[int] = mapped_column(ForeignKey("trial.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    number: Mapped[int]


class TrialSheet(Base):
    """One judge's points for one entry of a joint trial, as they stand; handed in once, then kept."""

    __tablename__ = "trial_sheet"
    __table_args__ = (UniqueConstraint("trial_entry_id", "judge_id"),)

    id: Mapped[Id]
    trial_entry_id: Mapped[int] = mapped_column(ForeignKey("trial_entry.id"))
    judge_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    version: Mapped[int] = mapped_column()
    points: Mapped[dict[str, Any]] = mapped_column(JSON)
    remark: Mapped[str] = mapped_column(Text, default="")
    total: Mapped[Points | None]
    saved_at: Mapped[Moment]
    handed_in_at: Mapped[Moment | None]

    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}
