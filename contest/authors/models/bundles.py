"""Bundles: many essays that came together under one list, from a unit or from a survey form."""

from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from contest.authors.rules import Level
from contest.db import Base, Id, Moment
from contest.entries.models import Channel, Entry


class BundleKind(StrEnum):
    """What the list is: a unit's covering list with its essays, or the sheet of a survey form."""

    UNIT = "unit"
    SURVEY = "survey"


class Outcome(StrEnum):
    """What became of one row.

    TAKEN      it made an entry
    ALREADY    its entry was there before, and stays as it is
    CORRECTED  its entry got a further version
    REFUSED    it could not be taken; its notes say why
    DROPPED    the office left it out
    """

    TAKEN = "taken"
    ALREADY = "already"
    CORRECTED = "corrected"
    REFUSED = "refused"
    DROPPED = "dropped"


class Choice(StrEnum):
    """What the office wants of a row: take it in the usual way, leave it out; and of one that resembles an
    entry already there: keep that entry, give it a further version, or make another entry."""

    TAKE = "take"
    DROP = "drop"
    KEEP = "keep"
    CORRECT = "correct"
    ANOTHER = "another"


class Bundle(Base):
    """One bundle on its way in, and afterwards what its receipt says.

    number      counted within the contest; the receipt's code is made of it
    sheet_no    counts the lists: a corrected one is the next; 0 while there is none
    headings    of the newest list, column by column; headings_key is the same for the same set of them
    columns     column -> our field, as guessed or chosen; constants: field -> what every row says
    prepared_at everything is read and looked through; none while that is still to be done
    taking_at   the office said: take it; taken_at: the last row was done, and the receipt holds
    digest      the SHA-256 that the receipt vouches for
    swept_at    files and answers were let go; what became of each row stays
    """

    __tablename__ = "bundle"
    __table_args__ = (
        UniqueConstraint("contest_id", "number"),
        CheckConstraint("number > 0", name="number_from_one"),
    )

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), index=True)
    number: Mapped[int]
    kind: Mapped[BundleKind]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    unit_name: Mapped[str] = mapped_column(String(200), default="")
    channel: Mapped[Channel]
    sent_on: Mapped[date] = mapped_column(Date)
    received_on: Mapped[date] = mapped_column(Date)
    sheet_no: Mapped[int] = mapped_column(default=0)
    sheet_digest: Mapped[str | None] = mapped_column(String(64))
    sheet_name: Mapped[str] = mapped_column(String(255), default="")
    headings: Mapped[list[str]] = mapped_column(JSON)
    headings_key: Mapped[str] = mapped_column(String(64), default="", index=True)
    columns: Mapped[dict[str, str]] = mapped_column(JSON)
    constants: Mapped[dict[str, str]] = mapped_column(JSON)
    columns_chosen: Mapped[bool] = mapped_column(default=False)
    began_at: Mapped[Moment]
    began_by: Mapped[str] = mapped_column(String(100))
    touched_at: Mapped[Moment] = mapped_column(index=True)
    prepared_at: Mapped[Moment | None]
    taking_at: Mapped[Moment | None]
    taken_at: Mapped[Moment | None]
    taken_by: Mapped[str] = mapped_column(String(100), default="")
    digest: Mapped[str] = mapped_column(String(64), default="")
    swept_at: Mapped[Moment | None]

    @property
    def is_taking(self) -> bool:
        """Whether rows are being taken in now."""
        return self.taking_at is not None and self.taken_at is None


class BundleFile(Base):
    """One file of a bundle as it was sent, or as it lay in a ZIP that was sent.

    sent_name   with the folders it lay in, for matching and for the office's eyes
    reading     what its reader made of it; none before it is read, or when it was refused
    refusal     why it was refused, or why a ZIP could not be opened
    archive     whether this is a ZIP, whose members follow as files of their own
    settled_at  read, refused or unpacked; none while that is still to be done
    """

    __tablename__ = "bundle_file"
    __table_args__ = (UniqueConstraint("bundle_id", "position"),)

    id: Mapped[Id]
    bundle_id: Mapped[int] = mapped_column(ForeignKey("bundle.id"), index=True)
    position: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    sent_name: Mapped[str] = mapped_column(String(300))
    archive: Mapped[bool] = mapped_column(default=False)
    reading: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    refusal: Mapped[str] = mapped_column(String(40), default="")
    settled_at: Mapped[Moment | None]


class BundleRow(Base):
    """One row of a bundle's list: what it says, what is to be known of it, and what became of it.

    number    as the sheet counts its rows
    said      field -> text; emptied with the sweep
    identity  the same for the same essay of the same authors, in whichever list; marks tell what it says
              field by field, so that a later list shows what has changed
    files     (id, role) of its files, in order
    notes     what is wrong with it or should be known: level, code, cell, values; level: the gravest of them
    standing  the entry that it already made, or resembles; entry: the one it stands for now
    """

    __tablename__ = "bundle_row"
    __table_args__ = (UniqueConstraint("bundle_id", "sheet_no", "number"),)

    id: Mapped[Id]
    bundle_id: Mapped[int] = mapped_column(ForeignKey("bundle.id"), index=True)
    sheet_no: Mapped[int]
    number: Mapped[int]
    said: Mapped[dict[str, str]] = mapped_column(JSON)
    identity: Mapped[str] = mapped_column(String(64), default="", index=True)
    marks: Mapped[dict[str, str]] = mapped_column(JSON)
    files: Mapped[list[tuple[int, str]]] = mapped_column(JSON)
    notes: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    level: Mapped[Level | None]
    standing_entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"), index=True)
    choice: Mapped[Choice] = mapped_column(default=Choice.TAKE)
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"), index=True)
    outcome: Mapped[Outcome | None]
    done_at: Mapped[Moment | None]

    entry: Mapped[Entry | None] = relationship(foreign_keys=entry_id, lazy="raise_on_sql")
    standing: Mapped[Entry | None] = relationship(foreign_keys=standing_entry_id, lazy="raise_on_sql")
