"""Lists of scores that somebody filled in and sent (bảng điểm gửi lên)."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from contest.charter.models import Round
from contest.db import Base, Id, Moment


class SentScores(Base):
    """One list of scores as it was sent: its rows as typed, looked at before any is taken, and what became of each.

    judge_id  whose own list it is, sent by the judge; None for the office's
    rows      number, code, judge, points by criterion key, remark; all as typed
    fates     number -> outcome and the reason in words, once the list was taken
    """

    __tablename__ = "sent_scores"

    id: Mapped[Id]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    judge_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    name: Mapped[str] = mapped_column(String(255))
    digest: Mapped[str] = mapped_column(String(64))
    rows: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    sent_at: Mapped[Moment]
    sent_by: Mapped[str] = mapped_column(String(100))
    taken_at: Mapped[Moment | None]
    taken_by: Mapped[str] = mapped_column(String(100), default="")
    fates: Mapped[dict[str, list[str]]] = mapped_column(JSON)

    round: Mapped[Round] = relationship(lazy="raise_on_sql")
