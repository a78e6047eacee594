"""What is blacked out on the pictures of pages."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from contest.db import Base, Id, Moment


class AreaKind(StrEnum):
    """Where an area comes from."""

    DRAWN = "drawn"
    CORNER = "corner"


class PageArea(Base):
    """One rectangle on one page picture of an entry, blacked out in the blind copy, in thousandths of the picture.

    The picture is named by its digest, so that an area stays when the author sends the same page again.
    A lifted area stays as a row. The identity corner follows the contest's setting and needs a row only where
    somebody has lifted it: one of the kind CORNER that is lifted spares its page.
    """

    __tablename__ = "page_area"
    __table_args__ = (
        CheckConstraint("width > 0 AND height > 0", name="not_empty"),
        CheckConstraint(
            "x >= 0 AND y >= 0 AND x + width <= 1000 AND y + height <= 1000", name="inside_the_picture"
        ),
        UniqueConstraint("entry_id", "digest", "kind", "x", "y", "width", "height"),
    )

    id: Mapped[Id]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64))
    kind: Mapped[AreaKind]
    x: Mapped[int]
    y: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]
    made_at: Mapped[Moment]
    made_by: Mapped[str] = mapped_column(String(100))
    lifted_at: Mapped[Moment | None]
    lifted_by: Mapped[str] = mapped_column(String(100), default="")
    lifted_because: Mapped[str] = mapped_column(Text, default="")
