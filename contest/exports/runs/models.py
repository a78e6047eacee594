"""One file that somebody asked for and that is made in the background."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from contest.db import Base, Id, Moment
from contest.exports.face import Naming
from contest.exports.runs.rules import Moments, RunState, state_of


class ExportRun(Base):
    """One asking for a long export, and what became of it.

    kind     which export, by its key in contest.exports.long
    options  what was chosen, as that export understands it
    naming   the right under which authors stand in the file; NEVER when none do
    attempt  how often it was begun; only the worker of the last attempt may write here
    total    how many steps there are; nothing while nobody knows
    problem  code, sentence and values of what it failed of
    digest   of the result in the storage; nothing before it is there and after it is removed
    """

    __tablename__ = "export_run"
    __table_args__ = (
        CheckConstraint("done >= 0", name="done_not_negative"),
        Index("ix_export_run_contest_asked", "contest_id", "asked_at"),
    )

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"))
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    options: Mapped[dict[str, str]] = mapped_column(JSON)
    naming: Mapped[Naming]
    asked_at: Mapped[Moment]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    asked_by: Mapped[str] = mapped_column(String(100))
    attempt: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[Moment | None]
    beat_at: Mapped[Moment | None]
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int | None]
    finished_at: Mapped[Moment | None]
    failed_at: Mapped[Moment | None]
    problem: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    cancelled_at: Mapped[Moment | None]
    cancelled_by: Mapped[str] = mapped_column(String(100), default="")
    digest: Mapped[str | None] = mapped_column(String(64), index=True)
    size: Mapped[int | None] = mapped_column(BigInteger)
    file_name: Mapped[str] = mapped_column(String(120), default="")
    media_type: Mapped[str] = mapped_column(String(100), default="")
    expires_at: Mapped[Moment | None]
    removed_at: Mapped[Moment | None]

    def state(self, at: datetime) -> RunState:
        """See rules.state_of."""
        moments = Moments(self.beat_at, self.finished_at, self.failed_at, self.cancelled_at, self.removed_at)
        return state_of(moments, at=at)
