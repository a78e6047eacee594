"""What was sent upward: packages as they left the house, and the entries in them."""

from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from contest.db import Base, Id, Moment
from contest.entries.models import Entry


class Package(Base):
    """One signed package of one contest's works; the same choice of the same entries is the same package.

    number          counted within the contest
    shortlist_id    the frozen list that the works were chosen from
    digest          the SHA-256 of the manifest, by which the higher level knows it
    content_digest  of what it says without its number and moment: the same content is packed once
    file_digest     of its bytes in the storage
    scores, phones  whether they were let along
    papers          those that went along, as the manifest tells of them: name, kind, title
    """

    __tablename__ = "nomination_package"
    __table_args__ = (
        UniqueConstraint("contest_id", "number"),
        UniqueConstraint("contest_id", "content_digest"),
        CheckConstraint("number > 0", name="number_from_one"),
    )

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), index=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    shortlist_id: Mapped[int] = mapped_column(ForeignKey("shortlist.id"), index=True)
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    content_digest: Mapped[str] = mapped_column(String(64))
    file_digest: Mapped[str] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(BigInteger)
    key: Mapped[str] = mapped_column(String(64))
    scores: Mapped[bool]
    phones: Mapped[bool]
    papers: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    made_at: Mapped[Moment]
    made_by: Mapped[str] = mapped_column(String(100))

    nominations: Mapped[list["Nomination"]] = relationship(
        order_by="Nomination.position", lazy="raise_on_sql", back_populates="package"
    )


class Nomination(Base):
    """One entry in one package; nominated within the quota, or along with the rest."""

    __tablename__ = "nomination"
    __table_args__ = (UniqueConstraint("package_id", "entry_id"), UniqueConstraint("package_id", "position"))

    id: Mapped[Id]
    package_id: Mapped[int] = mapped_column(ForeignKey("nomination_package.id"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    position: Mapped[int]
    nominated: Mapped[bool]

    package: Mapped[Package] = relationship(lazy="raise_on_sql", back_populates="nominations")
    entry: Mapped[Entry] = relationship(lazy="raise_on_sql")
