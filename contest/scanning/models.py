"""Cover sheets, the batches that came out of a scanner, and the runs of pages they were split into."""

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from contest.db import Base, Id, Moment
from contest.entries.models import Entry


class CoverSheet(Base):
    """One sheet that is laid on a paper entry before scanning (tờ bìa quét); its token says nothing of anybody.

    A sheet printed ahead of time has no entry until the entry is typed or its pages are settled.
    """

    __tablename__ = "cover_sheet"
    __table_args__ = (UniqueConstraint("contest_id", "number"),)

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), index=True)
    number: Mapped[int]
    token: Mapped[str] = mapped_column(String(20), unique=True)
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"), index=True)
    made_at: Mapped[Moment]
    made_by: Mapped[str] = mapped_column(String(100))
    bound_at: Mapped[Moment | None]
    bound_by: Mapped[str] = mapped_column(String(100), default="")

    entry: Mapped[Entry | None] = relationship(lazy="raise_on_sql")


class ScanBatch(Base):
    """One lot of scanned sheets as the office brought it (mẻ quét); its files are kept before anything is read.

    digest   of all its files together, so that the same lot is not taken twice
    read_at  when its last page was read
    split_at when its pages were dealt out
    """

    __tablename__ = "scan_batch"
    __table_args__ = (UniqueConstraint("contest_id", "number"), UniqueConstraint("contest_id", "digest"))

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), index=True)
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    received_at: Mapped[Moment]
    received_by: Mapped[str] = mapped_column(String(100))
    read_at: Mapped[Moment | None]
    split_at: Mapped[Moment | None]

    files: Mapped[list["ScanFile"]] = relationship(
        order_by="ScanFile.position", lazy="raise_on_sql", back_populates="batch"
    )
    pages: Mapped[list["ScanPage"]] = relationship(
        order_by="ScanPage.position", lazy="raise_on_sql", back_populates="batch"
    )
    pieces: Mapped[list["ScanPiece"]] = relationship(
        order_by="ScanPiece.position", lazy="raise_on_sql", back_populates="batch"
    )


class ScanFile(Base):
    """One file of a batch, byte for byte, or one picture out of a ZIP; how far its pages have been read.

    kind     pdf, jpeg … once it was looked into; "zip" for a folder that was unpacked into the files after it
    refusal  why it cannot be read, a key of contest.errors.documents.REFUSALS; "" when it can
    """

    __tablename__ = "scan_file"
    __table_args__ = (UniqueConstraint("batch_id", "position"),)

    id: Mapped[Id]
    batch_id: Mapped[int] = mapped_column(ForeignKey("scan_batch.id"), index=True)
    position: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10), default="")
    page_count: Mapped[int | None]
    pages_read: Mapped[int] = mapped_column(default=0)
    refusal: Mapped[str] = mapped_column(String(30), default="")

    batch: Mapped[ScanBatch] = relationship(lazy="raise_on_sql", back_populates="files")

    @property
    def is_done(self) -> bool:
        """Whether nothing of it is left to read."""
        return bool(self.refusal) or (self.page_count is not None and self.pages_read >= self.page_count)


class ScanPage(Base):
    """One scanned side as a picture of our own making; without a digest when it could not be read.

    codes     what its QR codes say
    turn      by how many degrees clockwise its own code had it turned
    is_cover  it is a cover sheet, not a page of an essay
    left_out  it is blank, or a person took it out; it stays here and can be put back
    """

    __tablename__ = "scan_page"
    __table_args__ = (UniqueConstraint("batch_id", "position"), UniqueConstraint("file_id", "number"))

    id: Mapped[Id]
    batch_id: Mapped[int] = mapped_column(ForeignKey("scan_batch.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("scan_file.id"), index=True)
    piece_id: Mapped[int | None] = mapped_column(ForeignKey("scan_piece.id"), index=True)
    position: Mapped[int]
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64), default="")
    thumb: Mapped[str] = mapped_column(String(64), default="")
    width: Mapped[int]
    height: Mapped[int]
    codes: Mapped[list[str]] = mapped_column(JSON)
    turn: Mapped[int] = mapped_column(default=0)
    is_blank: Mapped[bool] = mapped_column(default=False)
    is_cover: Mapped[bool] = mapped_column(default=False)
    left_out: Mapped[bool] = mapped_column(default=False)

    batch: Mapped[ScanBatch] = relationship(lazy="raise_on_sql", back_populates="pages")


class ScanPiece(Base):
    """The run of pages behind one cover sheet, or a run that has none; attached, laid aside, or waiting for a person.

    troubles    why a person has to look, codes of contest.scanning.rules.Trouble; empty when all is certain
    manuscript  the version of the entry that its pages made
    because     why its pages belong to no entry, when a person laid them aside
    """

    __tablename__ = "scan_piece"
    __table_args__ = (UniqueConstraint("batch_id", "position"),)

    id: Mapped[Id]
    batch_id: Mapped[int] = mapped_column(ForeignKey("scan_batch.id"), index=True)
    position: Mapped[int]
    sheet_id: Mapped[int | None] = mapped_column(ForeignKey("cover_sheet.id"), index=True)
    troubles: Mapped[list[str]] = mapped_column(JSON)
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"), index=True)
    manuscript_id: Mapped[int | None] = mapped_column(ForeignKey("manuscript.id"), index=True)
    settled_at: Mapped[Moment | None]
    settled_by: Mapped[str] = mapped_column(String(100), default="")
    because: Mapped[str] = mapped_column(Text, default="")

    batch: Mapped[ScanBatch] = relationship(lazy="raise_on_sql", back_populates="pieces")
    sheet: Mapped[CoverSheet | None] = relationship(lazy="raise_on_sql")
    entry: Mapped[Entry | None] = relationship(lazy="raise_on_sql")
    pages: Mapped[list[ScanPage]] = relationship(
        order_by=ScanPage.position, lazy="raise_on_sql", viewonly=True
    )

    @property
    def is_attached(self) -> bool:
        """Whether its pages are pages of an entry."""
        return self.manuscript_id is not None

    @property
    def is_waiting(self) -> bool:
        """Whether it waits: for a person, or for the house to attach what is certain."""
        return self.settled_at is None

    @property
    def essay_pages(self) -> list[ScanPage]:
        """Its pages that belong to an essay, in order: no cover, nothing left out, nothing unread."""
        return [page for page in self.pages if not page.is_cover and not page.left_out and page.digest]
