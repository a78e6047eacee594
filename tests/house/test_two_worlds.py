"""The same contest with two essays' authors exchanged: whatever a judge receives is the same, byte for byte."""

import re
from pathlib import Path

import pytest
from flask import Flask

from contest.app import create_app
from contest.db import db
from tests.cast import Cast
from tests.conftest import NOON, Schema, settings_for
from tests.crawler import Crawler
from tests.doors import OURS, clock_of
from tests.stage import Stage
from tests.writers import WRITERS

TOKENS = re.compile(r'(name="csrf_token" value=|name="csrf-token" content=|X-CSRFToken":\s?)"[^"]*"')
FRESH = re.compile(r"^Set-Cookie: .*$", re.MULTILINE)


JUDGES = ("judge_a", "head_judge")
Seen = dict[str, tuple[int, str, str]]


def as_seen(folder: Path, schema: Schema, *, swapped: bool) -> dict[str, Seen]:
    """Everything each judge opens in one of the two worlds; form tokens and session cookies are fresh in each."""
    settings = settings_for(folder)
    with schema.fresh(folder) as address:
        app = create_app({**settings, "SQLALCHEMY_DATABASE_URI": address})
        try:
            return _opened(app, swapped=swapped)
        finally:
            with app.app_context():
                db.session.remove()
                db.engine.dispose()


def _opened(app: Flask, *, swapped: bool) -> dict[str, Seen]:
    with app.app_context():
        stage = Stage.at_level("judging", at=NOON, swapped=swapped)
        first = stage.canaries[stage.entries[0]].words
        db.session.remove()
    assert ("name", WRITERS[1 if swapped else 0].name()) in first
    seen: dict[str, Seen] = {}
    with clock_of(stage):
        for who in JUDGES:
            client = app.test_client()
            Cast.sign_in(app, client, who)
            starts = [
                f"/judging/{OURS}",
                f"/judging/{OURS}/rounds/1/carry",
                *(f"/judging/{OURS}/assignments/{number}" for number in range(1, 25)),
            ]
            pages = Crawler(app, client).crawl(starts).pages.items()
            seen[who] = {
                address: (page.status, FRESH.sub("", page.headers), TOKENS.sub(r"\1", page.text))
                for address, page in pages
            }
    return seen


def test_an_exchange_of_authors_changes_nothing_a_judge_receives(
    tmp_path_factory: pytest.TempPathFactory, schema: Schema
) -> None:
    one = as_seen(tmp_path_factory.mktemp("one"), schema, swapped=False)
    other = as_seen(tmp_path_factory.mktemp("other"), schema, swapped=True)
    for who in JUDGES:
        assert one[who].keys() == other[who].keys()
        assert [address for address, seen in one[who].items() if seen != other[who][address]] == []
        assert sum(status == 200 for status, _, _ in one[who].values()) > 10
