"""Meetings about a round: who was there, what was put to the vote, how it came out."""

from hashlib import sha256

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from contest.charter.models import Round
from contest.db import Base, Id, Moment
from contest.shortlist.rules.voting import (
    Majority,
    MeetingKind,
    MotionKind,
    MotionOutcome,
    Part,
    Votes,
)


class Meeting(Base):
    """One meeting about a round; once it is closed nothing of it is edited, only supplemented.

    number        which of the round's meetings it is, from 1
    held_at       when it began; ``ended_at`` when it ended, both as its secretary says
    absent_votes  whether members who were not there could vote in writing
    opinions      what else was said, for the minutes
    """

    __tablename__ = "meeting"
    __table_args__ = (UniqueConstraint("round_id", "number"),)

    id: Mapped[Id]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    number: Mapped[int]
    kind: Mapped[MeetingKind]
    title: Mapped[str] = mapped_column(String(200))
    place: Mapped[str] = mapped_column(String(200), default="")
    held_at: Mapped[Moment]
    ended_at: Mapped[Moment | None]
    majority: Mapped[Majority] = mapped_column(default=Majority.PRESENT)
    absent_votes: Mapped[bool] = mapped_column(default=False)
    opinions: Mapped[str] = mapped_column(Text, default="")
    opened_at: Mapped[Moment]
    opened_by: Mapped[str] = mapped_column(String(100))
    closed_at: Mapped[Moment | None]
    closed_by: Mapped[str] = mapped_column(String(100), default="")

    round: Mapped[Round] = relationship(lazy="raise_on_sql")
    attendances: Mapped[list["Attendance"]] = relationship(order_by="Attendance.position", lazy="selectin")
    motions: Mapped[list["Motion"]] = relationship(order_by="Motion.position", lazy="selectin")
    supplements: Mapped[list["Supplement"]] = relationship(order_by="Supplement.id", lazy="selectin")

    @property
    def is_open(self) -> bool:
        """Whether things are still put to the vote."""
        return self.closed_at is None

    @property
    def seen(self) -> str:
        """What tells this saying of when, where and how from a later one."""
        said = (self.title, self.place, self.held_at, self.majority, self.absent_votes, self.opinions)
        return sha256(repr(said).encode()).hexdigest()[:16]

    @property
    def chair(self) -> str:
        """Who presides."""
        return self._of(Part.CHAIR)

    @property
    def secretary(self) -> str:
        """Who keeps the minutes."""
        return self._of(Part.SECRETARY)

    @property
    def entitled(self) -> int:
        """How many members vote, present or not."""
        return sum(seat.votes for seat in self.attendances)

    @property
    def voters(self) -> int:
        """How many of them are present."""
        return sum(seat.votes and seat.present for seat in self.attendances)

    def _of(self, part: Part) -> str:
        return next((seat.name for seat in self.attendances if seat.part is part), "")


class Attendance(Base):
    """One person called to a meeting, whether they came, and whether they vote there."""

    __tablename__ = "attendance"

    id: Mapped[Id]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(100))
    office: Mapped[str] = mapped_column(String(200), default="")
    part: Mapped[Part]
    votes: Mapped[bool]
    present: Mapped[bool] = mapped_column(default=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)


class Motion(Base):
    """One thing put to a meeting, about an entry by its code or about none, and how the vote came out.

    voters    how many could vote when it was counted
    by_chair  equal votes: the chair ruled
    reason    why, in the words of the minutes
    """

    __tablename__ = "motion"
    __table_args__ = (
        UniqueConstraint("meeting_id", "position"),
        CheckConstraint("in_favour >= 0 AND against >= 0 AND abstained >= 0", name="counts_not_negative"),
    )

    id: Mapped[Id]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    position: Mapped[int]
    kind: Mapped[MotionKind]
    text: Mapped[str] = mapped_column(Text)
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"), index=True)
    blind_code: Mapped[str] = mapped_column(String(12), default="")
    put_at: Mapped[Moment]
    put_by: Mapped[str] = mapped_column(String(100))
    in_favour: Mapped[int | None]
    against: Mapped[int | None]
    abstained: Mapped[int | None]
    voters: Mapped[int | None]
    outcome: Mapped[MotionOutcome | None]
    by_chair: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[Moment | None]
    decided_by: Mapped[str] = mapped_column(String(100), default="")

    dissents: Mapped[list["Dissent"]] = relationship(order_by="Dissent.id", lazy="selectin")

    @property
    def seen(self) -> str:
        """What tells this count from a later one."""
        return f"{self.id}-{self.decided_at.timestamp():.6f}" if self.decided_at else str(self.id)

    @property
    def counted(self) -> Votes | None:
        """The votes, once they are counted."""
        if self.in_favour is None or self.against is None or self.abstained is None:
            return None
        return Votes(self.in_favour, self.against, self.abstained)


class Dissent(Base):
    """One opinion about a motion that somebody wanted in the minutes, as said; name empty where none is wanted."""

    __tablename__ = "dissent"

    id: Mapped[Id]
    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), index=True)
    name: Mapped[str] = mapped_column(String(100), default="")
    text: Mapped[str] = mapped_column(Text)
    noted_at: Mapped[Moment]
    noted_by: Mapped[str] = mapped_column(String(100))


class Supplement(Base):
    """What was added to the minutes of a closed meeting, and why."""

    __tablename__ = "supplement"

    id: Mapped[Id]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    made_at: Mapped[Moment]
    made_by: Mapped[str] = mapped_column(String(100))
