"""What came from below: packages as they arrived, their files, and what became of each entry in them."""

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from contest.db import Base, Id, Moment
from contest.entries.models import Entry
from contest.nominations.rules import Fate


class Choice(StrEnum):
    """What the office wants of an arriving entry: take it, leave it, or give the entry that stands a new version."""

    TAKE = "take"
    LEAVE = "leave"
    CORRECT = "correct"


class Outcome(StrEnum):
    """What became of an arriving entry.

    TAKEN      it made an entry
    ALREADY    it was there before, and stays as it is
    CORRECTED  its entry got a further version
    REFUSED    it could not be taken; why says the reason
    LEFT       the office left it out
    """

    TAKEN = "taken"
    ALREADY = "already"
    CORRECTED = "corrected"
    REFUSED = "refused"
    LEFT = "left"


class Consignment(Base):
    """One package that came from a level below, from its arrival to its receipt.

    number       counted within the contest
    file_digest  of its bytes as they came: the same bytes come once
    digest, key  of its manifest, and who signed it; empty until it was opened
    manifest     what it says of itself
    refusal      the kind of refusal when it could not be opened, with its values
    unit_id      the sending unit it was found, or said, to be from
    categories   category as the sender names it -> ours
    prepared_at  everything is read and looked through; none while that is still to be done
    taking_at    the office said: take it; taken_at: the last entry was done
    """

    __tablename__ = "consignment"
    __table_args__ = (
        UniqueConstraint("contest_id", "number"),
        UniqueConstraint("contest_id", "file_digest"),
        CheckConstraint("number > 0", name="number_from_one"),
    )

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), index=True)
    number: Mapped[int]
    file_digest: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int] = mapped_column(BigInteger)
    sent_name: Mapped[str] = mapped_column(String(255), default="")
    received_at: Mapped[Moment]
    received_by: Mapped[str] = mapped_column(String(100))
    digest: Mapped[str] = mapped_column(String(64), default="", index=True)
    key: Mapped[str] = mapped_column(String(64), default="")
    manifest: Mapped[dict[str, Any]] = mapped_column(JSON)
    opened_at: Mapped[Moment | None]
    refusal: Mapped[str] = mapped_column(String(40), default="")
    refused_for: Mapped[dict[str, Any]] = mapped_column(JSON)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    categories: Mapped[dict[str, int]] = mapped_column(JSON)
    prepared_at: Mapped[Moment | None]
    taking_at: Mapped[Moment | None]
    taken_at: Mapped[Moment | None]
    taken_by: Mapped[str] = mapped_column(String(100), default="")
    touched_at: Mapped[Moment] = mapped_column(index=True)
    swept_at: Mapped[Moment | None]

    @property
    def is_taking(self) -> bool:
        """Whether entries of it are being taken now."""
        return self.taking_at is not None and self.taken_at is None

    @property
    def is_working(self) -> bool:
        """Whether something is being done with it in the background."""
        return self.is_taking or (self.prepared_at is None and not self.refusal)


class ConsignedFile(Base):
    """One file of an arriving package, kept by its digest; reading is what its reader made of it."""

    __tablename__ = "consigned_file"
    __table_args__ = (UniqueConstraint("consignment_id", "digest"),)

    id: Mapped[Id]
    consignment_id: Mapped[int] = mapped_column(ForeignKey("consignment.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int] = mapped_column(BigInteger)
    reading: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    refusal: Mapped[str] = mapped_column(String(40), default="")
    settled_at: Mapped[Moment | None]


class Consigned(Base):
    """One entry in an arriving package: what it says, what is to be known of it, and what became of it.

    said      the line of the package; emptied of its authors and text with the sweep
    identity  the same for the same entry of the same sender, in whichever package; empty until the sender is known
    marks     what it says part by part, so that a later package shows what has changed
    notes     what is wrong with it or should be known: level, code, values
    standing  the entry that it already made; entry: the one it stands for now
    why       the refusal of a REFUSED one: its code and values
    """

    __tablename__ = "consigned"
    __table_args__ = (UniqueConstraint("consignment_id", "position"),)

    id: Mapped[Id]
    consignment_id: Mapped[int] = mapped_column(ForeignKey("consignment.id"), index=True)
    position: Mapped[int]
    receipt: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(300))
    nominated: Mapped[bool]
    said: Mapped[dict[str, Any]] = mapped_column(JSON)
    marks: Mapped[dict[str, str]] = mapped_column(JSON)
    identity: Mapped[str] = mapped_column(String(64), default="", index=True)
    fate: Mapped[Fate] = mapped_column(default=Fate.FRESH)
    notes: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    standing_entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"), index=True)
    choice: Mapped[Choice | None]
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"), index=True)
    outcome: Mapped[Outcome | None]
    why: Mapped[dict[str, Any]] = mapped_column(JSON)
    done_at: Mapped[Moment | None]

    consignment: Mapped[Consignment] = relationship(lazy="raise_on_sql")
    entry: Mapped[Entry | None] = relationship(foreign_keys=entry_id, lazy="raise_on_sql")
    standing: Mapped[Entry | None] = relationship(foreign_keys=standing_entry_id, lazy="raise_on_sql")
