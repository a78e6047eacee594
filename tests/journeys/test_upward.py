"""Two installations: a district makes a package of its works; the province compares its key, takes them and prints."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, expect

from contest.plumbing.clock import now
from contest.plumbing.jobs import run_due
from tests.conftest import Schema
from tests.journeys.conftest import DESK, PHONE, Person, served, visitors
from tests.nominations.districts import furnish_district, furnish_province

pytestmark = pytest.mark.journey
OFFICE = "/office/guong-sang-2026"


@dataclass(frozen=True)
class Two:
    """The two installations, and who arrives at each."""

    district: Callable[..., Person]
    province: Callable[..., Person]
    above: Flask


@pytest.fixture
def two(tmp_path: Path, schema: Schema, engine: Browser) -> Iterator[Two]:
    """A district whose list is frozen and unsealed, and a province that takes two works of each."""
    with ExitStack() as open_:
        below = open_.enter_context(
            served(tmp_path / "district", schema, lambda: furnish_district("chi-lang"))
        )
        above = open_.enter_context(served(tmp_path / "province", schema, lambda: furnish_province(quota=2)))
        yield Two(
            open_.enter_context(visitors(str(below.config["BASE_URL"]), engine)),
            open_.enter_context(visitors(str(above.config["BASE_URL"]), engine)),
            above,
        )


def work(site: Flask) -> None:
    """Everything that was promised is done."""
    run_due(site, at=now() + timedelta(minutes=1), limit=50)


def look_at(someone: Person, name: str) -> None:
    """Pictures at both sizes, read by axe at each; nothing runs over."""
    for size in (PHONE, DESK):
        someone.page.set_viewport_size(size)  # type: ignore[arg-type]
        someone.shoot(f"upward-{name}")
        found = Axe().run(someone.page).response["violations"]
        assert [f"{f['id']}: {[node['html'][:100] for node in f['nodes'][:3]]}" for f in found] == []


def told(page: Page, words: str) -> Locator:
    """The rows that say this of themselves."""
    return page.get_by_role("main").locator("tbody td").get_by_text(words, exact=True)


def test_a_package_goes_from_the_district_to_the_province(two: Two, tmp_path: Path) -> None:
    organizer = two.district(DESK).sign_in("organizer")
    page = organizer.open(OFFICE)
    page.get_by_role("navigation", name="Các mục").get_by_role("link", name="Gửi và nhận").first.click()
    page.get_by_role("heading", name="Gửi cấp trên").wait_for()
    expect(page.get_by_role("checkbox", name=re.compile("^Gửi “"))).to_have_count(3)
    look_at(organizer, "choose")
    organizer.press("Lập và ký gói")
    page.get_by_text("3 nhân vật chưa được địa phương xác nhận.").wait_for()
    look_at(organizer, "doubts")
    page.get_by_label("Vẫn lập gói").check()
    organizer.press("Lập và ký gói")
    page.get_by_text("Đã lập và ký gói số 1.").wait_for()
    look_at(organizer, "package")
    with page.expect_download() as coming:
        organizer.press("Tải gói về")
    assert coming.value.suggested_filename == "guong-sang-2026-goi-1.guongsang"
    package = tmp_path / coming.value.suggested_filename
    coming.value.save_as(package)
    page.get_by_role("link", name="Tờ khóa ký").click()
    page.get_by_role("heading", name="Khóa ký gói tác phẩm").wait_for()
    read_aloud = page.locator(".code-large").inner_text()
    look_at(organizer, "key")
    organizer.open(f"{OFFICE}/nominations")
    look_at(organizer, "sent")

    secretary = two.province(DESK).sign_in("secretary")
    page = secretary.open(f"{OFFICE}/nominations")
    page.get_by_role("heading", name="Nhận từ cấp dưới").wait_for()
    look_at(secretary, "receive")
    page.get_by_label("Gói của cấp dưới").set_input_files(package)
    secretary.press("Kiểm tra và xem trước")
    page.get_by_role("heading", name="Đang kiểm tra và đọc gói").wait_for()
    work(two.above)
    page.get_by_role("heading", name="Gói của ai?").wait_for()  # the page looks again by itself
    expect(told(page, "nên xem lại")).to_have_count(1)  # the third is over the quota
    page.get_by_text("Quá chỉ tiêu: đơn vị này được gửi 2 tác phẩm, trước gói này đã nhận 0.").wait_for()
    look_at(secretary, "preview")
    secretary.press("Nhận các bài đã chọn")
    page.get_by_text(re.compile("Gói ký bằng khóa chưa đăng ký")).wait_for()
    page.get_by_label("Dấu của khóa, nghe qua điện thoại").fill("ABCDE FGHJK ABCDE FGHJK ABCDE")
    secretary.press("So và xác nhận khóa")
    page.get_by_text(re.compile("Dấu vừa nhập không phải dấu của khóa")).wait_for()
    page.get_by_label("Dấu của khóa, nghe qua điện thoại").fill(read_aloud.lower())
    secretary.press("So và xác nhận khóa")
    page.get_by_text("Đã xác nhận khóa của đơn vị gửi. Việc này đã ghi vào nhật ký.").wait_for()
    secretary.press("Nhận các bài đã chọn")
    page.get_by_role("heading", name="Đang vào sổ").wait_for()
    work(two.above)
    page.get_by_role("link", name="Phiếu trả lời PDF").wait_for()
    expect(told(page, "đã vào sổ")).to_have_count(2)
    expect(told(page, "bỏ ra ngoài")).to_have_count(1)
    look_at(secretary, "taken")
    with page.expect_download() as coming:
        secretary.press("Phiếu trả lời PDF")
    coming.value.save_as(tmp_path / "tra-loi.pdf")
    assert (tmp_path / "tra-loi.pdf").read_bytes().startswith(b"%PDF-")

    secretary.open(f"{OFFICE}/consignments")
    look_at(secretary, "history")
    page.get_by_label("Gói của cấp dưới").set_input_files(package)
    secretary.press("Kiểm tra và xem trước")
    page.get_by_text("Gói này đã nhận trước đây (gói đến số 1). Không nhận lại lần nữa.").wait_for()

    page = secretary.open(f"{OFFICE}/papers/received-works")
    page.get_by_text("Bài chung, huyện Chi Lăng").wait_for()
    expect(page.get_by_role("main").locator("tbody tr")).to_have_count(2)
    look_at(secretary, "list")
    with page.expect_download() as coming:
        secretary.press("PDF")
    coming.value.save_as(tmp_path / "danh-sach.pdf")
    assert (tmp_path / "danh-sach.pdf").read_bytes().startswith(b"%PDF-")


def test_the_settings_of_levels_and_senders(two: Two) -> None:
    organizer = two.province(DESK).sign_in("organizer")
    page = organizer.open(f"{OFFICE}/settings/level")
    page.get_by_label("Chỉ tiêu của mỗi đơn vị gửi").fill("30")
    look_at(organizer, "level")
    organizer.press("Lưu")
    page.get_by_text("Đã lưu.").wait_for()
    page.get_by_role("main").get_by_role("link", name="Đơn vị gửi").first.click()
    page.get_by_label("Mã đơn vị").fill("H-LB")
    page.get_by_label("Tên đơn vị").fill("Huyện Lộc Bình")
    organizer.press("Thêm")
    page.get_by_role("link", name="Huyện Lộc Bình").wait_for()
    look_at(organizer, "senders")
    page.get_by_role("link", name="Huyện Lộc Bình").click()
    page.get_by_label("Đăng ký khóa công khai").fill("ab " * 31)
    organizer.press("Lưu")
    page.get_by_text(re.compile("Đây không phải khóa công khai")).wait_for()
    page.get_by_label("Đăng ký khóa công khai").fill("0123ABCD " * 8)
    page.get_by_label("Chỉ tiêu riêng").fill("20")
    organizer.press("Lưu")
    page.get_by_text("đăng ký từ bản in").wait_for()
    look_at(organizer, "sender")
