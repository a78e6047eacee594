"""The database: typed base, the three column types of the house, and who commits.

SQLite runs in WAL with synchronous=FULL, foreign keys on and BEGIN IMMEDIATE
for writers (docs/decisions/0003): what was acknowledged survives a power cut.
"""

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    DateTime,
    Dialect,
    Engine,
    Enum,
    Integer,
    MetaData,
    String,
    TypeDecorator,
    bindparam,
    cast,
    event,
    select,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, mapped_column, registry
from sqlalchemy.sql.functions import FunctionElement

from contest.errors import CameSecond

HUNDREDTH = Decimal("0.01")


class UtcMoment(TypeDecorator[datetime]):
    """A moment in UTC. A naive datetime is refused: nobody can tell what it means."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database: in UTC; a naive datetime raises ValueError."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database: aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class ExactPoints(TypeDecorator[Decimal]):
    """Points kept exactly, as a whole number of hundredths; more decimals are refused."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """To the database: hundredths."""
        if value is None:
            return None
        hundredths = value * 100
        if hundredths != int(hundredths):
            raise ValueError(f"points finer than 0.01: {value}")
        return int(hundredths)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """From the database: points."""
        return None if value is None else Decimal(value) * HUNDREDTH


class _RowsOf(FunctionElement[int]):
    """The numbers of a JSON list, one a row."""

    inherit_cache = True


@compiles(_RowsOf)
def _json_each(element: _RowsOf, compiler: Any, **kw: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **kw)})"


@compiles(_RowsOf, "postgresql")
def _jsonb_elements(element: _RowsOf, compiler: Any, **kw: Any) -> str:
    return f"jsonb_array_elements_text(CAST({compiler.process(element.clauses, **kw)} AS JSONB))"


def one_of(
    column: InstrumentedAttribute[Any] | ColumnElement[Any], ids: Collection[int]
) -> ColumnElement[bool]:
    """Whether a column of ids is one of these, however many: one by one SQLite takes 32,766 and PostgreSQL 65,535."""
    listed = bindparam(None, json.dumps([int(id_) for id_ in ids]), String(), unique=True)
    rows = _RowsOf(listed).table_valued("value")
    return column.in_(select(cast(rows.c.value, BigInteger)))


MANY = 20_000
"""More ids than that are not told one by one where the rows between the least and the greatest cost less."""


def about(
    column: InstrumentedAttribute[Any] | ColumnElement[Any], ids: Collection[int]
) -> ColumnElement[bool]:
    """Like ``one_of``, but of many ids also the rows in between, which whoever asks passes over."""
    return column.between(min(ids), max(ids)) if len(ids) > MANY else one_of(column, ids)


NUMBER = BigInteger().with_variant(Integer, "sqlite")
"""The type of ids, for columns that no single foreign key tells it."""
Id = Annotated[int, mapped_column(NUMBER, primary_key=True)]
Moment = Annotated[datetime, mapped_column(UtcMoment)]
Points = Annotated[Decimal, mapped_column(ExactPoints)]


NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """What every table of the house inherits; kinds (StrEnum) are kept by their value."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={
            StrEnum: Enum(
                StrEnum,
                native_enum=False,
                length=20,
                values_callable=lambda kinds: [k.value for k in kinds],
            )
        },
    )


class HouseSession(Session):
    """The scoped session: it reads without SQLite's write lock and writes only inside ``transaction``."""

    def get_bind(self, mapper: Any = None, clause: Any = None, bind: Any = None, **kwargs: Any) -> Any:
        """The engine; outside a transaction one that takes no write lock."""
        engine = super().get_bind(mapper=mapper, clause=clause, bind=bind, **kwargs)
        if self.info.get("writing") or not isinstance(engine, Engine):
            return engine
        readers: dict[Engine, Engine] = self.info.setdefault("readers", {})
        if engine not in readers:
            readers[engine] = engine.execution_options(reading=True)
        return readers[engine]


@event.listens_for(HouseSession, "before_flush")
def _writes_need_a_transaction(session: Any, _context: object, _instances: object) -> None:
    if not session.info.get("writing") and (session.new or session.dirty or session.deleted):
        raise RuntimeError("a write outside transaction()")


db = SQLAlchemy(
    model_class=Base,
    session_options={
        "class_": HouseSession,
        "expire_on_commit": False,
        "autoflush": True,
    },
)


@contextmanager
def transaction() -> Iterator[None]:
    """Open a unit of work: commit at the end, roll back on any error.

    The door or job that opens it owns it; verbs inside only flush. What was
    read before stays loaded, but the lock is taken anew, so verbs ask again
    for what others may have changed. Raises RuntimeError when nested, CameSecond
    when a key was taken, or a row held, by somebody who came first.
    """
    session = db.session()
    if session.info.get("writing"):
        raise RuntimeError("a transaction inside a transaction")
    session.commit()
    session.info["writing"] = True
    try:
        yield
        session.commit()
    except BaseException as error:
        session.rollback()
        if isinstance(error, DBAPIError) and said_by_database(error) in RACES:
            raise CameSecond from error
        raise
    finally:
        session.info.pop("writing", None)


RACES = frozenset({"23505", "40001", "40P01", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"})
"""Unique key taken, not serializable, deadlock: as PostgreSQL numbers them and SQLite names them."""


def said_by_database(error: DBAPIError) -> str:
    """Why the database refused: PostgreSQL's number, SQLite's name, or nothing."""
    return getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", None) or ""


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
            if str(got).lower() not in {
                str(wanted),
                "memory" if name == "journal_mode" else str(wanted),
            }:
                raise RuntimeError(f"SQLite did not take {name}={wanted} (it says {got})")

    @event.listens_for(engine, "begin")
    def began(connection: Any) -> None:
        reading = connection.get_execution_options().get("reading")
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
