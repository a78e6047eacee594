"""The index on PostgreSQL: a row of tsvectors an entry, of words folded by us, and beside them those with marks.

No dictionary and no extension is asked: the vectors are written out and read with the plain cast, so words
come in exactly as we fold them, and nothing needs a superuser.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from sqlalchemy import (
    Select,
    Text,
    bindparam,
    cast,
    column,
    delete,
    func,
    insert,
    intersect,
    literal,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from contest.db import db
from contest.plumbing.search.asking import Term
from contest.plumbing.search.rows import Document
from contest.plumbing.search.words import folded, words_of
from contest.plumbing.search.words import marked as marked_forms

COLUMNS: Final = ("head", "body", "sealed_head", "sealed_body")

LAST_PLACE: Final = 16383
"""PostgreSQL counts places no further; words beyond are found, but not as parts of a phrase."""

MOST_PLACES: Final = 255
MOST_BYTES: Final = 900_000
"""A vector holds less than a megabyte."""

_SIGN_BYTES: Final = 4
LONGEST_WORD: Final = 500
_WORDS: Final = table("search_words", column("rowid"), *(column(name) for name in COLUMNS))
_INSERT: Final = insert(_WORDS).values(
    rowid=bindparam("id"), **{name: cast(bindparam(f"{name}_said", type_=Text), TSVECTOR) for name in COLUMNS}
)


def write(documents: Sequence[Document]) -> None:
    """Add entries that the index does not hold."""
    rows = [
        {"id": document.id, **{f"{name}_said": _vector(getattr(document, name)) for name in COLUMNS}}
        for document in documents
    ]
    db.session.execute(_INSERT, rows)


def erase(documents: Sequence[Document]) -> None:
    """Take entries out."""
    db.session.execute(delete(_WORDS).where(_WORDS.c.rowid.in_([document.id for document in documents])))


def empty() -> None:
    """Take everything out."""
    db.session.execute(delete(_WORDS))


def holding(terms: Collection[Term], *, heads: bool, sealed: bool) -> Select[int]:
    """A selection of the ids of entries that hold every term; in title and names alone, or anywhere."""
    return _all_of([_phrase(term.words, prefix=term.prefix) for term in terms], heads=heads, sealed=sealed)


def marked(words: Collection[str], *, sealed: bool) -> Select[int]:
    """A selection of the ids of entries that hold every one of these words with its marks."""
    return _all_of([_phrase((word,)) for word in words], heads=False, sealed=sealed)


def _all_of(asked: Sequence[str], *, heads: bool, sealed: bool) -> Select[int]:
    """Each is looked up by itself, by a function of the migration that never reads the vectors one by one."""
    found = [
        select(func.search_words_with(cast(literal(one), TSQUERY), heads, sealed).column_valued(f"found_{n}"))
        for n, one in enumerate(asked)
    ]
    every = intersect(*found).subquery() if len(found) > 1 else found[0].subquery()
    return select(every.c[0])


def _phrase(words: Sequence[str], *, prefix: bool = False) -> str:
    """Words of letters and digits alone, quoted, so nothing that was typed can be read as an operator."""
    told = [f"'{word[:LONGEST_WORD]}'" for word in words]
    return " <-> ".join([*told[:-1], told[-1] + (":*" if prefix else "")])


def _vector(texts: Iterable[str]) -> str:
    """The words written out: folded with their places, as typed without; a gap parts one text from the next.

    What is too long for a vector is left out at its end, for a hand-in must never fail on that.
    """
    places: dict[str, list[int]] = {}
    marks: set[str] = set()
    place, size = 0, 0
    for said in texts:
        words = words_of(said)
        for bare, typed in zip(folded(words), marked_forms(words), strict=True):
            place += 1
            known = places.get(bare)
            if known is None:
                size += _SIGN_BYTES * len(bare)
                known = places[bare] = []
            if typed != bare and typed not in marks:
                size += _SIGN_BYTES * len(typed)
                marks.add(typed)
            if len(known) < MOST_PLACES and (place <= LAST_PLACE or not known):
                known.append(min(place, LAST_PLACE))
                size += _SIGN_BYTES
            if size > MOST_BYTES:
                break
        place += 1
    told = [f"'{word[:LONGEST_WORD]}':{','.join(map(str, at))}" for word, at in places.items()]
    return " ".join([*told, *(f"'{word[:LONGEST_WORD]}'" for word in sorted(marks))])
