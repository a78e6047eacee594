"""The database: typed base, the three column types of the house, and who commits.

SQLite runs in WAL with synchronous=FULL, foreign keys on and BEGIN IMMEDIATE
for writers (docs/decisions/0003): what was acknowledged survives a power cut.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any

from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import BigInteger, DateTime, Dialect, Engine, Integer, MetaData, TypeDecorator, event
from sqlalchemy.orm import DeclarativeBase, mapped_column

HUNDREDTH = Decimal("0.01")


class UtcMoment(TypeDecorator[datetime]):
    """A moment in UTC. A naive datetime is refused: nobody can tell what it means."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class ExactPoints(TypeDecorator[Decimal]):
    """Points kept exactly, as a whole number of hundredths; more decimals are refused."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        hundredths = value * 100
        if hundredths != int(hundredths):
            raise ValueError(f"points finer than 0.01: {value}")
        return int(hundredths)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value) * HUNDREDTH


Id = Annotated[int, mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)]
Moment = Annotated[datetime, mapped_column(UtcMoment)]
Points = Annotated[Decimal, mapped_column(ExactPoints)]


class Base(DeclarativeBase):
    """What every table of the house inherits."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class ReadingSession(Session):
    """The scoped session; under ``reading_only`` it begins SQLite transactions without the write lock."""

    def get_bind(self, mapper: Any = None, clause: Any = None, bind: Any = None, **kwargs: Any) -> Any:
        engine = super().get_bind(mapper=mapper, clause=clause, bind=bind, **kwargs)
        if self.info.get("reading_only") and isinstance(engine, Engine):
            return engine.execution_options(ro=True)
        return engine


db = SQLAlchemy(
    model_class=Base,
    session_options={"class_": ReadingSession, "expire_on_commit": False, "autoflush": True},
)


@contextmanager
def transaction() -> Iterator[None]:
    """Open a unit of work: commit at the end, roll back on any error.

    The door or job that opens it owns it; verbs inside only flush.
    """
    session = db.session()
    session.info.pop("reading_only", None)
    try:
        yield
        session.commit()
    except BaseException:
        session.rollback()
        raise


def begin_reading() -> None:
    """Tell the session that what follows only reads, until a ``transaction`` opens."""
    db.session().info["reading_only"] = True


PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "busy_timeout": 15000,
    "temp_store": 2,
}


def keep_promises(engine: Engine) -> None:
    """Set and check SQLite's durability on each connection; a setting that does not hold stops the start."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for name, wanted in PRAGMAS.items():
            connection.execute(f"PRAGMA {name}={wanted}")
            got = connection.execute(f"PRAGMA {name}").fetchone()[0]
            if str(got).lower() not in {str(wanted), "memory" if name == "journal_mode" else str(wanted)}:
                raise RuntimeError(f"SQLite did not take {name}={wanted} (it says {got})")

    @event.listens_for(engine, "begin")
    def began(connection: Any) -> None:
        reading = connection.get_execution_options().get("ro")
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
