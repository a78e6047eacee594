"""Nobody can walk from an entry to its author: the tables themselves do not lead there."""

from sqlalchemy.orm import configure_mappers

import contest.app  # noqa: F401  (every model is known)
from contest.db import Base

SEALED = "contest.authors."


def test_no_relationship_leads_from_another_room_into_the_envelope() -> None:
    configure_mappers()
    leading = [
        f"{mapper.class_.__name__}.{relation.key}"
        for mapper in Base.registry.mappers
        if not mapper.class_.__module__.startswith(SEALED)
        for relation in mapper.relationships
        if relation.mapper.class_.__module__.startswith(SEALED)
    ]
    assert leading == []


def test_no_foreign_key_of_another_room_points_into_the_envelope() -> None:
    sealed = {m.local_table.name for m in Base.registry.mappers if m.class_.__module__.startswith(SEALED)}
    pointing = [
        f"{table.name}.{key.parent.name}"
        for table in Base.metadata.tables.values()
        if table.name not in sealed
        for key in table.foreign_keys
        if key.column.table.name in sealed
    ]
    assert sealed
    assert pointing == []


def test_relationships_never_load_behind_a_pages_back() -> None:
    lazy = [
        f"{mapper.class_.__name__}.{relation.key}"
        for mapper in Base.registry.mappers
        for relation in mapper.relationships
        if relation.lazy in {"select", True, "dynamic"}
    ]
    assert lazy == []
