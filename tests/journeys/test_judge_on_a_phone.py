"""A judge on a phone: every change is kept and said so, a reload loses nothing, two tabs never overwrite each other."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, Person

pytestmark = pytest.mark.journey
SLUG = "guong-sang-2026"
SAVED = re.compile(r"Đã lưu \d\d:\d\d")


def open_unread(judge: Person) -> Page:
    """The reading page of an essay nobody has begun, with its sheet unfolded."""
    page = judge.open(f"/judging/{SLUG}?state=todo")
    page.locator("main a[href*='/assignments/']").first.click()
    unfold(page)
    return page


def unfold(page: Page) -> None:
    drawer = page.locator("details", has=page.locator("form[data-sheet]")).first
    page.wait_for_load_state()
    if drawer.get_attribute("open") is None:
        drawer.locator("summary").first.click()


def test_every_change_is_kept_and_a_reload_shows_it(guest: Callable[..., Person]) -> None:
    judge = guest(PHONE).sign_in("judge_a")
    page = open_unread(judge)
    page.locator("#points-1").fill("13,5")
    page.locator("#remark").fill("Mở bài có hình ảnh.")
    expect(page.locator("[data-sheet-state]")).to_have_text(SAVED)
    expect(page.locator("[data-sheet-total]").last).to_have_text("13,5")
    judge.shoot("sheet-open")

    page.reload()
    unfold(page)
    expect(page.locator("#points-1")).to_have_value("13,5")
    expect(page.locator("#remark")).to_have_value("Mở bài có hình ảnh.")
    page.locator("#points-2").fill("99")
    expect(page.locator("#points-2")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[data-sheet-state]")).to_have_text("Chưa lưu: có điểm ngoài thang hoặc sai bước")


def test_two_tabs_that_differ_are_shown_side_by_side(guest: Callable[..., Person]) -> None:
    judge = guest(PHONE).sign_in("judge_b")
    one = open_unread(judge)
    two = judge.page.context.new_page()
    two.goto(one.url)
    unfold(two)
    one.locator("#points-1").fill("10")
    expect(one.locator("[data-sheet-state]")).to_have_text(SAVED)
    two.locator("#points-1").fill("12")
    expect(two.locator("[data-sheet-state]")).to_contain_text("Có bản khác mới hơn")
    two.get_by_role("button", name="Lưu", exact=True).click()
    two.get_by_role("heading", name="Phiếu này đã được lưu ở nơi khác").wait_for()
    row = two.get_by_role("row", name=re.compile("^Tiêu chí 1"))
    expect(row.get_by_role("cell")).to_have_text(["12", "10"])
    two.get_by_role("button", name="Lấy bản vừa nhập").click()
    unfold(two)
    expect(two.locator("#points-1")).to_have_value("12")


def test_a_sheet_is_kept_on_the_device_while_the_network_is_gone(guest: Callable[..., Person]) -> None:
    judge = guest(PHONE).sign_in("judge_c")
    page = open_unread(judge)
    judge.excused.append("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    page.locator("#points-1").fill("9")
    expect(page.locator("[data-sheet-state]")).to_contain_text("Chưa gửi")
    page.context.set_offline(False)
    expect(page.locator("[data-sheet-state]")).to_have_text(SAVED)


def test_photographed_pages_open_large_and_turn(guest: Callable[..., Person]) -> None:
    judge = guest(PHONE).sign_in("judge_a")
    page = judge.open(f"/judging/{SLUG}")
    page.get_by_role("link", name=re.compile("Trang viết tay")).click()
    picture = page.locator("figure img, .page-image img").first
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 300
    judge.open(page.url.removeprefix(judge.base) + "/pages/2/large")
    judge.press("Xoay")
    page.wait_for_url("**turn=1**")
    judge.shoot("page-turned")
