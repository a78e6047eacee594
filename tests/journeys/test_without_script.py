"""A citizen on a phone whose browser runs no script: types an essay, hands it in, corrects it, takes it back."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE, Person

pytestmark = pytest.mark.journey
SLUG = "guong-sang-2026"
ESSAY = "\n\n".join(["Năm ấy con đường vào bản còn là lối mòn, mùa mưa trẻ nhỏ phải nghỉ học."] * 60)


def write(citizen: Person) -> None:
    """The first three steps, typed."""
    page = citizen.page
    page.get_by_label("Tên bài").fill("Con đường của bản")
    page.get_by_label("Thể loại").select_option(label="Bút ký")
    page.locator("[name='text']").fill(ESSAY)
    citizen.press("Tiếp tục")
    page.locator("[name='name']").fill("Nông Văn Slao")
    page.locator("[name='place']").fill("thôn Làng Giàng, xã Nhân Lý")
    citizen.press("Tiếp tục")
    page.locator("[name='people-0-name']").fill("Hứa Thị Ngân Tuyết")
    page.locator("[name='people-0-birth']").fill("1985")
    page.locator("[name='people-0-phone']").fill("0912 345 678")
    page.locator("[name='unit']").fill("Tự do")
    citizen.press("Tiếp tục")
    page.wait_for_url("**/review")


def agree_and_send(citizen: Person, button: str) -> None:
    """Tick the boxes of the last page and send."""
    for box in citizen.page.get_by_role("checkbox").all():
        box.check()
    citizen.press(button)


def test_typed_handed_in_corrected_and_withdrawn_without_a_script(person: Callable[..., Person]) -> None:
    citizen = person(PHONE, java_script_enabled=False)
    page = citizen.open(f"/c/{SLUG}")
    citizen.press("Nộp bài dự thi")
    write(citizen)
    citizen.press("Nộp bài")
    page.get_by_text("thiếu một ô thì chưa nộp bài được").first.wait_for()
    agree_and_send(citizen, "Nộp bài")
    page.get_by_role("heading", name="Đã nhận bài").wait_for()
    receipt, secret = (page.locator("p.code").nth(place).inner_text() for place in (0, 1))

    citizen.open("/look-up")
    page.get_by_label("Mã hồ sơ").fill(receipt.lower().replace("-", " "))
    page.get_by_label("Mã tra cứu").fill("không phải mã này")
    citizen.press("Tra cứu")
    page.get_by_text("chưa đúng").first.wait_for()
    page.get_by_label("Mã tra cứu").fill(secret)
    citizen.press("Tra cứu")
    page.get_by_text("Đã tiếp nhận").first.wait_for()

    citizen.press("Sửa bài")
    expect(page.locator("[name='text']")).to_have_value(re.compile("^Năm ấy"))
    page.get_by_label("Tên bài").fill("Con đường mới của bản")
    for step in ("figure", "authors", "review"):
        citizen.press("Tiếp tục")
        page.wait_for_url(f"**/{step}")
    agree_and_send(citizen, "Nộp bản sửa")
    page.get_by_role("heading", name="Đã nhận bản sửa").wait_for()
    expect(page.locator("p.code").first).to_have_text(receipt)
    expect(page.locator("p.code").nth(1)).to_have_text(secret)

    citizen.open("/my-entry")
    page.get_by_role("heading", name="Con đường mới của bản").wait_for()
    citizen.press("Rút bài")
    citizen.press("Rút bài")
    page.get_by_text("Đã rút").first.wait_for()


def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(
    person: Callable[..., Person],
) -> None:
    citizen = person(PHONE, java_script_enabled=False)
    page = citizen.open(f"/c/{SLUG}")
    citizen.press("Nộp bài dự thi")
    page.locator("[name='text']").fill("Mới viết được một câu.")
    citizen.press("Tiếp tục")
    page.get_by_text("Xin ghi tên bài.").first.wait_for()
    expect(page.locator("[name='text']")).to_have_value("Mới viết được một câu.")
    address = page.url
    other = citizen.page.context.new_page()
    other.goto(address)
    expect(other.locator("[name='text']")).to_have_value("Mới viết được một câu.")
