"""How quickly are words found among many essays, and what does the index cost; beside LIKE in the same run?

Essays of about 1,500 words are put together from sentences of made-up essays, each with an author of its
own. Every query is asked as the register asks it: how many fit, and the ids of the
first page by relevance; LIKE by number. Run it by
``python3 run.py bench search [--sizes 10000,100000] [--json]``; PostgreSQL is measured where a server is at hand.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

from flask_migrate import upgrade
from sqlalchemy import func, insert, select, text

from contest.app import create_app
from contest.charter.models import Contest
from contest.charter.service import create_contest
from contest.db import db, transaction
from contest.entries.models import Channel, Entry, Figure, FigureKind, Manuscript
from contest.overview.queries import Sort, Wanted
from contest.overview.queries.register import page_of_ids
from contest.plumbing import search
from contest.plumbing.audit import SYSTEM
from contest.plumbing.search.words import folded, words_of
from contest.plumbing.vietnamese import search_key
from contest.rehearsal.essays import write_essay
from contest.rehearsal.names import made_up_person
from contest.rehearsal.throwaway import throwaway

SIZES = (10_000, 100_000)
SEED = 11
WORDS = 1_500
BATCH = 500
ASKED = 40
ASKED_LIKE = 5
AT = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Made:
    """One essay with its author: what goes into the search, and what LIKE goes through."""

    document: search.Document
    title: str
    figure: str


@dataclass(frozen=True, slots=True)
class Query:
    """A kind of query and the words typed."""

    kind: str
    typed: str


def made_up(count: int, rng: Random) -> Iterator[Made]:
    """So many essays with authors, quickly: sentences dealt anew from two hundred written ones."""
    written = [write_essay(rng, words=(800, 2000), year=2026) for _ in range(200)]
    sentences = [s for essay in written for p in essay.paragraphs for s in p.split(". ") if len(s) > 20]
    for place in range(1, count + 1):
        words, paragraphs = 0, list[str]()
        while words < WORDS:
            said = ". ".join(rng.choices(sentences, k=6))
            paragraphs.append(said)
            words += said.count(" ") + 1
        essay, person = rng.choice(written), made_up_person(rng)
        document = search.Document(
            id=place,
            head=(essay.title, essay.figure.name, f"SO26-{place:05d}"),
            body=tuple(paragraphs),
            sealed_head=(person.name, "Trường THCS xã Nhân Lý"),
        )
        yield Made(document, essay.title, essay.figure.name)


def queries_of(made: Sequence[Made], rng: Random) -> list[Query]:
    """As many queries of each kind as are asked, out of essays that there are."""
    found = []
    for _ in range(ASKED):
        one = rng.choice(made)
        words = search_key(rng.choice(one.document.body)).split()
        start = rng.randrange(max(1, len(words) - 4))
        found += [
            Query("one word", rng.choice(words)),
            Query("two words", " ".join(rng.sample(words, 2))),
            Query("phrase", f'"{" ".join(words[start : start + 4])}"'),
            Query("name without marks", search_key(one.document.sealed_head[0])),
        ]
    return found


def measure(size: int, *, seed: int = SEED) -> list[dict[str, Any]]:
    """Rows of one size on the database that the application context has."""
    rng, contest = Random(seed), _contest()
    engine = db.engine.dialect.name
    with transaction():
        db.session.execute(text("CREATE TABLE bench_like (id INTEGER PRIMARY KEY, folded TEXT NOT NULL)"))
    kept, spent, before = list[Made](), 0.0, _size()
    waiting: list[Made] = []
    for made in made_up(size, rng):
        waiting.append(made)
        if len(waiting) == BATCH or made.document.id == size:
            _enter(contest, waiting)
            began = perf_counter()
            with transaction():
                search.keep([one.document for one in waiting])
            spent += perf_counter() - began
            db.session.expunge_all()
            kept += waiting[:: max(1, size // 500)]
            waiting = []
    cost = {"index_seconds": round(spent, 1), "size_mb": _size() - before}
    asked = queries_of(kept, rng)
    rows = []
    for kind in dict.fromkeys(query.kind for query in asked):
        typed = [query.typed for query in asked if query.kind == kind]
        ways: tuple[tuple[str, Callable[[str], object], int], ...] = (
            ("fts5" if engine == "sqlite" else "tsvector", lambda words: _search(contest, words), ASKED),
            ("like", _like, ASKED_LIKE),
        )
        for method, way, times in ways:
            told = sorted(_timed(way, words) for words in typed[:times])
            rows.append(
                {
                    "case": f"{size} {engine}",
                    "method": method,
                    "query": kind,
                    "median_ms": round(median(told), 1),
                    "p95_ms": round(told[int(0.95 * (len(told) - 1))], 1),
                    "asked": len(told),
                    **(cost if method != "like" else {"index_seconds": None, "size_mb": None}),
                }
            )
    return rows


def _contest() -> Contest:
    with transaction():
        return create_contest(
            slug="do-luong",
            title="Cuộc thi để đo",
            year=2026,
            receipt_prefix="SO26",
            opens_at=AT - timedelta(days=30),
            closes_at=AT + timedelta(days=30),
            actor=SYSTEM,
            at=AT,
        )


def _enter(contest: Contest, made: Sequence[Made]) -> None:
    """The rows that the register joins, and the folded text for LIKE; outside of what is timed."""
    ids = [one.document.id for one in made]
    category = contest.categories[0].id
    with transaction():
        entry = {"contest_id": contest.id, "lookup_hash": "", "handed_in_at": AT, "channel": Channel.WEB}
        entry |= {"sent_on": AT.date(), "received_on": AT.date()}
        rows = [
            {**entry, "id": n, "receipt": f"SO26-{n:05d}", "hand_in_key": f"so-{n}", "register_number": n}
            for n in ids
        ]
        db.session.execute(insert(Entry), rows)
        essay = {"version": 1, "category_id": category, "paragraphs": [], "words": WORDS, "page_count": 0}
        essay |= {"warnings": [], "digest": "", "received_at": AT}
        said = [
            {**essay, "id": one.document.id, "entry_id": one.document.id, "title": one.title}
            | {"title_key": search_key(one.title)}
            for one in made
        ]
        db.session.execute(insert(Manuscript), said)
        about = [
            {"entry_id": one.document.id, "kind": FigureKind.PERSON, "name": one.figure}
            | {"search_key": search_key(one.figure)}
            for one in made
        ]
        db.session.execute(insert(Figure), about)
        texts = [{"id": one.document.id, "folded": _folded(one.document)} for one in made]
        db.session.execute(text("INSERT INTO bench_like (id, folded) VALUES (:id, :folded)"), texts)


def _folded(document: search.Document) -> str:
    return " ".join(folded(words_of("\n".join([*document.head, *document.body, *document.sealed_head]))))


def _search(contest: Contest, typed: str) -> object:
    return page_of_ids(contest.id, Wanted(search=typed, all_names=True, sort=Sort.FIT))


def _like(typed: str) -> object:
    """Every word somewhere in the folded text, the phrase as it stands: the total and the first page."""
    words = [search_key(typed)] if typed.startswith('"') else typed.split()
    where = " AND ".join(f"folded LIKE :w{n}" for n in range(len(words)))
    values = {f"w{n}": f"%{word}%" for n, word in enumerate(words)}
    db.session.execute(text(f"SELECT count(*) FROM bench_like WHERE {where}"), values).scalar()
    page = text(f"SELECT id FROM bench_like WHERE {where} ORDER BY id DESC LIMIT 50")
    return db.session.execute(page, values).all()


def _timed(way: Callable[[str], object], typed: str) -> float:
    db.session.rollback()
    db.session.expunge_all()
    began = perf_counter()
    way(typed)
    return (perf_counter() - began) * 1000


def _size() -> int:
    """MB of the search alone: its rows and its index."""
    if db.engine.dialect.name == "postgresql":
        parts = [func.pg_total_relation_size(name) for name in ("search_words", "search_row")]
        return round(sum(db.session.scalar(select(part)) or 0 for part in parts) / 1_000_000)
    blocks = text("SELECT coalesce(sum(length(block)), 0) FROM search_words_data")
    packed = select(func.coalesce(func.sum(func.length(search.SearchRow.packed)), 0))
    return round(((db.session.scalar(blocks) or 0) + (db.session.scalar(packed) or 0)) / 1_000_000)


@contextmanager
def on_postgresql() -> Iterator[bool]:
    """An application on a throw-away PostgreSQL server; gives False where there is none."""
    try:
        from tests import postgres
    except ImportError:
        yield False
        return
    if postgres.binaries() is None:
        yield False
        return
    with postgres.cluster() as address, tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        for part in ("instance", "uploads"):
            (folder / part).mkdir()
        settings = {"SECRET_KEY": "benchmarks keep no secret, so theirs may be read", "JOBS": "off"}
        places = {"INSTANCE": str(folder / "instance"), "UPLOADS": str(folder / "uploads")}
        app = create_app({**settings, **places, "SQLALCHEMY_DATABASE_URI": address, "PRODUCTION": False})
        with app.app_context():
            upgrade()
            yield True
            db.session.remove()
            db.engine.dispose()


def say(row: dict[str, Any]) -> None:
    """Print one row of the table."""
    cost = "" if row["index_seconds"] is None else f"{row['index_seconds']:>8.1f} s {row['size_mb']:>6} MB"
    print(
        f"{row['case']:<20} {row['method']:<9} {row['query']:<20} {row['median_ms']:>9.1f} ms"
        f" {row['p95_ms']:>9.1f} ms {cost}"
    )


def main(arguments: Sequence[str]) -> int:
    """Measure the sizes asked for on each database; print a table, or JSON rows."""
    asked = argparse.ArgumentParser(prog="bench search", description=__doc__)
    asked.add_argument(
        "--sizes", default=",".join(map(str, SIZES)), help="numbers of essays, parted by commas"
    )
    asked.add_argument("--database", choices=("both", "sqlite", "postgresql"), default="both")
    asked.add_argument("--json", action="store_true", help="print a list of rows")
    chosen = asked.parse_args(arguments)
    rows = []
    for size in map(int, chosen.sizes.replace(" ", ",").split(",")):
        found: list[dict[str, Any]] = []
        if chosen.database != "postgresql":
            with throwaway():
                found += measure(size)
        if chosen.database != "sqlite":
            with on_postgresql() as at_hand:
                found += measure(size) if at_hand else []
        rows += found
        if not chosen.json:
            for row in found:
                say(row)
    if chosen.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
