"""A request for more, from the desk to the entrant and back: on the look-up page, by mail, answered, seen."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select
from time_machine import travel

from contest.db import db
from contest.plumbing.jobs import OutboxItem
from tests.conftest import NOON
from tests.web.citizens import AUTHORS, Citizen, entries, looked_up

HOME = "/office/guong-sang-2026"


@pytest.fixture(autouse=True)
def at_the_desk():
    """The office decides five minutes after the hand-in."""
    with travel(NOON + timedelta(minutes=5), tick=False):
        yield


def asked(app):
    """What is waiting to be sent about a request."""
    with app.app_context():
        letters = db.session.scalars(select(OutboxItem).where(OutboxItem.kind == "mail.send"))
        return [letter.payload for letter in letters if letter.payload["template"] == "more_needed"]


def test_a_request_reaches_the_entrant_and_its_answer_the_desk(app, browser, citizen, noon, monkeypatch):
    monkeypatch.setitem(AUTHORS, "people-0-email", "lanh@thu-nghiem.example.com")
    citizen.fill().hand_in()
    codes = citizen.receipt()
    entry_id = entries(app)[0].id
    office = browser("secretary")
    said = {"entry": [entry_id], "verdict": "more_needed", "more-reason": "Xin gửi ảnh nhân vật."}
    assert "act=" in office.post(f"{HOME}/entries/decisions", data=said).location

    (letter,) = asked(app)
    assert letter["to"] == "lanh@thu-nghiem.example.com"
    assert letter["values"]["reason"] == "Xin gửi ảnh nhân vật."
    client = browser(None)
    looked_up(client, *codes)
    assert "Xin gửi ảnh nhân vật." in client.get("/my-entry").text

    noon[0] = NOON + timedelta(minutes=30)
    opened = client.post("/my-entry/correction")
    again = object.__new__(Citizen)
    again.client, again.app, again.cast = client, app, citizen.cast
    again.url = re.search(r"/drafts/\d+", opened.location)[0]
    assert (
        again.post("essay", {"title": "Con đường của bản, có ảnh", "text": "Ông Slao mở đường."}).status_code
        == 303
    )
    assert again.hand_in().status_code == 303

    corrected = office.get(f"{HOME}/entries?state=corrected").text
    assert f"/entries/{entry_id}" in corrected
    assert "Con đường của bản, có ảnh" in corrected
    assert office.get(f"{HOME}/screening").location.endswith(f"/screening/{entry_id}")
    assert f"/entries/{entry_id}" in office.get(f"{HOME}/entries?q=co+anh").text
