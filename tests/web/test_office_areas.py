"""Black areas in the browser: cells and numbers without a script, rectangles with one; every version; the corner."""

import pytest
from time_machine import travel

from contest.charter.rules import CornerPages
from contest.db import db
from contest.entries.models import Channel
from contest.entries.queries import entry_of
from contest.screening.jobs import renew
from contest.screening.queries import areas_of, blind_copy_of
from tests.conftest import NOON
from tests.office import the_contest
from tests.screening.pictured import a_pictured_entry, colours, is_black, is_ink

OFFICE = "/office/guong-sang-2026"


@pytest.fixture(autouse=True)
def at_noon():
    with travel(NOON, tick=False):
        yield


@pytest.fixture
def entry(app, cast):
    """The id of an entry of two pages that came by post, and that of its manuscript."""
    with app.app_context():
        entry_id = a_pictured_entry(cast, channel=Channel.POST)
        return entry_id, entry_of(cast.contest_id, entry_id).manuscript.id


@pytest.fixture
def page(entry):
    return f"{OFFICE}/screening/{entry[0]}/pages/1"


def areas(app, entry_id):
    with app.app_context():
        return [(a.x, a.y, a.width, a.height, a.lifted_at is None) for a in areas_of(entry_id)]


@pytest.mark.parametrize(
    ("said", "drawn"),
    [
        ({"area": ["0,0,500,200", "600,600,100,50"]}, [(0, 0, 500, 200), (600, 600, 100, 50)]),
        ({"cell": ["0-0", "0-1", "1-0", "1-1"]}, [(0, 0, 333, 166)]),
        ({"left": "5", "top": "10", "width": "40", "height": "8"}, [(50, 100, 400, 80)]),
    ],
)
def test_an_area_is_drawn_ticked_or_told_in_numbers(app, browser, entry, page, said, drawn):
    answer = browser("secretary").post(page, data={"manuscript": entry[1], **said})
    assert (answer.status_code, answer.location) == (303, page)
    assert areas(app, entry[0]) == [(*one, True) for one in drawn]


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"area": "0,0,2000,5"},
        {"area": ["0,0,500,200", "mưa"]},
        {"cell": ["99-99", "x"]},
        {"left": "5", "top": "10", "width": "40"},
        {"left": "90", "top": "0", "width": "40", "height": "8"},
    ],
)
def test_what_is_no_area_draws_nothing(app, browser, entry, page, said):
    assert browser("secretary").post(page, data={"manuscript": entry[1], **said}).status_code == 422
    assert areas(app, entry[0]) == []


def test_a_page_that_changed_meanwhile_is_not_drawn_on(app, browser, entry, page):
    answer = browser("secretary").post(page, data={"manuscript": entry[1] + 9, "area": "0,0,500,200"})
    assert answer.status_code == 409
    assert areas(app, entry[0]) == []


def test_an_area_is_lifted_with_a_reason_and_put_back(app, browser, entry, page):
    client, seen = browser("secretary"), {"manuscript": entry[1]}
    client.post(page, data={**seen, "area": "0,0,500,200"})
    with app.app_context():
        area_id = areas_of(entry[0])[0].id
    assert client.post(f"{page}/areas/{area_id}/lifted", data={**seen, "reason": " "}).status_code == 422
    client.post(f"{page}/areas/{area_id}/lifted", data={**seen, "reason": "Không phải tên."})
    assert "Không phải tên." in client.get(page).text
    assert areas(app, entry[0]) == [(0, 0, 500, 200, False)]
    client.post(f"{page}/areas/{area_id}/restored", data=seen)
    assert areas(app, entry[0]) == [(0, 0, 500, 200, True)]


def test_accepting_burns_and_each_version_can_be_looked_at(browser, entry, page):
    client, seen = browser("secretary"), {"manuscript": entry[1]}
    client.post(f"{OFFICE}/screening/{entry[0]}/decisions", data={**seen, "verdict": "eligible"})
    client.post(page, data={**seen, "area": "0,0,500,200"})
    copies = f"{OFFICE}/entries/{entry[0]}/copies"
    desk = client.get(f"{OFFICE}/screening/{entry[0]}").text
    assert f"{copies}/1" in desk
    assert f"{copies}/2" in desk
    assert "Nông Văn Cường" in desk
    assert f"{copies}/1/pages/1" in client.get(f"{copies}/1").text
    assert is_ink(colours(client.get(f"{copies}/1/pages/1", buffered=True).data).getpixel((60, 40)))
    assert is_black(colours(client.get(f"{copies}/2/pages/1", buffered=True).data).getpixel((60, 40)))
    assert client.get(f"{copies}/3").status_code == 404
    assert client.get(f"{copies}/2/pages/3").status_code == 404


def test_the_preview_shows_the_page_as_judges_would_see_it(browser, entry, page):
    client = browser("secretary")
    client.post(page, data={"manuscript": entry[1], "area": "0,0,500,200"})
    black = f"{OFFICE}/entries/{entry[0]}/pages/1/black"
    assert black in client.get(f"{OFFICE}/screening/{entry[0]}/preview").text
    assert is_black(colours(client.get(black, buffered=True).data).getpixel((60, 40)))


def test_without_the_authors_name_only_the_newest_copy_is_shown(browser, entry, page):
    organizer, secretary, seen = browser("organizer"), browser("secretary"), {"manuscript": entry[1]}
    pages = f"{OFFICE}/entries/{entry[0]}/pages/1"
    copies = f"{OFFICE}/entries/{entry[0]}/copies"
    before = organizer.get(f"{OFFICE}/screening/{entry[0]}").text
    assert "<img" not in before
    assert "chỉ Tổ Thư ký xem được" in before
    for closed in (pages, f"{pages}/black", page, f"{copies}/1/pages/1"):
        assert organizer.get(closed).status_code == 404
    assert organizer.post(page, data={**seen, "area": "0,0,500,200"}).status_code == 404
    secretary.post(f"{OFFICE}/screening/{entry[0]}/decisions", data={**seen, "verdict": "eligible"})
    secretary.post(page, data={**seen, "area": "0,0,500,200"})
    after = organizer.get(f"{OFFICE}/screening/{entry[0]}").text
    assert f"{copies}/2/pages/1" in after
    assert f"{copies}/1" not in after
    assert organizer.get(f"{copies}/2/pages/1", buffered=True).status_code == 200
    assert organizer.get(f"{copies}/1/pages/1").status_code == 404
    assert organizer.get(f"{copies}/2").status_code == 404


def test_the_corner_is_a_setting_and_reaches_accepted_entries_in_the_background(
    app, cast, browser, entry, page
):
    secretary, organizer, seen = browser("secretary"), browser("organizer"), {"manuscript": entry[1]}
    secretary.post(f"{OFFICE}/screening/{entry[0]}/decisions", data={**seen, "verdict": "eligible"})
    place = {"corner_left": "0", "corner_top": "0", "corner_width": "50", "corner_height": "20"}
    url = f"{OFFICE}/settings/corner"
    assert (
        organizer.post(url, data={"corner_pages": "first", **place, "corner_left": "70"}).status_code == 422
    )
    assert organizer.post(url, data={"corner_pages": "first", **place}).status_code == 303
    with app.app_context():
        assert the_contest(cast).corner_pages == CornerPages.FIRST
        renew({"contest_id": cast.contest_id})
        assert blind_copy_of(entry[0]).version == 2
        db.session.remove()
    assert "Góc danh tính" in secretary.get(page).text
    lifted = secretary.post(f"{page}/corner/lifted", data={**seen, "reason": "Không có chữ."})
    assert lifted.status_code == 303
    assert (
        secretary.post(f"{OFFICE}/screening/{entry[0]}/pages/2/corner/lifted", data=seen).status_code == 404
    )
    with app.app_context():
        assert blind_copy_of(entry[0]).version == 3
