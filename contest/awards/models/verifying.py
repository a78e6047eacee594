"""Whether the locality says that an entry's figure is as it was written (xác minh nhân vật)."""

from datetime import date

from sqlalchemy import Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from contest.db import Base, Id, Moment


class FigureInquiry(Base):
    """One entry named in one letter to the place where its figure lives or works; a letter may name many."""

    __tablename__ = "figure_inquiry"

    id: Mapped[Id]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    letter_number: Mapped[str] = mapped_column(String(60))
    letter_date: Mapped[date] = mapped_column(Date)
    addressee: Mapped[str] = mapped_column(String(200))
    asked_at: Mapped[Moment]
    asked_by: Mapped[str] = mapped_column(String(100))


class FigureAnswer(Base):
    """What one letter from the locality says of one entry's figure; the newest word counts, all are kept.

    scan_digest, scan_size, scan_kind  the letter as a file of the storage; empty when there is none
    """

    __tablename__ = "figure_answer"

    id: Mapped[Id]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    confirmed: Mapped[bool]
    letter_number: Mapped[str] = mapped_column(String(60))
    letter_date: Mapped[date] = mapped_column(Date)
    sender: Mapped[str] = mapped_column(String(200))
    remark: Mapped[str] = mapped_column(Text)
    scan_digest: Mapped[str] = mapped_column(String(64))
    scan_size: Mapped[int]
    scan_kind: Mapped[str] = mapped_column(String(10))
    noted_at: Mapped[Moment]
    noted_by: Mapped[str] = mapped_column(String(100))
