"""The prizes of a contest, and what its charter says about giving them."""

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from contest.awards.rules import PrizeKind
from contest.db import NUMBER, Base, Id, Points


class Prize(Base):
    """One prize of the contest's structure (cơ cấu giải thưởng): its name, its places, the money for each place.

    money       in whole đồng; None while not said
    least_mark  no mark below it gets the prize
    """

    __tablename__ = "prize"
    __table_args__ = (
        UniqueConstraint("contest_id", "key"),
        CheckConstraint("places >= 0", name="places_not_negative"),
        CheckConstraint("money IS NULL OR money >= 0", name="money_not_negative"),
    )

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), index=True)
    key: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[PrizeKind]
    position: Mapped[int]
    places: Mapped[int]
    money: Mapped[int | None] = mapped_column(NUMBER)
    least_mark: Mapped[Points | None]


class AwardTerms(Base):
    """What the charter of one contest says about awards; a contest without a row has the default of the rules.

    The columns are those of ``rules.Terms``.
    """

    __tablename__ = "award_terms"
    __table_args__ = (
        CheckConstraint("most_per_author >= 1", name="at_least_one_prize"),
        CheckConstraint("weight_rate + weight_quality + weight_winners = 100", name="weights_are_all"),
        CheckConstraint("best_entries >= 1", name="at_least_one_entry"),
    )

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), unique=True)
    most_per_author: Mapped[int]
    ties_share: Mapped[bool]
    weight_rate: Mapped[int]
    weight_quality: Mapped[int]
    weight_winners: Mapped[int]
    relative: Mapped[bool]
    best_entries: Mapped[int]
    least_finalists: Mapped[int]
    least_winners: Mapped[int]
    complaint_days: Mapped[int | None]
    verification_required: Mapped[bool]
