"""A database with very many entries, written straight into its tables: what is measured only reads it."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from flask import current_app
from sqlalchemy import insert

from benchmarks.exports_cases import BEGAN, WORDS
from benchmarks.exports_judged import Judged, begin_round, judged
from contest.authors.models import Author, Envelope
from contest.charter.rules import AuthorshipKind
from contest.charter.service import create_contest
from contest.db import Base, db, transaction
from contest.entries.models import Channel, Entry, Figure, FigureKind, Manuscript, Withdrawal
from contest.plumbing.audit import SYSTEM
from contest.plumbing.vietnamese import fold, search_key
from contest.rehearsal.rehearse import CLOSES, OPENS
from contest.rehearsal.throwaway import throwaway
from contest.screening.models import ScreeningDecision, VerdictKind
from contest.shortlist.service import keep_figures
from contest.units.models import Unit

AT_ONCE = 5_000
A_UNIT = 50
"""Entries that come from one unit."""

REJECTED, MORE_NEEDED, WITHDRAWN = 25, 60, 40
"""One entry in so many is not judged, for this reason."""


def filled_database(folder: Path, size: int) -> Path:
    """The path of a SQLite database whose contest ``thu`` has received that many entries."""
    path = folder / f"{size}.sqlite"
    if path.exists():
        return path
    with throwaway():
        with transaction():
            contest = create_contest(
                slug="thu",
                title="Những tấm gương điển hình",
                year=2025,
                receipt_prefix="TH25",
                photos_min=0,
                opens_at=OPENS,
                closes_at=CLOSES,
                actor=SYSTEM,
                at=BEGAN,
            )
        ids = (contest.id, contest.categories[0].id)
        with transaction():
            round_ = begin_round(contest)
            db.session.execute(insert(Unit), [_unit(number) for number in range(1, size // A_UNIT + 2)])
        for first in range(1, size + 1, AT_ONCE):
            with transaction():
                _fill(range(first, min(first + AT_ONCE, size + 1)), *ids, round_)
        keep_figures(round_id=round_.round_id, at=BEGAN)
        db.session.remove()
        db.engine.dispose()
        shutil.copy(Path(current_app.config["INSTANCE"]) / "contest.sqlite", path)
    return path


def _fill(numbers: range, contest_id: int, category_id: int, round_: Judged) -> None:
    rng = Random(numbers.start)
    rows: dict[type[Base], list[dict[str, Any]]] = {}
    for number in numbers:
        for model, row in (*_entry(number, contest_id, category_id, rng), *_screened(number, round_, rng)):
            rows.setdefault(model, []).append(row)
    for model, many in rows.items():
        db.session.execute(insert(model), many)


def _unit(number: int) -> dict[str, Any]:
    name = f"Chi bộ {number} xã Nhân Lý"
    return {
        "id": number,
        "code": f"CB-{number}",
        "name": name,
        "short_name": f"Chi bộ {number}",
        "search_key": search_key(name),
        "kind": "party_cell",
    }


def _screened(number: int, round_: Judged, rng: Random) -> Iterator[tuple[type[Base], dict[str, Any]]]:
    """What was decided of an entry, and all that its judging left, where it was judged."""
    said = {"entry_id": number, "decided_at": BEGAN, "decided_by": "x", "code": "", "reason": ""}
    if not number % WITHDRAWN:
        yield Withdrawal, {"entry_id": number, "at": BEGAN, "by": "x", "reason": ""}
    elif not number % REJECTED:
        why = {"code": "L1", "reason": "Bài quá ngắn so với thể lệ."}
        yield ScreeningDecision, {**said, "verdict": VerdictKind.REJECTED, **why}
    elif not number % MORE_NEEDED:
        yield ScreeningDecision, {**said, "verdict": VerdictKind.MORE_NEEDED}
    else:
        yield ScreeningDecision, {**said, "verdict": VerdictKind.ELIGIBLE}
        yield from judged(number, round_, rng)


def _entry(
    number: int, contest_id: int, category_id: int, rng: Random
) -> Iterator[tuple[type[Base], dict[str, Any]]]:
    """Every row of one entry, parents first; its id is its number in the register."""
    at = BEGAN + timedelta(minutes=number)
    title, name = " ".join(rng.choices(WORDS, k=6)), " ".join(rng.choices(WORDS, k=3)).title()
    yield (
        Entry,
        {
            "id": number,
            "contest_id": contest_id,
            "receipt": f"TH25-{number:06d}",
            "lookup_hash": "0" * 64,
            "hand_in_key": f"{number:064d}",
            "handed_in_at": at,
            "sent_on": at.date(),
            "received_on": at.date(),
            "channel": Channel.WEB,
            "register_number": number,
        },
    )
    yield (
        Manuscript,
        {
            "id": number,
            "entry_id": number,
            "version": 1,
            "category_id": category_id,
            "title": title,
            "title_key": search_key(title),
            "paragraphs": [" ".join(rng.choices(WORDS, k=120)) for _ in range(3)],
            "words": 360,
            "page_count": 0,
            "warnings": [],
            "digest": f"{number:064x}",
            "received_at": at,
        },
    )
    figure = {"kind": FigureKind.PERSON, "name": "Nông Văn Slao", "search_key": "nong van slao"}
    yield (
        Figure,
        {
            "entry_id": number,
            "birth_year": None,
            "position": "",
            "place": "",
            "phone": "",
            "field": "",
            "honours": "",
            **figure,
        },
    )
    envelope = {"id": number, "entry_id": number, "kind": AuthorshipKind.PERSON, "collective_name": ""}
    unit = _unit(1 + number // A_UNIT)
    yield (Envelope, {**envelope, "unit_id": unit["id"], "unit_name": unit["name"], "entered_by": ""})
    yield (
        Author,
        {
            "envelope_id": number,
            "position": 1,
            "leads": False,
            "name": name[:100],
            "folded_name": fold(name)[:100],
            "birth_year": 1980,
            "phone": f"09{number:08d}",
        },
    )
