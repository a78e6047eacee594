"""What the machine saw when it last looked at an entry: kept so that lists can be filtered by it."""

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from contest.db import Base, Moment


class EntryLook(Base):
    """That an entry was looked at as it stands now; it goes when the contest's rules change, until the next look.

    marks  what ties it to other entries (who signed, which files came), so that those are looked at again too
    """

    __tablename__ = "entry_look"

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), primary_key=True)
    looked_at: Mapped[Moment]
    marks: Mapped[list[str]] = mapped_column(JSON)


class EntryWarning(Base):
    """One line of an entry's checklist that was not in order at the last look; it warns, it never decides."""

    __tablename__ = "entry_warning"

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(20), primary_key=True, index=True)
