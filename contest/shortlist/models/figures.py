"""Figures that take long to compute, kept."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from contest.db import Base, Id, Moment


class KeptFigures(Base):
    """How surely a large round's places are known, computed once: a copy of what its sheets say, never its source.

    digest  of what it was computed from; another one there means that it is out of date
    """

    __tablename__ = "kept_figures"

    id: Mapped[Id]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), unique=True)
    digest: Mapped[str] = mapped_column(String(64))
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    computed_at: Mapped[Moment]
