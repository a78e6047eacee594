"""What stands at the head and the foot of a contest's papers."""

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from contest.charter.rules import LetterheadStyle
from contest.charter.rules.letterheads import MARGINS, LetterheadSaid, SignerSaid
from contest.db import Base, Id


class Letterhead(Base):
    """The head of one contest's papers: whose form, which organs, where, and the margins of the page in millimetres."""

    __tablename__ = "letterhead"
    __table_args__ = tuple(
        CheckConstraint(f"margin_{side} BETWEEN {least} AND {most}", name=f"{side}_in_range")
        for side, (least, most) in MARGINS.items()
    )

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), unique=True)
    style: Mapped[LetterheadStyle] = mapped_column(default=LetterheadStyle.PARTY)
    upper_body: Mapped[str] = mapped_column(String(200), default="")
    issuing_body: Mapped[str] = mapped_column(String(200), default="")
    place: Mapped[str] = mapped_column(String(100), default="")
    sign: Mapped[str] = mapped_column(String(20), default="BTC")
    margin_top: Mapped[int] = mapped_column(default=20)
    margin_bottom: Mapped[int] = mapped_column(default=20)
    margin_left: Mapped[int] = mapped_column(default=30)
    margin_right: Mapped[int] = mapped_column(default=15)

    @property
    def said(self) -> LetterheadSaid:
        """The same as a plain value."""
        return LetterheadSaid(**{name: getattr(self, name) for name in LetterheadSaid.__dataclass_fields__})


class Signer(Base):
    """Somebody who signs papers of one contest: those of these keys, or all that nobody else is named for."""

    __tablename__ = "signer"

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), index=True)
    position: Mapped[int]
    prefix: Mapped[str] = mapped_column(String(10), default="")
    office: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(String(100), default="")
    papers: Mapped[list[str]] = mapped_column(JSON)

    @property
    def said(self) -> SignerSaid:
        """The same as a plain value."""
        return SignerSaid(self.office, self.prefix, self.name, tuple(self.papers))


class PaperForm(Base):
    """How one kind of paper of a contest is numbered and who receives it; without a row as the style has it."""

    __tablename__ = "paper_form"
    __table_args__ = (UniqueConstraint("contest_id", "paper"),)

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"))
    paper: Mapped[str] = mapped_column(String(40))
    number_pattern: Mapped[str] = mapped_column(String(40), default="")
    recipients: Mapped[list[str]] = mapped_column(JSON)
