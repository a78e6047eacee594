"""One contest with all that its charter says of it, a table a thing."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Date,
    ForeignKey,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from contest.charter.models.letterhead import Letterhead
from contest.charter.rules import Calendar, CornerPages, CutKind, LateRule, QuotaKind, Window
from contest.charter.rules.letterheads import LetterheadSaid
from contest.db import Base, Id, Moment, Points
from contest.plumbing.pointing import GOES_ALONG


class Contest(Base):
    """One contest of one year, with every number its organizers choose."""

    __tablename__ = "contest"
    __table_args__ = (
        CheckConstraint("closes_at > opens_at", name="closes_after_opening"),
        CheckConstraint("words_max >= words_min", name="words_in_order"),
        CheckConstraint("words_tolerance_percent BETWEEN 0 AND 100", name="tolerance_is_a_share"),
    )

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    year: Mapped[int]
    area: Mapped[str] = mapped_column(String(200), default="")
    organizer: Mapped[str] = mapped_column(String(200), default="")
    theme: Mapped[str] = mapped_column(Text, default="")
    eligibility: Mapped[str] = mapped_column(Text, default="")
    rules_text: Mapped[str] = mapped_column(Text, default="")
    contact: Mapped[str] = mapped_column(Text, default="")
    zone: Mapped[str] = mapped_column(String(60), default="Asia/Ho_Chi_Minh")
    receipt_prefix: Mapped[str] = mapped_column(String(6))
    opens_at: Mapped[Moment]
    closes_at: Mapped[Moment]
    announced_at: Mapped[Moment | None]
    words_min: Mapped[int] = mapped_column(default=800)
    words_max: Mapped[int] = mapped_column(default=2500)
    words_tolerance_percent: Mapped[int] = mapped_column(default=10)
    max_entries_per_author: Mapped[int] = mapped_column(default=3)
    max_group_size: Mapped[int] = mapped_column(default=5)
    max_file_mb: Mapped[int] = mapped_column(default=20)
    max_files: Mapped[int] = mapped_column(default=20)
    max_total_mb: Mapped[int] = mapped_column(default=100)
    photos_min: Mapped[int] = mapped_column(default=1)
    photos_max: Mapped[int] = mapped_column(default=5)
    statement_needed: Mapped[bool] = mapped_column(default=False)
    late_rule: Mapped[LateRule] = mapped_column(default=LateRule.SENT)
    quota_up: Mapped[int | None]
    retention_months: Mapped[int] = mapped_column(default=12)
    corner_pages: Mapped[CornerPages] = mapped_column(default=CornerPages.NONE)
    corner_left: Mapped[int] = mapped_column(default=0)
    corner_top: Mapped[int] = mapped_column(default=0)
    corner_width: Mapped[int] = mapped_column(default=50)
    corner_height: Mapped[int] = mapped_column(default=20)
    demonstration: Mapped[bool] = mapped_column(default=False)

    categories: Mapped[list["Category"]] = relationship(order_by="Category.position", lazy="selectin")
    rounds: Mapped[list["Round"]] = relationship(order_by="Round.number", lazy="selectin")
    statements: Mapped[list["Statement"]] = relationship(order_by="Statement.position", lazy="selectin")
    letterhead: Mapped[Letterhead | None] = relationship(lazy="selectin")

    @property
    def head(self) -> LetterheadSaid:
        """What stands at the head of its papers, or the default until somebody said."""
        return self.letterhead.said if self.letterhead is not None else LetterheadSaid()

    def window(self, at: datetime) -> Window:
        """Whether entries are taken at this moment."""
        return Calendar(self.opens_at, self.closes_at).window(at)


class Amendment(Base):
    """One dated change to the charter, with the notice everybody may read; the old value is kept."""

    __tablename__ = "amendment"

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), index=True)
    made_at: Mapped[Moment]
    made_by: Mapped[str] = mapped_column(String(200))
    notice: Mapped[str] = mapped_column(Text)
    changes: Mapped[dict[str, Any]] = mapped_column(JSON)


class Category(Base):
    """One genre or sub-theme an entry belongs to, with an optional share of the shortlist."""

    __tablename__ = "category"
    __table_args__ = (UniqueConstraint("contest_id", "key"),)

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), index=True)
    key: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(120))
    position: Mapped[int]
    quota_min: Mapped[int | None]
    quota_max: Mapped[int | None]


class Round(Base):
    """One round of judging: how many readers, until when, on which rubric, and where its line is drawn.

    look_percent  how many further readings entries near the line may get, in hundredths of the charter's; 0 for none
    look_most     how many of them one entry may get
    look_stop     nobody reads further when so few members of the list are expected to change
    """

    __tablename__ = "round"
    __table_args__ = (
        UniqueConstraint("contest_id", "number"),
        CheckConstraint("readers >= 1", name="at_least_one_reader"),
        CheckConstraint("recheck_percent BETWEEN 0 AND 100", name="recheck_is_a_share"),
        CheckConstraint("look_percent BETWEEN 0 AND 100", name="look_is_a_share"),
        CheckConstraint("look_most >= 1", name="look_adds_a_reader"),
        CheckConstraint("look_stop >= 0", name="look_stop_not_negative"),
        CheckConstraint("closes_at > opens_at", name="closes_after_opening"),
    )

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), index=True)
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    readers: Mapped[int] = mapped_column(default=2)
    opens_at: Mapped[Moment]
    closes_at: Mapped[Moment]
    band_agree: Mapped[Points]
    band_minutes: Mapped[Points]
    band_panel: Mapped[Points]
    method: Mapped[str] = mapped_column(String(20), default="mean")
    cut_kind: Mapped[CutKind] = mapped_column(default=CutKind.TOP)
    cut_top: Mapped[int | None]
    cut_threshold: Mapped[Points | None]
    cut_percent: Mapped[Points | None]
    ties_in: Mapped[bool] = mapped_column(default=True)
    tie_breaks: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    rules_frozen_at: Mapped[Moment | None]
    judges_named: Mapped[bool] = mapped_column(default=False)
    names_early: Mapped[bool] = mapped_column(default=False)
    recheck_percent: Mapped[int] = mapped_column(default=5)
    recheck_top: Mapped[int | None]
    look_percent: Mapped[int] = mapped_column(default=0)
    look_most: Mapped[int] = mapped_column(default=2)
    look_stop: Mapped[Points] = mapped_column(default=Decimal("0.5"))

    criteria: Mapped[list["Criterion"]] = relationship(order_by="Criterion.position", lazy="selectin")
    quotas: Mapped[list["Quota"]] = relationship(
        order_by="Quota.id", lazy="selectin", cascade="all, delete-orphan"
    )

    def is_open(self, at: datetime) -> bool:
        """Whether judges may save and hand in at this moment (the lock is asked of scoring)."""
        return self.opens_at <= at <= self.closes_at


class Quota(Base):
    """How many of a round's list may, or must, share one thing besides their category.

    key  what they share: a unit's code, a kind of unit or of figure; "" for every unit, or every author, by itself
    """

    __tablename__ = "quota"
    __table_args__ = (
        UniqueConstraint("round_id", "kind", "key"),
        CheckConstraint("least >= 0 AND most >= 0 AND least <= most", name="least_up_to_most"),
    )

    id: Mapped[Id]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True, info=GOES_ALONG)
    kind: Mapped[QuotaKind]
    key: Mapped[str] = mapped_column(String(40), default="")
    least: Mapped[int | None]
    most: Mapped[int | None]


class Criterion(Base):
    """One line of a round's rubric: from 0 to ``maximum`` in steps of ``step``, counted ``weight`` times."""

    __tablename__ = "criterion"
    __table_args__ = (
        UniqueConstraint("round_id", "key"),
        CheckConstraint("maximum > 0", name="maximum_positive"),
        CheckConstraint("step > 0", name="step_positive"),
        CheckConstraint("weight > 0", name="weight_positive"),
    )

    id: Mapped[Id]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True, info=GOES_ALONG)
    key: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    maximum: Mapped[Points]
    step: Mapped[Points]
    weight: Mapped[Points]
    position: Mapped[int]


class Statement(Base):
    """One box an entrant ticks, in one version of its words; a changed text is a new row."""

    __tablename__ = "statement"
    __table_args__ = (UniqueConstraint("contest_id", "key", "version"),)

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), index=True)
    key: Mapped[str] = mapped_column(String(40))
    version: Mapped[int] = mapped_column(default=1)
    text: Mapped[str] = mapped_column(Text)
    required: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int]
    retired_at: Mapped[Moment | None]


class RejectionCode(Base):
    """One reason for rejecting an entry, as the charter words it."""

    __tablename__ = "rejection_code"
    __table_args__ = (UniqueConstraint("contest_id", "code"),)

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), index=True)
    code: Mapped[str] = mapped_column(String(10))
    label: Mapped[str] = mapped_column(String(200))
    position: Mapped[int]


class Barred(Base):
    """One person or unit that may not enter this contest; a match warns, it never decides."""

    __tablename__ = "barred"

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    folded_name: Mapped[str] = mapped_column(String(200))
    birth_year: Mapped[int | None]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    reason: Mapped[str] = mapped_column(String(200), default="")
    added_on: Mapped[date | None] = mapped_column(Date)
