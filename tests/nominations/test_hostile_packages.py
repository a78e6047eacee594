"""Packages whose writer means harm, or knows no better: refused or taken, and never half."""

import json
import multiprocessing
import os
import signal
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from contest.authors.queries import envelope_of
from contest.db import db, transaction
from contest.entries.models import Entry
from contest.entries.queries import entries_in
from contest.nominations.models import Outcome
from contest.nominations.queries import Trust, consignment_of, rows_of, trust_of
from contest.nominations.service import start_taking
from contest.nominations.service.taking import take_entries
from tests.cast import Cast
from tests.conftest import Schema, settings_for
from tests.nominations.districts import (
    CLERK,
    LATER,
    Sent,
    furnish_province,
    installation,
    note_codes,
    province,
    received,
    taken,
)
from tests.nominations.made import ENTRY, KEY, a_package, lines_of, manifest_of
from tests.nominations.test_a_stranger_reads import HOSTILE

PLAIN = {**ENTRY, "category": "ghi-chep", "category_name": "Ghi chép"}


@pytest.fixture
def cast(house: Flask) -> Cast:
    """A province that knows the key of the tests as that of Chi Lăng."""
    return furnish_province({"chi-lang": KEY.public_key().public_bytes_raw().hex()})


def told(*entries: Mapping[str, Any], **changes: Any) -> bytes:
    """A package of these entries, told without files."""
    counts = {"entries": len(entries), "nominated": sum(e["nominated"] for e in entries), "files": 1}
    return a_package([("entries.jsonl", lines_of(entries))], **{"counts": counts, **changes})


def standing(cast: Cast) -> int:
    return db.session.query(Entry).filter_by(contest_id=cast.contest_id).count()


@pytest.mark.parametrize("what", HOSTILE)
def test_it_is_refused_as_a_whole_with_its_reason(cast: Cast, what: str) -> None:
    row = received(cast, HOSTILE[what])
    assert row.refusal in ("PackageUnfit", "SignatureWrong", "PackageAltered")
    assert rows_of(row) == []


def test_a_package_without_entries_is_no_package(cast: Cast) -> None:
    assert received(cast, a_package([])).refusal == "PackageAltered"


@pytest.mark.parametrize("made", ["9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+00:00", "2026"])
def test_a_moment_that_no_clock_shows_is_refused_and_not_fallen_over(cast: Cast, made: str) -> None:
    assert received(cast, told(PLAIN, created_at=made)).refusal == "PackageUnfit"


@pytest.mark.parametrize("levels", [20, 400, 900])
def test_what_is_nested_without_end_is_refused_and_leaves_no_package_half_read(
    cast: Cast, levels: int
) -> None:
    deep: list[Any] = []
    for _ in range(levels):
        deep = [deep]
    written = json.dumps({**json.loads(manifest_of([("entries.jsonl", lines_of([PLAIN]))])), "zz": deep})
    manifest = json.dumps(json.loads(written), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    row = received(cast, a_package([("entries.jsonl", lines_of([PLAIN]))], manifest=manifest.encode()))
    assert row.refusal == "PackageAltered"


def test_a_clock_that_runs_ahead_rules_out_no_later_package(cast: Cast) -> None:
    taken(received(cast, told(PLAIN, created_at="2031-01-01T00:00:00+00:00")))
    entry = db.session.query(Entry).filter_by(contest_id=cast.contest_id).one()
    assert entry.sent_on == LATER.date(), "sent no later than it came"
    mended = {**PLAIN, "title": "Người giữ rừng, bản sửa"}
    row = received(cast, told(mended, created_at="2027-01-01T00:00:00+00:00"))
    assert note_codes(rows_of(row)[0])[0] == "changed"


@pytest.mark.parametrize(
    "part",
    [
        {"title": "ß" * 300},
        {"title": "\u0958" * 150},
        {"authors": [{**PLAIN["authors"][0], "name": "ﬃ" * 100}]},
        {"figure": {**PLAIN["figure"], "name": "ß" * 200, "honours": "x" * 2000}},
        {"authors": [{**PLAIN["authors"][0], "gender": "<script>"}]},
        {"collective_name": "x" * 200, "kind": "collective", "authors": []},
        {"title": '=HYPERLINK("http://x")', "unit": "+cmd|' /C calc'!A0"},
        {"title": "../../etc/passwd\u202egpj"},
    ],
)
def test_what_fits_its_field_comes_into_the_register(cast: Cast, part: dict[str, Any]) -> None:
    rows = taken(received(cast, told({**PLAIN, **part})))
    assert [row.outcome for row in rows] == [Outcome.TAKEN]


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ({"authors": []}, "author-missing"),
        ({"authors": PLAIN["authors"] * 2}, "one-author-only"),
        ({"kind": "group", "authors": PLAIN["authors"] * 6}, "group-too-large"),
        ({"kind": "collective", "authors": []}, "collective-name-missing"),
        ({"authors": [{**PLAIN["authors"][0], "birth": "2031-01-01"}]}, "birth-impossible"),
        ({"authors": [{**PLAIN["authors"][0], "email": "lanh@"}]}, "email-malformed"),
        ({"figure": {**PLAIN["figure"], "birth_year": 1066}}, "birth-year-impossible"),
        ({"paragraphs": []}, None),
    ],
)
def test_what_our_own_forms_would_refuse_is_not_taken_and_says_why(
    cast: Cast, part: dict[str, Any], code: str | None
) -> None:
    row = received(cast, told({**PLAIN, **part}))
    if code is None:
        assert [one.outcome for one in taken(row)] == [Outcome.TAKEN], "a text on paper may come later"
        return
    assert code in note_codes(rows_of(row)[0])
    assert standing(cast) == 0


def test_a_key_written_in_capitals_is_no_second_key(cast: Cast) -> None:
    row = received(cast, told(PLAIN))
    assert trust_of(row) is Trust.REGISTERED
    assert received(cast, HOSTILE["signed in capitals"]).refusal == "SignatureWrong"


def take_and_die(settings: Mapping[str, object], consignment_id: int, statements: int) -> None:
    """Take a package's entries in a process of its own, which is killed when it asks the database once too often."""
    from contest.app import create_app

    left = statements

    def count(*_said: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    with create_app(settings).app_context():
        event.listen(db.engine, "before_cursor_execute", count)
        while not take_entries(consignment_id=consignment_id, actor=CLERK, at=LATER, most=2):
            pass


def test_a_server_that_is_killed_while_works_are_taken_takes_none_twice_and_none_half(
    schema: Schema, tmp_path: Path, keys: dict[str, str], sent: dict[str, Sent]
) -> None:
    kind = multiprocessing.get_context("forkserver")
    kind.set_forkserver_preload(["contest.app", "waitress"])
    with installation(tmp_path, schema) as app:
        cast = furnish_province(keys)
        row = received(cast, sent["chi-lang"].data)
        with transaction():
            start_taking(consignment=row, contest=province(cast), actor=CLERK, at=LATER)
        db.session.remove()
        address = app.config["SQLALCHEMY_DATABASE_URI"]
        settings = {**settings_for(tmp_path), "SQLALCHEMY_DATABASE_URI": address}
        ends = []
        for statements in (25, 60, 110, 100_000):
            life = kind.Process(target=take_and_die, args=(settings, row.id, statements))
            life.start()
            life.join()
            ends.append(life.exitcode)
        assert ends[0] == -signal.SIGKILL
        assert ends[-1] == 0
        assert [one.outcome for one in rows_of(consignment_of(cast.contest_id, row.id))] == [
            Outcome.TAKEN
        ] * 3
        entries = entries_in(cast.contest_id)
        assert sorted(entry.register_number for entry in entries) == [1, 2, 3]
        assert all(len(entry.manuscripts) == 1 for entry in entries)
        assert all(envelope_of(entry.id).authors for entry in entries)
        assert consignment_of(cast.contest_id, row.id).taken_at is not None
