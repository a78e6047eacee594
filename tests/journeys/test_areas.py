"""The secretary blacks out parts of a photographed page: by mouse, by finger, by keys, and without a script."""

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from contest.entries.models import Channel
from tests.cast import Cast
from tests.conftest import NOON, Schema
from tests.journeys.conftest import DESK, PHONE, SHOTS, Person, served, visitors
from tests.screening.pictured import a_pictured_entry, colours, is_black, is_ink

pytestmark = pytest.mark.journey
OFFICE = "/office/guong-sang-2026"
ENTRIES: list[int] = []


def furnish() -> None:
    cast = Cast.enter(at=NOON)
    ENTRIES[:] = [a_pictured_entry(cast, channel=Channel.POST, times=6) for _ in range(4)]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, schema: Schema) -> Iterator[Flask]:
    """A site with four entries of two large pages each."""
    with served(tmp_path_factory.mktemp("areas"), schema, furnish) as app:
        yield app


@pytest.fixture
def secretary(office: Flask, engine: Browser) -> Iterator[Callable[..., Person]]:
    with visitors(str(office.config["BASE_URL"]), engine) as arrive:
        yield lambda *size, **how: arrive(*size, **how).sign_in("secretary")


def on_the_page(someone: Person, entry_id: int, number: int = 1) -> Page:
    """From the screening desk to one page's picture."""
    page = someone.open(f"{OFFICE}/screening/{entry_id}")
    page.get_by_role("link", name=f"Che vùng trên Trang {number}").click()
    page.wait_for_url(f"**/pages/{number}")
    return page


def seen(someone: Person, entry_id: int, place: tuple[int, int], number: int = 1) -> tuple[int, int, int]:
    """The colour at a place of the page as judges would get it; in pixels of the small sheet."""
    answer = someone.page.request.get(f"{someone.base}{OFFICE}/entries/{entry_id}/pages/{number}/black")
    return colours(answer.body()).getpixel((place[0] * 6, place[1] * 6))


def corners(page: Page) -> tuple[float, float, float, float]:
    """Where a stroke over the ink begins and ends on the screen."""
    board = page.locator("[data-areas-board]")
    board.scroll_into_view_if_needed()
    box = board.bounding_box()
    assert box is not None
    return (
        box["x"] + box["width"] * 0.01,
        box["y"] + box["height"] * 0.01,
        box["x"] + box["width"] * 0.5,
        box["y"] + box["height"] * 0.2,
    )


def stroke(page: Page) -> None:
    """Draw over the ink with the mouse, from below upwards."""
    left, top, right, bottom = corners(page)
    page.mouse.move(right, bottom)
    page.mouse.down()
    page.mouse.move(left, bottom, steps=3)
    page.mouse.move(left, top, steps=3)
    page.mouse.up()


def saved(page: Page) -> None:
    page.get_by_role("button", name="Che", exact=True).click()
    page.get_by_text("Đã che 1 vùng trên trang.").wait_for()
    page.get_by_role("complementary").get_by_text("được che").first.wait_for()


def test_by_mouse_with_a_stroke_taken_back(secretary: Callable[..., Person]) -> None:
    someone = secretary(DESK)
    page = on_the_page(someone, ENTRIES[0])
    expect(page.locator(".draw-cells")).to_have_count(0)
    stroke(page)
    page.get_by_text("Đã vẽ 1 vùng, chưa lưu.").wait_for()
    someone.shoot("areas-drawn")
    page.get_by_role("button", name="Bỏ khung vừa vẽ").click()
    expect(page.locator("input[name=area]")).to_have_count(0)
    stroke(page)
    saved(page)
    someone.shoot("areas-saved")
    assert is_black(seen(someone, ENTRIES[0], (60, 40)))
    assert is_ink(seen(someone, ENTRIES[0], (60, 40), 2))
    page.get_by_label("Lý do bỏ che").fill("Không có chữ ở đây.")
    page.get_by_role("button", name="Bỏ che", exact=True).click()
    page.get_by_text("Đã bỏ che vùng này").wait_for()
    assert is_ink(seen(someone, ENTRIES[0], (60, 40)))


def test_by_finger_on_a_phone(secretary: Callable[..., Person]) -> None:
    someone = secretary(PHONE, has_touch=True, is_mobile=True)
    page = on_the_page(someone, ENTRIES[1])
    left, top, right, bottom = corners(page)
    finger = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        told = [{"x": x, "y": y, "id": 1} for x, y in points]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": told})

    touch("touchStart", (left, top))
    for step in range(1, 6):
        touch("touchMove", (left + (right - left) * step / 5, top + (bottom - top) * step / 5))
    touch("touchEnd")
    page.get_by_text("Đã vẽ 1 vùng, chưa lưu.").wait_for()
    someone.shoot("areas-by-finger")
    saved(page)
    assert is_black(seen(someone, ENTRIES[1], (60, 40)))


def test_by_keys_alone(secretary: Callable[..., Person]) -> None:
    someone = secretary(DESK)
    page = on_the_page(someone, ENTRIES[2])
    page.locator("[data-areas-board]").focus()
    page.keyboard.press("Enter")
    for key, times in (("ArrowUp", 45), ("ArrowLeft", 30), ("Shift+ArrowDown", 15), ("Shift+ArrowRight", 10)):
        for _ in range(times):
            page.keyboard.press(key)
    page.get_by_text("Khung: cách trái 0%, cách trên 0%, rộng 50%, cao 21%.").wait_for()
    page.keyboard.press("Enter")
    page.keyboard.press("Delete")
    saved(page)
    assert is_black(seen(someone, ENTRIES[2], (60, 40)))
    page.get_by_role("link", name=re.compile("Trang sau")).click()
    page.wait_for_url("**/pages/2")


def test_by_cells_and_numbers_without_a_script(secretary: Callable[..., Person]) -> None:
    someone = secretary(PHONE, java_script_enabled=False)
    page = on_the_page(someone, ENTRIES[3])
    for row in (1, 2, 3):
        for column in (1, 2, 3):
            page.get_by_label(f"hàng {row}, cột {column}", exact=True).check()
    someone.page.screenshot(path=SHOTS / "areas-cells-360.png", full_page=True)
    saved(page)
    assert is_black(seen(someone, ENTRIES[3], (60, 40)))
    page.get_by_text("Ghi vị trí bằng số").click()
    for label, number in (
        ("Cách lề trái (%)", "60"),
        ("Cách lề trên (%)", "50"),
        ("Rộng (%)", "20"),
        ("Cao (%)", "10"),
    ):
        page.get_by_label(label).fill(number)
    page.get_by_role("button", name="Che theo số").click()
    page.get_by_role("complementary").get_by_text("Vùng 2").wait_for()
    assert is_black(seen(someone, ENTRIES[3], (140, 154)))
