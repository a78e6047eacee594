"""What an office writes of its own into the papers of a contest."""

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from contest.db import Base, Id, Moment


class PaperText(Base):
    """The office's words for one part of one paper; without a row the paper proposes its own each time it is made."""

    __tablename__ = "paper_text"
    __table_args__ = (UniqueConstraint("contest_id", "paper", "part"),)

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"))
    paper: Mapped[str] = mapped_column(String(40))
    part: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[Moment]
    written_by: Mapped[str] = mapped_column(String(200))
