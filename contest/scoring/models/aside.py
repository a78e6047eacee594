"""Entries a judge reads later."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from contest.assignment.models import Assignment
from contest.db import Base, Id, Moment


class PutAside(Base):
    """A judge has put an assigned entry aside for later (để sau); it comes again after all others."""

    __tablename__ = "put_aside"

    id: Mapped[Id]
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), unique=True)
    at: Mapped[Moment]

    assignment: Mapped[Assignment] = relationship(lazy="raise_on_sql")
