"""The frozen list and its publication."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from contest.db import Base, Id, Moment, Points
from contest.entries.models import Entry


class HeadDecision(Base):
    """The head of the jury breaks one tie: among equals, the higher ``weight`` goes first, for a stated reason."""

    __tablename__ = "head_decision"
    __table_args__ = (UniqueConstraint("round_id", "entry_id"),)

    id: Mapped[Id]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    weight: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    decided_at: Mapped[Moment]
    decided_by: Mapped[str] = mapped_column(String(100))


class Shortlist(Base):
    """One frozen shortlist: never edited, only superseded. Recipe and places re-compute it."""

    __tablename__ = "shortlist"

    id: Mapped[Id]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    number: Mapped[int]
    recipe: Mapped[dict[str, Any]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(64))
    frozen_at: Mapped[Moment]
    frozen_by: Mapped[str] = mapped_column(String(100))
    reason: Mapped[str] = mapped_column(Text, default="")

    places: Mapped[list["Place"]] = relationship(
        order_by="Place.position", lazy="raise_on_sql", back_populates="shortlist"
    )
    __table_args__ = (UniqueConstraint("round_id", "number"),)


class Place(Base):
    """One entry's place in a frozen ranking, and whether the list takes it in."""

    __tablename__ = "place"
    __table_args__ = (UniqueConstraint("shortlist_id", "entry_id"),)

    id: Mapped[Id]
    shortlist_id: Mapped[int] = mapped_column(ForeignKey("shortlist.id"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    blind_code: Mapped[str] = mapped_column(String(12))
    position: Mapped[int]
    rank: Mapped[int]
    mark: Mapped[Points]
    tied: Mapped[bool] = mapped_column(default=False)
    taken: Mapped[bool]
    note: Mapped[str] = mapped_column(String(200), default="")

    shortlist: Mapped[Shortlist] = relationship(lazy="raise_on_sql", back_populates="places")
    entry: Mapped[Entry] = relationship(lazy="raise_on_sql")


class Publication(Base):
    """A frozen shortlist made public, names and all."""

    __tablename__ = "publication"

    id: Mapped[Id]
    shortlist_id: Mapped[int] = mapped_column(ForeignKey("shortlist.id"), unique=True)
    published_at: Mapped[Moment]
    published_by: Mapped[str] = mapped_column(String(100))

    shortlist: Mapped[Shortlist] = relationship(lazy="joined")
