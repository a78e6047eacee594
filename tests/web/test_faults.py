"""When something of ours breaks: a page that says so, and a log that tells the place and nobody's name."""

import logging

import pytest
from flask import Flask
from sqlalchemy import text

from contest.db import db

TYPED = {"email": "hoang.bi.mat@thu.example.vn", "password": "một câu không ai biết"}


@pytest.fixture
def broken(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """A server whose accounts have gone from the database, as visitors meet it."""
    monkeypatch.setitem(app.config, "TESTING", False)
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("ALTER TABLE account RENAME TO account_lost"))
    return app


def test_a_fault_is_a_page_that_says_so_and_a_sentence_for_scripts(broken: Flask) -> None:
    page = broken.test_client().post("/account/sign-in", data=TYPED)
    told = broken.test_client().post("/account/sign-in", data=TYPED, headers={"Accept": "application/json"})
    assert (page.status_code, told.status_code) == (500, 500)
    assert "account_lost" not in page.text
    assert "SELECT" not in page.text
    assert told.json["refusal"] == "error"
    assert page.headers["Cache-Control"] == "no-store"


def test_the_log_tells_where_it_broke_and_nothing_that_was_typed(
    broken: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, logger="contest"):
        broken.test_client().post("/account/sign-in", data=TYPED)
    assert "unexpected error at account.sign_in" in caplog.text
    assert "check_password" in caplog.text
    assert "Error" in caplog.text
    assert [typed for typed in TYPED.values() if typed in caplog.text] == []
