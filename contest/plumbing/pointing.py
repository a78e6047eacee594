"""Which rows others stand on: asked of the database's own foreign keys, so that no room is forgotten.

A column that merely sets something up for the row it points at says ``info=GOES_ALONG``: its rows hold nothing
in place, and are dropped together with it.
"""

from collections.abc import Collection, Iterator
from typing import Any, Final

from sqlalchemy import Column, delete, select, union_all

from contest.db import Base, db, one_of

GOES_ALONG: Final[dict[str, bool]] = {"goes_along": True}
_MARK: Final = next(iter(GOES_ALONG))


def stood_on(table: type[Base], ids: Collection[int]) -> set[int]:
    """Those of these rows that a row of any other table points at, besides what goes along. One question."""
    asked = [select(column).where(one_of(column, ids)) for _, column, along in _pointing(table) if not along]
    return set(db.session.scalars(union_all(*asked))) if asked and ids else set()


def drop_along(row: Base) -> None:
    """Drop what goes along with a row, before the row itself goes."""
    (own,) = row.__mapper__.primary_key_from_instance(row)
    for other, column, along in _pointing(type(row)):
        if along:
            db.session.execute(delete(other).where(column == own))
    db.session.expire(row)


def _pointing(table: type[Base]) -> Iterator[tuple[type[Base], Column[Any], bool]]:
    """The tables that point at this one: by which column, and whether its rows go along."""
    (key,) = table.__table__.primary_key
    for mapper in sorted(Base.registry.mappers, key=lambda mapper: mapper.class_.__tablename__):
        for foreign in mapper.local_table.foreign_keys:
            if foreign.column is key:
                yield mapper.class_, foreign.parent, bool(foreign.parent.info.get(_MARK))
