"""The office at its desk: what waits, a search without marks, screening by keys; and the same in English."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK, PHONE, Person
from tests.journeys.test_without_script import agree_and_send, write
from tests.writers import WRITERS

pytestmark = pytest.mark.journey
SLUG = "guong-sang-2026"
OFFICE = f"/office/{SLUG}"


def test_the_desk_says_what_waits_and_leads_there(guest: Callable[..., Person]) -> None:
    organizer = guest(DESK).sign_in("organizer")
    page = organizer.open(OFFICE)
    main = page.get_by_role("main")
    main.get_by_role("heading", name="Việc cần làm hôm nay").wait_for()
    main.get_by_role("link", name=re.compile(r"bài chênh lệch điểm")).click()
    page.wait_for_url("**/discrepancies")
    page.get_by_role("main").get_by_role("row").nth(1).wait_for()


def test_a_search_without_marks_finds_words_with_marks(guest: Callable[..., Person]) -> None:
    organizer = guest(DESK).sign_in("organizer")
    page = organizer.open(f"{OFFICE}/entries")
    page.get_by_label("Tìm, có dấu hoặc không dấu").fill("con duong cua ban")
    page.get_by_role("button", name="Lọc", exact=True).click()
    page.wait_for_url("**q=con+duong+cua+ban**")
    titles = page.get_by_role("main").locator("tbody")
    expect(titles).to_contain_text("Con đường của bản")
    expect(titles).not_to_contain_text("Trang viết tay")


def test_only_the_secretary_finds_an_author_by_name(guest: Callable[..., Person]) -> None:
    name = WRITERS[2].name()
    page = guest(DESK).sign_in("secretary").open(f"{OFFICE}/entries?q={name.split()[-1]}")
    page.get_by_role("main").get_by_text(name).locator("visible=true").first.wait_for()
    page = guest(DESK).sign_in("organizer").open(f"{OFFICE}/entries?q={name.split()[-1]}")
    page.get_by_text("Không có bài nào khớp").wait_for()


def alt(page: Page, key: str) -> None:
    """Alt and a letter, as the browser itself reports it; the shorter way reaches no access key."""
    pressed = {
        "modifiers": 1,
        "key": key,
        "code": f"Key{key.upper()}",
        "windowsVirtualKeyCode": ord(key.upper()),
    }
    devtools = page.context.new_cdp_session(page)
    page.bring_to_front()
    devtools.send(
        "Input.dispatchKeyEvent", {"type": "keyDown", "text": key, "unmodifiedText": key, **pressed}
    )
    devtools.send("Input.dispatchKeyEvent", {"type": "keyUp", **pressed})


def test_screening_goes_by_keys_and_can_be_undone(person: Callable[..., Person]) -> None:
    citizen = person(PHONE, java_script_enabled=False)
    citizen.open(f"/c/{SLUG}")
    citizen.press("Nộp bài dự thi")
    write(citizen)
    agree_and_send(citizen, "Nộp bài")

    secretary = person(DESK).sign_in("secretary")
    page = secretary.open(f"{OFFICE}/screening")
    page.get_by_role("heading", name="Con đường của bản").wait_for()
    alt(page, "h")
    page.get_by_text("Không còn bài nào chờ xét").wait_for()
    secretary.shoot("screening-done")
    alt(page, "z")
    page.get_by_role("heading", name="Con đường của bản").wait_for()


def test_english_is_one_press_away_and_stays(guest: Callable[..., Person]) -> None:
    visitor = guest(PHONE)
    page = visitor.open(f"/c/{SLUG}")
    page.get_by_role("button", name="English").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    visitor.open("/look-up")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("main")).not_to_contain_text("Tra cứu")
    visitor.shoot("look-up-english")
    page.get_by_role("button", name="Tiếng Việt").first.click()
    page.get_by_role("heading", name="Tra cứu bài đã nộp").wait_for()
