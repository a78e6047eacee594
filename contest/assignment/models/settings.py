"""What organizers set before a round is drawn: for the round, for each category, for each judge."""

from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from contest.db import Base, Id
from contest.plumbing.pointing import GOES_ALONG


class PanelRule(StrEnum):
    """How a judge's panel binds: not at all, one reader from anywhere, or every reader from one panel."""

    NONE = "none"
    SPLIT = "split"
    CLOSED = "closed"


class DealingRule(Base):
    """How one round is dealt; a round without a row is dealt by the defaults.

    merged_units   units that were merged into a judge's own, or that it became, are the judge's own too
    parent_units   so are the unit above and the units directly below
    earlier_apart  whoever read an entry in an earlier round does not read it again
    anchors        how many entries everybody reads
    named_anchors  ids of those among them that were chosen by hand; the rest is drawn
    declare_ahead  whether judges see titles and figures before the draw, to say what they cannot read
    everybody      whether every judge reads every entry they may, as in a final; the round's number of readers is
                   then the fewest an entry may have
    """

    __tablename__ = "dealing_rule"
    __table_args__ = (CheckConstraint("anchors >= 0", name="anchors_not_negative"),)

    id: Mapped[Id]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), unique=True, info=GOES_ALONG)
    merged_units: Mapped[bool] = mapped_column(default=True)
    parent_units: Mapped[bool] = mapped_column(default=False)
    earlier_apart: Mapped[bool] = mapped_column(default=False)
    anchors: Mapped[int] = mapped_column(default=0)
    named_anchors: Mapped[list[int]] = mapped_column(JSON, default=list)
    panels: Mapped[PanelRule] = mapped_column(default=PanelRule.NONE)
    declare_ahead: Mapped[bool] = mapped_column(default=False)
    everybody: Mapped[bool] = mapped_column(default=False)


class CategoryReaders(Base):
    """How many judges read each entry of one category, where that is not the round's number."""

    __tablename__ = "category_readers"
    __table_args__ = (
        UniqueConstraint("round_id", "category_id"),
        CheckConstraint("readers >= 1", name="at_least_one_reader"),
    )

    id: Mapped[Id]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), info=GOES_ALONG)
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"), index=True)
    readers: Mapped[int]


class ReaderLimit(Base):
    """What one judge takes in one round; without a row, Vietnamese alone, no panel, and the draw levels the load.

    capacity   percent of a usual judge's share: 50 reads half as much as 100
    languages  codes of those the judge reads besides Vietnamese
    panel      the judge's panel, from 1; None for a judge of no panel
    reads      whether the judge is one of this round's at all
    """

    __tablename__ = "reader_limit"
    __table_args__ = (
        UniqueConstraint("round_id", "judge_id"),
        CheckConstraint("minimum >= 0", name="minimum_not_negative"),
        CheckConstraint("maximum IS NULL OR maximum >= minimum", name="in_order"),
        CheckConstraint("capacity >= 1", name="capacity_is_some"),
    )

    id: Mapped[Id]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True, info=GOES_ALONG)
    judge_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    minimum: Mapped[int] = mapped_column(default=0)
    maximum: Mapped[int | None]
    capacity: Mapped[int] = mapped_column(default=100)
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    panel: Mapped[int | None]
    reads: Mapped[bool] = mapped_column(default=True)


class ReaderFit(Base):
    """How gladly one judge reads one category: 0 not at all, 1 as any other (no row), 2 preferred, 3 an expert."""

    __tablename__ = "reader_fit"
    __table_args__ = (
        UniqueConstraint("round_id", "judge_id", "category_id"),
        CheckConstraint("weight BETWEEN 0 AND 3", name="weight_is_a_step"),
    )

    id: Mapped[Id]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), info=GOES_ALONG)
    judge_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"), index=True)
    weight: Mapped[int]


class ReadersApart(Base):
    """Two judges who must never read the same entry of a round, such as husband and wife."""

    __tablename__ = "readers_apart"
    __table_args__ = (
        UniqueConstraint("round_id", "first_id", "second_id"),
        CheckConstraint("first_id < second_id", name="lower_id_first"),
    )

    id: Mapped[Id]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), info=GOES_ALONG)
    first_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    second_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)


class EntryLanguage(Base):
    """The language of one entry that is not written in Vietnamese; only judges who read it get the entry."""

    __tablename__ = "entry_language"

    id: Mapped[Id]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), unique=True)
    language: Mapped[str] = mapped_column(String(8))
