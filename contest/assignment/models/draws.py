"""Who reads what, and why it was dealt so."""

from enum import StrEnum
from typing import Any, Final

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from contest.charter.models import Round
from contest.db import NUMBER, Base, Id, Moment
from contest.people.models import Account
from contest.screening.models import BlindCode


class DrawKind(StrEnum):
    """Why a draw was made."""

    MAIN = "main"
    TOP_UP = "top_up"
    THIRD = "third"
    REPLACEMENT = "replacement"
    JOINING = "joining"
    MORE_READERS = "more_readers"
    FEWER_READERS = "fewer_readers"
    SECOND_LOOK = "second_look"
    LINE_LOOK = "line_look"
    MOVE = "move"


class Conflict(Base):
    """One judge who must not read one entry, with who said so; a judge need not say why."""

    __tablename__ = "conflict"
    __table_args__ = (UniqueConstraint("judge_id", "entry_id"),)

    id: Mapped[Id]
    judge_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    reason: Mapped[str] = mapped_column(Text, default="")
    declared_at: Mapped[Moment]
    declared_by: Mapped[str] = mapped_column(String(100))
    declared_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)


LARGEST_SEED: Final = 2**31 - 1
"""What the column of a seed holds on every database."""


class Draw(Base):
    """One drawing of lots: its seed and recipe reproduce it; judges see nothing before it is published."""

    __tablename__ = "draw"

    id: Mapped[Id]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    kind: Mapped[DrawKind]
    seed: Mapped[int]
    recipe: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[Moment]
    made_by: Mapped[str] = mapped_column(String(100))
    published_at: Mapped[Moment | None]
    published_by: Mapped[str] = mapped_column(String(100), default="")

    round: Mapped[Round] = relationship(lazy="raise_on_sql")

    @property
    def mark(self) -> str:
        """What tells this draw from one that later takes its number."""
        return f"{self.id}-{self.seed}-{self.made_at.timestamp():.6f}"


class Assignment(Base):
    """One judge reads one entry in one round, known by its blind code, in the judge's own order.

    Round and entry are those of the code: its key holds both. Two million rows are written at once, so each key
    and index here has to earn its place (docs/decisions/0019).
    """

    __tablename__ = "assignment"
    __table_args__ = (
        ForeignKeyConstraint(["round_id", "entry_id"], ["blind_code.round_id", "blind_code.entry_id"]),
        Index("ix_assignment_entry_id_round_id_judge_id", "entry_id", "round_id", "judge_id", unique=True),
        Index("ix_assignment_judge_id_round_id", "judge_id", "round_id"),
    )

    id: Mapped[Id]
    draw_id: Mapped[int] = mapped_column(ForeignKey("draw.id"), index=True)
    round_id: Mapped[int] = mapped_column(NUMBER, index=True)
    entry_id: Mapped[int] = mapped_column(NUMBER)
    judge_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    reading_order: Mapped[int]
    is_third: Mapped[bool] = mapped_column(default=False)

    draw: Mapped[Draw] = relationship(lazy="joined")
    round: Mapped[Round] = relationship(
        primaryjoin=lambda: foreign(Assignment.round_id) == Round.id, lazy="raise_on_sql", viewonly=True
    )
    blind_code: Mapped[BlindCode] = relationship(lazy="joined", viewonly=True)
    judge: Mapped[Account] = relationship(lazy="raise_on_sql")
    recusal: Mapped["Recusal | None"] = relationship(lazy="joined", back_populates="assignment")


class Recusal(Base):
    """An assignment that ended because its judge may not, or can no longer, read this entry."""

    __tablename__ = "recusal"

    id: Mapped[Id]
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), unique=True)
    at: Mapped[Moment]
    by: Mapped[str] = mapped_column(String(100))
    reason: Mapped[str] = mapped_column(Text, default="")

    assignment: Mapped[Assignment] = relationship(lazy="raise_on_sql", back_populates="recusal")


class DrawEnding(Base):
    """One assignment that a draw takes back: it ends, as a Recusal, when the draw is published."""

    __tablename__ = "draw_ending"
    __table_args__ = (UniqueConstraint("draw_id", "assignment_id"),)

    id: Mapped[Id]
    draw_id: Mapped[int] = mapped_column(ForeignKey("draw.id"))
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), index=True)


class Anchor(Base):
    """One entry that every judge of the round reads, so that all can be compared."""

    __tablename__ = "anchor"
    __table_args__ = (UniqueConstraint("draw_id", "entry_id"),)

    id: Mapped[Id]
    draw_id: Mapped[int] = mapped_column(ForeignKey("draw.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)


class EntryReaders(Base):
    """One entry that a draw gave more readers than its category has: chosen by hand, or near the cut line."""

    __tablename__ = "entry_readers"
    __table_args__ = (UniqueConstraint("draw_id", "entry_id"),)

    id: Mapped[Id]
    draw_id: Mapped[int] = mapped_column(ForeignKey("draw.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    readers: Mapped[int]


class TakenOut(Base):
    """One entry that a draw takes out of its round, or back in, because the list of the round before changed.

    The newest published draw that speaks of it decides; its readings stay, and count while it is in.
    """

    __tablename__ = "taken_out"
    __table_args__ = (UniqueConstraint("draw_id", "entry_id"),)

    id: Mapped[Id]
    draw_id: Mapped[int] = mapped_column(ForeignKey("draw.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    out: Mapped[bool]
