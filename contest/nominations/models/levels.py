"""Levels as data: where a contest stands, who may send it how many works, and by which key a sender is known."""

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from contest.db import Base, Id, Moment


class ContestLevel(Base):
    """The level at which one contest is held, and what passes between it and those above and below.

    label, rank    the level in words, such as "cấp huyện", and its place among levels: a greater one is higher
    upper_label    the level above, in words; empty when nothing goes up
    send_rest      the level above wants what is not nominated as well, for the record
    receives       works come in from levels below
    default_quota  for senders that have none of their own; None is no end
    """

    __tablename__ = "contest_level"
    __table_args__ = (
        CheckConstraint("rank BETWEEN 0 AND 99", name="rank_in_range"),
        CheckConstraint("default_quota IS NULL OR default_quota >= 0", name="default_quota_not_negative"),
    )

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), unique=True)
    label: Mapped[str] = mapped_column(String(80), default="")
    rank: Mapped[int] = mapped_column(default=0)
    upper_label: Mapped[str] = mapped_column(String(80), default="")
    send_rest: Mapped[bool] = mapped_column(default=False)
    receives: Mapped[bool] = mapped_column(default=False)
    default_quota: Mapped[int | None]


class SendingUnit(Base):
    """One unit of the directory that may send works to one contest; a quota of its own, or the contest's."""

    __tablename__ = "sending_unit"
    __table_args__ = (
        UniqueConstraint("contest_id", "unit_id"),
        CheckConstraint("quota IS NULL OR quota >= 0", name="quota_not_negative"),
    )

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    quota: Mapped[int | None]
    ended_at: Mapped[Moment | None]


class SenderKey(Base):
    """One public key by which a sender's packages are known; never changed, only withdrawn.

    by_telephone  its fingerprint was read over the telephone by this very unit; else registered from a printed sheet
    """

    __tablename__ = "sender_key"

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    key: Mapped[str] = mapped_column(String(64), index=True)
    by_telephone: Mapped[bool] = mapped_column(default=False)
    registered_at: Mapped[Moment]
    registered_by: Mapped[str] = mapped_column(String(100))
    withdrawn_at: Mapped[Moment | None]
    withdrawn_by: Mapped[str] = mapped_column(String(100), default="")
