"""Run the migrations on SQLite or PostgreSQL.

SQLite recreates tables to change them; with foreign keys on that deletes the
child rows, so they are off while migrating and checked at the end.
"""

from alembic import context
from flask import current_app
from sqlalchemy import create_engine, event, pool

target = current_app.extensions["migrate"].db.metadata
url = current_app.config["SQLALCHEMY_DATABASE_URI"]


def migrate() -> None:
    """Upgrade or downgrade in one transaction; leave nothing half done."""
    engine = create_engine(url, poolclass=pool.NullPool)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def connected(connection, _record):
            connection.isolation_level = None
            connection.execute("PRAGMA foreign_keys=OFF")
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA busy_timeout=15000")

        @event.listens_for(engine, "begin")
        def began(connection):
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=target,
            render_as_batch=True,
            compare_type=True,
            user_module_prefix="contest.db.",
            include_object=lambda _o, name, kind, *_: kind != "table" or not name.startswith("search_words"),
        )
        with context.begin_transaction():
            context.run_migrations()
            if engine.dialect.name == "sqlite":
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                if broken:
                    raise RuntimeError(f"foreign keys broken by the migration: {broken[:5]}")


migrate()
