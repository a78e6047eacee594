"""Keeping entries in the index, and asking it; the database's own way is one file each beside this one."""

from collections.abc import Collection, Sequence
from types import ModuleType
from typing import Any

from sqlalchemy import ColumnElement, Select, case, delete, insert, literal, select
from sqlalchemy.orm import InstrumentedAttribute

from contest.db import db
from contest.plumbing.search import index_postgresql, index_sqlite
from contest.plumbing.search.asking import Question
from contest.plumbing.search.rows import Document, SearchRow

EntryId = ColumnElement[int] | InstrumentedAttribute[int]

WAYS: dict[str, ModuleType] = {"sqlite": index_sqlite, "postgresql": index_postgresql}
IN_HEAD, IN_ONE_PIECE, WITH_MARKS = 4, 2, 1


def keep(documents: Sequence[Document]) -> int:
    """Put entries into the index in place of what it held of them; one that says the same is passed over.

    Returns  how many were written
    """
    standing = {row.id: row for row in _rows([document.id for document in documents])}
    fresh, stale = [], []
    for document in documents:
        row, packed = standing.get(document.id), document.packed()
        if row is None or row.packed != packed:
            fresh.append((document, packed))
            stale += [row] if row is not None else []
    _drop(stale)
    if fresh:
        rows = [{"id": document.id, "packed": packed} for document, packed in fresh]
        db.session.execute(insert(SearchRow), rows)
        _way().write([document for document, _ in fresh])
    return len(fresh)


def erase(ids: Collection[int]) -> None:
    """Take entries out of the index."""
    _drop(_rows(ids))


def erase_all() -> None:
    """Empty the index."""
    db.session.execute(delete(SearchRow))
    _way().empty()


def kept_of(ids: Collection[int]) -> dict[int, Document]:
    """What the index holds of these entries, for showing where the words stand."""
    return {row.id: row.document for row in _rows(ids)}


def found(question: Question, *, sealed: bool) -> Select[int]:
    """A selection of the ids of entries that hold every term.

    sealed  whether names and masked places are searched too; only for those who may read them
    """
    return _way().holding(question.terms, heads=False, sealed=sealed)  # type: ignore[no-any-return]


def relevance(
    question: Question, entry_id: EntryId, *, sealed: bool, in_one_piece: bool = True
) -> ColumnElement[int]:
    """How well an entry fits: all of it in title or names, as one phrase, with the marks as typed.

    in_one_piece  whether phrases count; among very many entries they cost more than they tell
    Returns  0 to 7, for ordering among what ``found`` gives
    """
    way, phrase, marked = _way(), question.as_phrase, question.with_marks
    score: ColumnElement[int] = _weighed(
        entry_id, way.holding(question.terms, heads=True, sealed=sealed), IN_HEAD
    )
    if phrase is not None and in_one_piece:
        score += _weighed(entry_id, way.holding([phrase], heads=False, sealed=sealed), IN_ONE_PIECE)
    if marked:
        score += _weighed(entry_id, way.marked(marked, sealed=sealed), WITH_MARKS)
    return score


def _weighed(entry_id: EntryId, chosen: Select[int], weight: int) -> ColumnElement[int]:
    return case((entry_id.in_(chosen), literal(weight)), else_=literal(0))


def _rows(ids: Collection[int]) -> list[SearchRow]:
    question: Any = select(SearchRow).where(SearchRow.id.in_(ids))
    return list(db.session.scalars(question.execution_options(populate_existing=True)))


def _drop(rows: Collection[SearchRow]) -> None:
    if rows:
        _way().erase([row.document for row in rows])
        db.session.execute(delete(SearchRow).where(SearchRow.id.in_([row.id for row in rows])))
        for row in rows:
            db.session.expunge(row)


def _way() -> ModuleType:
    return WAYS[db.session.get_bind().dialect.name]
