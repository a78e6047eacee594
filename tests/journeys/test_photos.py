"""Photos of pages from a phone: seen as their tags say, numbered, put in order by finger, buttons and keys."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import expect

from tests.journeys.conftest import DESK, PHONE, Person, comes_true
from tests.journeys.uploading import PAGES, begin, digest_of, digests_in, thumbs

pytestmark = pytest.mark.journey
ONE, TWO, THREE = map(digest_of, PAGES)


def as_their_tags_say(*order: int) -> list[tuple[str, bool]]:
    """What is seen of these samples: the second carries a tag that lays it on its side."""
    return [(f"Trang {place}", number != 2) for place, number in enumerate(order, start=1)]


def free_of_faults(citizen: Person) -> None:
    assert [
        (v["id"], v["nodes"][0]["html"][:150]) for v in Axe().run(citizen.page).response["violations"]
    ] == []


@contextmanager
def acted(citizen: Person) -> Iterator[None]:
    """An act on the list, and the list as the server gives it back."""
    citizen.page.evaluate("document.querySelector('#files').dataset.old = 'yes'")
    yield
    citizen.page.locator("#files:not([data-old])").wait_for()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_photos_from_a_phone_are_seen_turned_and_put_in_order(
    person: Callable[..., Person], site: Flask, size: dict[str, int]
) -> None:
    citizen = person(size, has_touch=size is PHONE)
    page = citizen.page
    begin(citizen)
    citizen.shoot("photos-before")
    page.locator("#files-input").set_input_files([PAGES[2], PAGES[0], PAGES[1]])
    expect(page.locator("#files [data-file]")).to_have_count(3)
    assert digests_in(site) == [THREE, ONE, TWO], "the order of choosing"
    assert thumbs(citizen) == as_their_tags_say(3, 1, 2)

    with acted(citizen):
        page.get_by_role("button", name="Đưa 12-anh-trang-3.jpg xuống").click()
    expect(page.locator("#files [data-file]").first).to_have_attribute("data-name", "12-anh-trang-1.jpg")
    expect(page.locator("#files [data-file]").nth(1)).to_have_attribute("data-name", "12-anh-trang-3.jpg")
    grip = page.get_by_role("button", name=re.compile("^Kéo 12-anh-trang-3.jpg"))
    grip.focus()
    with acted(citizen):
        page.keyboard.press("ArrowDown")
    expect(page.locator("[aria-live]").last).to_contain_text("12-anh-trang-3.jpg: vị trí 3 trong 3")
    assert digests_in(site) == [ONE, TWO, THREE]
    expect(page.get_by_role("button", name=re.compile("^Kéo 12-anh-trang-3.jpg"))).to_be_focused()

    with acted(citizen):
        drag(citizen, "12-anh-trang-3.jpg", above="12-anh-trang-1.jpg")
    assert digests_in(site) == [THREE, ONE, TWO]
    with acted(citizen):
        drag(citizen, "12-anh-trang-3.jpg", below="12-anh-trang-2.jpg")
    assert digests_in(site) == [ONE, TWO, THREE]
    assert thumbs(citizen) == as_their_tags_say(1, 2, 3)
    citizen.shoot("photos-in-order")
    free_of_faults(citizen)

    citizen.press("Tiếp tục")
    page.locator("#photos-input").set_input_files(PAGES[1])
    expect(page.locator("#photos [data-file]")).to_have_count(1)
    page.get_by_label("Chú thích ảnh 1").fill("Ông Slao bên con đường mới")
    page.locator("[name='name']").fill("Nông Văn Slao")
    page.locator("[name='place']").fill("thôn Làng Giàng, xã Nhân Lý")
    page.locator("summary", has_text="Bản xác nhận").click()
    page.locator("#statements-input").set_input_files(PAGES[0])
    expect(page.locator("#statements [data-file]")).to_have_count(1)
    expect(page.get_by_label("Chú thích ảnh 1")).to_have_value("Ông Slao bên con đường mới")
    citizen.shoot("photos-figure")
    free_of_faults(citizen)
    citizen.press("Tiếp tục")
    page.locator("[name='unit']").wait_for()
    page.goto(page.url.replace("authors", "review"))
    expect(page.get_by_text("Ông Slao bên con đường mới").first).to_be_visible()
    page.locator("summary", has_text="Đọc lại toàn bài").click()
    expect(page.get_by_text("Trang 3").first).to_be_visible()
    citizen.shoot("photos-review")
    free_of_faults(citizen)


def drag(citizen: Person, name: str, *, above: str = "", below: str = "") -> None:
    """Take a file by its grip with the pointer and let it go over another."""
    page = citizen.page
    grip = page.get_by_role("button", name=re.compile(f"^Kéo {re.escape(name)}"))
    grip.scroll_into_view_if_needed()
    start = grip.bounding_box()
    assert start
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    for _ in range(400):
        other = page.locator(f'[data-name="{above or below}"]').bounding_box()
        here = page.locator(f'[data-name="{name}"]').bounding_box()
        assert other
        assert here
        if (here["y"] < other["y"]) if above else (here["y"] > other["y"]):
            break
        edge = other["y"] + 6 if above else other["y"] + other["height"] - 6
        most = (page.viewport_size or {"height": 740})["height"] - 4
        page.mouse.move(start["x"] + 10, min(max(edge, 4), most))
        page.wait_for_timeout(50)
    page.mouse.up()


def test_photos_in_order_without_a_script(person: Callable[..., Person], site: Flask) -> None:
    citizen = person(PHONE, java_script_enabled=False)
    page = citizen.page
    begin(citizen)
    page.locator("#files-input").set_input_files([PAGES[1], PAGES[0]])
    citizen.press("Tải lên")
    page.locator("#files-camera").set_input_files(PAGES[2])
    citizen.press("Tải lên")
    expect(page.get_by_label("Tên bài")).to_have_value("Con đường của bản")
    page.get_by_role("button", name="Đưa 12-anh-trang-1.jpg lên").click()
    assert comes_true(page, lambda: digests_in(site) == [ONE, TWO, THREE])
    expect(page.locator("#files .file-page img")).to_have_count(3)
    page.get_by_role("button", name="Bỏ 12-anh-trang-2.jpg").click()
    moved = page.locator('[data-name="12-anh-trang-3.jpg"]')
    moved.locator("summary").click()
    moved.get_by_role("button", name="Chuyển sang ảnh nhân vật").click()
    assert comes_true(page, lambda: digests_in(site) == [ONE, THREE])
    citizen.shoot("photos-without-script")
    citizen.press("Tiếp tục")
    page.get_by_label("Chú thích ảnh 1").fill("Ông Slao")
    citizen.press("Lưu nháp")
    expect(page.get_by_label("Chú thích ảnh 1")).to_have_value("Ông Slao")
    citizen.shoot("photos-figure-without-script")
