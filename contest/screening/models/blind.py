"""What makes an entry readable without its author: masks, blind copies, the rounds' codes."""

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from contest.db import Base, Id, Moment
from contest.entries.models import Entry
from contest.plumbing.pointing import GOES_ALONG


class Mask(Base):
    """One stretch of the text blacked out in the blind copy, because it tells who wrote it.

    A lifted mask stays as a row, so that the finder does not put it back.
    """

    __tablename__ = "mask"
    __table_args__ = (
        CheckConstraint("stop > start", name="not_empty"),
        UniqueConstraint("manuscript_id", "paragraph", "start", "stop"),
    )

    id: Mapped[Id]
    manuscript_id: Mapped[int] = mapped_column(ForeignKey("manuscript.id"), index=True)
    paragraph: Mapped[int]
    start: Mapped[int]
    stop: Mapped[int]
    made_at: Mapped[Moment]
    made_by: Mapped[str] = mapped_column(String(100))
    lifted_at: Mapped[Moment | None]
    lifted_by: Mapped[str] = mapped_column(String(100), default="")
    lifted_because: Mapped[str] = mapped_column(Text, default="")


class BlindCopy(Base):
    """What a judge may see of one entry, made anew by us: text with masks, clean page pictures, the figure.

    A version is never changed; a later mask or a corrected manuscript makes a new one.
    """

    __tablename__ = "blind_copy"
    __table_args__ = (UniqueConstraint("entry_id", "version"),)

    id: Mapped[Id]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    version: Mapped[int]
    manuscript_id: Mapped[int] = mapped_column(ForeignKey("manuscript.id"), index=True)
    title: Mapped[str] = mapped_column(String(300))
    category_name: Mapped[str] = mapped_column(String(120))
    paragraphs: Mapped[list[str]] = mapped_column(JSON)
    words: Mapped[int]
    pages: Mapped[list[dict[str, int | str]]] = mapped_column(JSON)
    figure_name: Mapped[str] = mapped_column(String(200))
    figure_note: Mapped[str] = mapped_column(Text, default="")
    released_at: Mapped[Moment]
    released_by: Mapped[str] = mapped_column(String(100))


class BlindCode(Base):
    """The number that stands for an entry in one round (số phách): random, without order, unlike the receipt."""

    __tablename__ = "blind_code"
    __table_args__ = (
        UniqueConstraint("round_id", "entry_id"),
        UniqueConstraint("round_id", "code"),
    )

    id: Mapped[Id]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), info=GOES_ALONG)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    code: Mapped[str] = mapped_column(String(12))

    entry: Mapped[Entry] = relationship(lazy="raise_on_sql")
