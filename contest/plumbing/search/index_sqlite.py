"""The index on SQLite: one FTS5 table without text of its own, over words that we have folded ourselves.

FTS5's own folding never makes đ a d, so it is turned off (``remove_diacritics 0``). The table keeps words
and places alone (``content=''``): to take an entry out it has to be told the words that went in.
"""

from collections.abc import Collection, Sequence
from typing import Final

from sqlalchemy import Select, column, insert, literal_column, select, table

from contest.db import db
from contest.plumbing.search.asking import Term
from contest.plumbing.search.rows import Document
from contest.plumbing.search.words import folded, with_marks, words_of

COLUMNS: Final = ("head", "body", "marks", "sealed_head", "sealed_body", "sealed_marks")
_WORDS: Final = table("search_words", *(column(name) for name in ("rowid", *COLUMNS)))
_TOLD: Final = table("search_words", *(column(name) for name in ("search_words", "rowid", *COLUMNS)))
"""The same table with the column of its own name, through which FTS5 takes orders."""


def write(documents: Sequence[Document]) -> None:
    """Add entries that the index does not hold."""
    db.session.execute(insert(_WORDS), [_values(document) for document in documents])


def erase(documents: Sequence[Document]) -> None:
    """Take entries out; they have to be said as they went in."""
    orders = [{"search_words": "delete", **_values(document)} for document in documents]
    db.session.execute(insert(_TOLD), orders)


def empty() -> None:
    """Take everything out."""
    db.session.execute(insert(_TOLD).values(search_words="delete-all"))


def holding(terms: Collection[Term], *, heads: bool, sealed: bool) -> Select[int]:
    """A selection of the ids of entries that hold every term; in title and names alone, or anywhere."""
    columns = ["head", *([] if heads else ["body"])]
    columns += [f"sealed_{name}" for name in columns] if sealed else []
    return _matching(columns, " AND ".join(_phrase(term.words, prefix=term.prefix) for term in terms))


def marked(words: Collection[str], *, sealed: bool) -> Select[int]:
    """A selection of the ids of entries that hold every one of these words with its marks."""
    columns = ["marks", *(["sealed_marks"] if sealed else [])]
    return _matching(columns, " AND ".join(_phrase((word,)) for word in words))


def _matching(columns: Collection[str], asked: str) -> Select[int]:
    chosen = f"{{{' '.join(columns)}}} : ({asked})"
    return select(_WORDS.c.rowid).where(literal_column("search_words").op("MATCH")(chosen))


def _phrase(words: Sequence[str], *, prefix: bool = False) -> str:
    """Words of letters and digits alone, so nothing that was typed can be read as an operator."""
    return f'"{" ".join(words)}"{" *" if prefix else ""}'


def _values(document: Document) -> dict[str, object]:
    values: dict[str, object] = {"rowid": document.id}
    for depth in ("", "sealed_"):
        head = words_of("\n".join(getattr(document, f"{depth}head")))
        body = words_of("\n".join(getattr(document, f"{depth}body")))
        values[f"{depth}head"] = " ".join(folded(head))
        values[f"{depth}body"] = " ".join(folded(body))
        values[f"{depth}marks"] = " ".join(with_marks([*head, *body]))
    return values
