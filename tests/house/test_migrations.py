"""The migrations make exactly the tables that the models describe, and can be taken back."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from contest.db import Base, db


def of_a_model(_object: object, name: str | None, kind: str, *_rest: object) -> bool:
    """Whether a model should know it: the search's index is each database's own, and no model's."""
    return not (kind == "table" and (name or "").startswith("search_words"))


def test_the_migrations_make_what_the_models_say(house: Flask) -> None:
    with db.engine.connect() as connection:
        opts = {"compare_type": True, "include_object": of_a_model}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, Base.metadata) == []


def test_going_down_and_up_again_ends_at_the_same_schema(house: Flask) -> None:
    before = set(inspect(db.engine).get_table_names())
    downgrade(revision="base")
    assert set(inspect(db.engine).get_table_names()) == {"alembic_version"}
    upgrade()
    assert set(inspect(db.engine).get_table_names()) == before
