"""What was agreed or decided where judges differ, the marks that came of it, and the lock."""

from collections.abc import Collection
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from contest.db import Base, Id, Moment, Points
from contest.scoring.rules import CaseKind, Outcome

_OPEN = "closed_at IS NULL"


class Ending(StrEnum):
    """How a case was closed.

    AGREED   all its judges accepted one proposal
    DECIDED  the head of the jury, or an organizer, decided
    VOID     its sheets no longer are those that count, so that there is nothing left to settle
    """

    AGREED = "agreed"
    DECIDED = "decided"
    VOID = "void"


class SettlingCase(Base):
    """One entry whose judges see each other's sheets and settle its mark with the head (ca thống nhất điểm).

    sheets  judge, sheet, version and total of each, in the order of reading: what the case is about
    """

    __tablename__ = "settling_case"
    __table_args__ = (
        Index(
            "uq_settling_case_open",
            "round_id",
            "entry_id",
            unique=True,
            sqlite_where=text(_OPEN),
            postgresql_where=text(_OPEN),
        ),
    )

    id: Mapped[Id]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    kind: Mapped[CaseKind]
    sheets: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    opened_at: Mapped[Moment]
    opened_by: Mapped[str] = mapped_column(String(100))
    closed_at: Mapped[Moment | None]
    closed_by: Mapped[str] = mapped_column(String(100), default="")
    ending: Mapped[Ending | None]

    @property
    def judges(self) -> tuple[int, ...]:
        """The accounts of its judges, in the order of reading."""
        return tuple(int(sheet["judge"]) for sheet in self.sheets)

    def is_of(self, sheet_versions: Collection[tuple[int | None, int | None]]) -> bool:
        """Whether these sheets, by id and version, are still those the case is about."""
        return {(int(s["sheet"]), int(s["version"])) for s in self.sheets} == set(sheet_versions)


class CaseRemark(Base):
    """One thing said about a case, by one of its judges or by whoever presides."""

    __tablename__ = "case_remark"

    id: Mapped[Id]
    case_id: Mapped[int] = mapped_column(ForeignKey("settling_case.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    said_by: Mapped[str] = mapped_column(String(100))
    said_at: Mapped[Moment]
    text: Mapped[str] = mapped_column(Text)


class CaseProposal(Base):
    """One mark that a judge proposes for a case, and why; a later proposal takes its place."""

    __tablename__ = "case_proposal"

    id: Mapped[Id]
    case_id: Mapped[int] = mapped_column(ForeignKey("settling_case.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    made_by: Mapped[str] = mapped_column(String(100))
    made_at: Mapped[Moment]
    mark: Mapped[Points]
    reason: Mapped[str] = mapped_column(Text)


class CaseAcceptance(Base):
    """One judge of a case accepts one proposal; who proposes accepts by it."""

    __tablename__ = "case_acceptance"
    __table_args__ = (UniqueConstraint("proposal_id", "account_id"),)

    id: Mapped[Id]
    proposal_id: Mapped[int] = mapped_column(ForeignKey("case_proposal.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    accepted_by: Mapped[str] = mapped_column(String(100))
    accepted_at: Mapped[Moment]


class Agreement(Base):
    """A mark settled by minutes, by the judges, the head of the jury or a panel; the first sheets stay as they are."""

    __tablename__ = "agreement"

    id: Mapped[Id]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("settling_case.id"), index=True)
    mark: Mapped[Points]
    minutes: Mapped[str] = mapped_column(Text)
    decided_at: Mapped[Moment]
    decided_by: Mapped[str] = mapped_column(String(100))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    replaced_at: Mapped[Moment | None]


class Settlement(Base):
    """One entry's settled mark in one round: how it came about, and from which sheets, versions and totals.

    Computed from what stands, so it is written anew by each settling until the round is locked.
    """

    __tablename__ = "settlement"
    __table_args__ = (UniqueConstraint("round_id", "entry_id"),)

    id: Mapped[Id]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    mark: Mapped[Points]
    outcome: Mapped[Outcome]
    difference: Mapped[Points]
    sheets: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    settled_at: Mapped[Moment]


class RoundLock(Base):
    """A round's scores are locked: nothing in it changes any more."""

    __tablename__ = "round_lock"

    id: Mapped[Id]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), unique=True)
    locked_at: Mapped[Moment]
    locked_by: Mapped[str] = mapped_column(String(100))
