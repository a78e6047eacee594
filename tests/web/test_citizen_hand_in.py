"""The last step: boxes that nobody ticked for you, one entry however often, a receipt that proves it."""

from datetime import timedelta

from contest.charter.models import Contest
from contest.db import db, transaction
from contest.entries.queries import entry_of
from tests.conftest import NOON
from tests.web.citizens import Citizen, entries


def test_the_receipt_shows_code_time_with_zone_digest_qr_and_secret(app, citizen):
    citizen.fill().hand_in()
    page = citizen.client.get(f"{citizen.url}/receipt").text
    entry = entries(app)[0]
    with app.app_context():
        digest = entry_of(citizen.cast.contest_id, entry.id).manuscript.digest
    for part in (entry.receipt, digest, "12 giờ, thứ Hai 23/11/2026", "giờ Việt Nam", "data:image/svg+xml"):
        assert part in page
    kept = citizen.client.get(f"{citizen.url}/receipt.txt")
    assert "attachment" in kept.headers["Content-Disposition"]
    assert citizen.receipt()[1] in kept.text


def test_double_click_back_button_and_second_tab_lead_to_the_same_receipt(app, citizen):
    citizen.fill()
    first, codes = citizen.hand_in(), citizen.receipt()
    again = citizen.hand_in()
    assert (again.status_code, again.location) == (303, first.location)
    assert citizen.receipt() == codes
    assert len(entries(app)) == 1
    assert citizen.client.get(f"{citizen.url}/review").location.endswith("/receipt")
    assert citizen.client.get(citizen.url).location.endswith("/receipt")


def test_no_box_is_ticked_beforehand_and_each_is_asked_for(app, citizen):
    citizen.fill()
    page = citizen.client.get(f"{citizen.url}/review").text
    assert page.count('type="checkbox"') == 2
    assert "checked" not in page
    refused = citizen.client.post(f"{citizen.url}/review", data={})
    assert refused.status_code == 422
    assert entries(app) == []


def test_after_the_closing_nothing_is_handed_in_and_the_draft_stays(app, citizen, noon):
    citizen.fill()
    noon[0] = NOON + timedelta(days=7, seconds=1)
    assert citizen.hand_in().status_code == 409
    assert entries(app) == []
    assert "Con đường của bản" in citizen.client.get(f"{citizen.url}/review").text
    assert citizen.client.post("/c/guong-sang-2026/drafts").status_code == 409


def test_the_fourth_entry_is_refused_with_the_draft_kept(app, citizen, browser):
    with app.app_context(), transaction():
        db.session.get_one(Contest, citizen.cast.contest_id).max_entries_per_author = 1
    citizen.fill().hand_in()
    again = Citizen(browser(None), app, citizen.cast).fill()
    assert again.hand_in().status_code == 409
    assert "Con đường của bản" in again.client.get(f"{again.url}/review").text
