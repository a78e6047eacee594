"""What was decided about prizes, and what was taken back: rows are added, none is ever edited."""

from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from contest.awards.models.structure import Prize
from contest.awards.rules import PrizeKind
from contest.db import NUMBER, Base, Id, Moment, Points


class AwardDecision(Base):
    """One meeting's word on all prizes of a kind, whole; the newest of its kind stands, the others are its trace.

    kind          personal (with the special ones) or collective
    shortlist_id  the frozen list it follows
    meeting_id    the meeting it was taken at, where the office keeps one
    recipe        what the proposal was made of: prizes, terms, list, and the units' table of a collective one
    reason        why it takes an earlier one's place, or why it departs from the proposal
    """

    __tablename__ = "award_decision"
    __table_args__ = (
        UniqueConstraint("contest_id", "kind", "number"),
        CheckConstraint("kind <> 'special'", name="special_with_personal"),
    )

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), index=True)
    kind: Mapped[PrizeKind]
    number: Mapped[int]
    shortlist_id: Mapped[int] = mapped_column(ForeignKey("shortlist.id"), index=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    recipe: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(Text)
    decided_at: Mapped[Moment]
    decided_by: Mapped[str] = mapped_column(String(100))

    awards: Mapped[list["Award"]] = relationship(
        order_by="Award.position", lazy="raise_on_sql", back_populates="decision"
    )
    departures: Mapped[list["PrizeDeparture"]] = relationship(
        order_by="PrizeDeparture.id", lazy="raise_on_sql", back_populates="decision"
    )
    omissions: Mapped[list["AwardOmission"]] = relationship(
        order_by="AwardOmission.id", lazy="raise_on_sql", back_populates="decision"
    )


class Award(Base):
    """One prize given by one decision, to one entry or to one unit.

    position  its place among the decision's awards, the best first
    money     in whole đồng, as the structure said then
    reason    why it is not what the proposal said; empty where it is
    """

    __tablename__ = "award"
    __table_args__ = (
        UniqueConstraint("decision_id", "entry_id"),
        UniqueConstraint("decision_id", "unit_id"),
        CheckConstraint("(entry_id IS NULL) <> (unit_id IS NULL)", name="to_one"),
    )

    id: Mapped[Id]
    decision_id: Mapped[int] = mapped_column(ForeignKey("award_decision.id"), index=True)
    prize_id: Mapped[int] = mapped_column(ForeignKey("prize.id"), index=True)
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    position: Mapped[int]
    money: Mapped[int | None] = mapped_column(NUMBER)
    score: Mapped[Points | None]
    reason: Mapped[str] = mapped_column(Text)

    decision: Mapped[AwardDecision] = relationship(lazy="raise_on_sql", back_populates="awards")
    prize: Mapped[Prize] = relationship(lazy="raise_on_sql")
    revocation: Mapped["AwardRevocation | None"] = relationship(lazy="raise_on_sql", back_populates="award")


class PrizeDeparture(Base):
    """One prize that a decision gave more or fewer times than the structure has places, and why."""

    __tablename__ = "prize_departure"
    __table_args__ = (UniqueConstraint("decision_id", "prize_id"),)

    id: Mapped[Id]
    decision_id: Mapped[int] = mapped_column(ForeignKey("award_decision.id"), index=True)
    prize_id: Mapped[int] = mapped_column(ForeignKey("prize.id"), index=True)
    places: Mapped[int]
    given: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)

    decision: Mapped[AwardDecision] = relationship(lazy="raise_on_sql", back_populates="departures")
    prize: Mapped[Prize] = relationship(lazy="raise_on_sql")


class AwardOmission(Base):
    """One entry or unit that the proposal gave a prize and the decision did not, and why."""

    __tablename__ = "award_omission"
    __table_args__ = (
        UniqueConstraint("decision_id", "entry_id"),
        UniqueConstraint("decision_id", "unit_id"),
        CheckConstraint("(entry_id IS NULL) <> (unit_id IS NULL)", name="of_one"),
    )

    id: Mapped[Id]
    decision_id: Mapped[int] = mapped_column(ForeignKey("award_decision.id"), index=True)
    prize_id: Mapped[int] = mapped_column(ForeignKey("prize.id"), index=True)
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)

    decision: Mapped[AwardDecision] = relationship(lazy="raise_on_sql", back_populates="omissions")
    prize: Mapped[Prize] = relationship(lazy="raise_on_sql")


class AwardRevocation(Base):
    """One award taken back (thu hồi giải): who, when, why, on what evidence; the award's row stays.

    scan_digest, scan_size, scan_kind  a file of evidence as the storage keeps it; empty when there is none
    """

    __tablename__ = "award_revocation"

    id: Mapped[Id]
    award_id: Mapped[int] = mapped_column(ForeignKey("award.id"), unique=True)
    reason: Mapped[str] = mapped_column(Text)
    evidence: Mapped[str] = mapped_column(Text)
    scan_digest: Mapped[str] = mapped_column(String(64))
    scan_size: Mapped[int]
    scan_kind: Mapped[str] = mapped_column(String(10))
    revoked_at: Mapped[Moment]
    revoked_by: Mapped[str] = mapped_column(String(100))

    award: Mapped[Award] = relationship(lazy="raise_on_sql", back_populates="revocation")


class AwardPublication(Base):
    """One decision made public: from then on everybody reads its awards, less those taken back."""

    __tablename__ = "award_publication"

    id: Mapped[Id]
    decision_id: Mapped[int] = mapped_column(ForeignKey("award_decision.id"), unique=True)
    published_at: Mapped[Moment]
    published_by: Mapped[str] = mapped_column(String(100))

    decision: Mapped[AwardDecision] = relationship(lazy="raise_on_sql")
