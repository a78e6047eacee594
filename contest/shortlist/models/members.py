"""Members put on a list, or off it, by decision."""

from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from contest.db import Base, Id, Moment


class MemberVerdict(StrEnum):
    """What was decided of one entry: on the list, off it, or as the cut says after all."""

    IN = "in"
    OUT = "out"
    BY_CUT = "by_cut"


class MemberDecision(Base):
    """One decision on one entry of a round, for a stated reason; the newest stands, earlier ones are kept."""

    __tablename__ = "member_decision"

    id: Mapped[Id]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    verdict: Mapped[MemberVerdict]
    reason: Mapped[str] = mapped_column(Text)
    decided_at: Mapped[Moment]
    decided_by: Mapped[str] = mapped_column(String(100))
