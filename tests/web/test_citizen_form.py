"""The four steps without a script: nothing typed is lost, no tab overwrites another, nobody else looks in."""

import re

from contest.authors.models import Draft
from contest.authors.queries import envelope_of
from contest.db import db
from contest.entries.queries import entry_of
from tests.conftest import NOON
from tests.web.citizens import AUTHORS, ESSAY, FIGURE, entries


def test_four_steps_make_an_entry_with_author_figure_unit_and_consents(app, citizen):
    done = citizen.fill().hand_in()
    assert done.status_code == 303
    assert done.location.endswith("/receipt")
    with app.app_context():
        entry = entry_of(citizen.cast.contest_id, entries(app)[0].id)
        envelope = envelope_of(entry.id)
        assert entry.manuscript.paragraphs == ESSAY["text"].split("\n")
        assert entry.figure.birth_year == 1957
        assert envelope.unit_id == citizen.cast.units["X-NL"]
        assert envelope.authors[0].phone == "0912345678"
        assert [(c.statement.version, c.accepted_at) for c in envelope.consents] == [(1, NOON), (1, NOON)]


def test_a_step_is_kept_though_something_is_wrong_in_it(app, citizen):
    answer = citizen.post("figure", {**FIGURE, "birth_year": "19576", "name": ""})
    assert answer.status_code == 422
    assert "Năm sinh có bốn chữ số" in answer.text
    assert 'href="#name"' in answer.text
    assert "19576" in citizen.client.get(f"{citizen.url}/figure").text


def test_a_child_needs_a_guardian_and_a_group_a_leader(citizen):
    child = {**AUTHORS, "people-0-birth": "02/03/2013"}
    assert "người giám hộ" in citizen.post("authors", child).text
    child |= {"people-0-guardian_name": "Hoàng Văn Páo", "people-0-guardian_phone": "0987654321"}
    assert citizen.post("authors", child).status_code == 303


def test_people_are_added_and_removed_without_a_script_and_the_leader_follows(app, citizen):
    assert citizen.post("authors", {**AUTHORS, "do": "add"}).status_code == 303
    page = citizen.client.get(f"{citizen.url}/authors").text
    assert 'name="people-1-name"' in page
    second = {"people-1-name": "Vi Văn Hợp", "people-1-birth": "1980", "people-1-phone": ""}
    third = {"people-2-name": "Lô Thị Mai", "people-2-birth": "1981", "people-2-phone": "0987654321"}
    three = {**AUTHORS, **second, **third, "kind": "group", "leader": "2"}
    assert citizen.post("authors", {**three, "do": "remove:1"}).status_code == 303
    with app.app_context():
        kept = db.session.get_one(Draft, citizen.draft_id).data["authors"]
    assert [person["name"] for person in kept["people"]] == ["Hoàng Thị Lanh", "Lô Thị Mai"]
    assert kept["leader"] == "1"


def test_a_button_s_word_that_is_no_place_removes_nobody(app, citizen):
    for typed in ("remove:²", "remove:" + "9" * 5000, "remove:", "remove:-1", "remove:7"):
        assert citizen.post("authors", {**AUTHORS, "do": typed}).status_code == 303, typed
    with app.app_context():
        kept = db.session.get_one(Draft, citizen.draft_id).data["authors"]
    assert [person["name"] for person in kept["people"]] == ["Hoàng Thị Lanh"]


def test_more_people_than_any_charter_allows_do_not_break_the_draft(app, citizen):
    many = {f"people-{n}-name": f"Người số {n}" for n in range(40)}
    assert citizen.post("authors", {**AUTHORS, **many, "do": "add"}).status_code in {303, 422}
    page = citizen.client.get(f"{citizen.url}/authors")
    assert page.status_code == 200
    assert citizen.post("authors", {**AUTHORS, "do": "add"}).status_code == 303


def test_autosave_counts_the_edits_and_two_tabs_never_overwrite_each_other(citizen):
    saved = citizen.client.post(f"{citizen.url}/essay/autosave", data={**ESSAY, "edits": "0"})
    assert saved.json["edits"] == 1
    assert saved.json["saved_at"] == "12:00"
    other = {"title": "Khác", "text": "Bài ở cửa sổ kia.", "edits": "0"}
    answer = citizen.client.post(
        f"{citizen.url}/essay/autosave", data=other, headers={"Accept": "application/json"}
    )
    assert (answer.status_code, answer.json["refusal"]) == (409, "stale")
    page = citizen.client.post(f"{citizen.url}/essay", data={**other, "do": "next"})
    assert page.status_code == 409
    assert "Bài ở cửa sổ kia." in page.text
    assert "Xe na về tận vườn." in page.text
    assert 'name="edits" type="hidden" value="1"' in page.text


def test_only_the_browser_with_the_link_s_cookie_sees_a_draft(browser, citizen):
    stranger = browser(None)
    for page in ("", "/essay", "/figure", "/authors", "/review", "/receipt", "/receipt.txt"):
        assert stranger.get(citizen.url + page).status_code == 404
    shown = citizen.client.get(f"{citizen.url}/essay").text
    link = re.search(r"/d/[\w-]+", shown)[0]
    opened = stranger.get(link)
    assert opened.status_code == 303
    assert "/d/" not in opened.location
    assert "HttpOnly" in opened.headers["Set-Cookie"]
    assert stranger.get(f"{citizen.url}/essay").status_code == 200
    assert stranger.get(link[:-1]).status_code == 404


def test_drafts_and_their_pages_leave_no_copy_in_a_cache(citizen):
    answer = citizen.client.get(f"{citizen.url}/essay")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "style=" not in answer.text
    assert "<script>" not in answer.text
