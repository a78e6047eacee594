"""A unit's bundle with two mistakes, and a survey form's sheet: looked at, set right, taken, receipted; no scripts."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Locator, Page, expect

from contest.plumbing.clock import now
from contest.plumbing.jobs import run_due
from tests.authors.bundled import a_list, a_row, a_zip, essays
from tests.authors.test_surveys import HEADINGS, an_answer
from tests.journeys.conftest import DESK, PHONE, Person

pytestmark = pytest.mark.journey
OFFICE = "/office/guong-sang-2026"
STEPS = ((PHONE, "điện thoại"), (DESK, "bàn"))


def work(site: Flask) -> None:
    """Everything that was promised is done."""
    run_due(site, at=now() + timedelta(minutes=1), limit=50)


def look_at(someone: Person, name: str) -> None:
    """Pictures at both sizes; nothing runs over."""
    for size, _where in STEPS:
        someone.page.set_viewport_size(size)  # type: ignore[arg-type]
        someone.shoot(name)
    someone.page.set_viewport_size(DESK)  # type: ignore[arg-type]


def told(page: Page, state: str) -> Locator:
    """The rows that say this of themselves."""
    return page.get_by_role("main").locator("tbody td").get_by_text(state, exact=True)


def faultless(page: Page) -> list[str]:
    """What axe objects to."""
    found = Axe().run(page).response["violations"]
    return [f"{fault['id']}: {[node['html'][:100] for node in fault['nodes'][:3]]}" for fault in found]


def test_a_bundle_of_six_with_two_mistakes(
    site: Flask, person: Callable[..., Person], tmp_path: Path
) -> None:
    wrong, right, packed = tmp_path / "danh sách.csv", tmp_path / "danh sách sửa.csv", tmp_path / "bài.zip"
    rows = [a_row(n) for n in range(1, 7)]
    wrong.write_bytes(a_list(*rows[:1], a_row(2, Nhân=""), *rows[2:4], a_row(5, Tệp="nhầm.txt"), rows[5]))
    right.write_bytes(a_list(*rows))
    packed.write_bytes(a_zip(essays(*range(1, 7))))
    secretary = person(DESK, java_script_enabled=False).sign_in("secretary")
    page = secretary.open(f"{OFFICE}/entries")
    page.get_by_role("main").get_by_role("link", name="Gói bài và biểu mẫu").first.click()
    with page.expect_download() as blank:
        page.get_by_role("link", name="Tải danh sách mẫu cho đơn vị").click()
    assert blank.value.suggested_filename == "danh-sach-bai-du-thi.xlsx"
    secretary.press("Nhận gói của đơn vị")
    page.get_by_label("Đơn vị gửi").fill("nhan ly")
    page.get_by_label("Danh sách của đơn vị").set_input_files(wrong)
    page.get_by_label("Các tệp bài dự thi").set_input_files(packed)
    look_at(secretary, "bundle-new")
    secretary.press("Đọc và xem trước")
    page.get_by_role("heading", name="Đang đọc").wait_for()
    work(site)
    page.get_by_role("button", name="Nhận cả gói").wait_for()  # the page looks again by itself
    main = page.get_by_role("main")
    expect(told(page, "cần sửa")).to_have_count(2)
    main.get_by_text("I3", exact=True).wait_for()
    main.get_by_text("Không thấy tệp “nhầm.txt” trong các tệp đã gửi.").wait_for()
    look_at(secretary, "bundle-looked-at")

    page.get_by_text("Gửi lại danh sách đã sửa, thêm tệp").click()
    page.get_by_label("Danh sách đã sửa").set_input_files(right)
    secretary.press("Gửi và xem lại")
    work(site)
    page.get_by_role("button", name="Nhận cả gói").wait_for()
    expect(told(page, "nhận được")).to_have_count(6)
    secretary.press("Nhận cả gói")
    page.get_by_role("heading", name="Đang vào sổ").wait_for()
    work(site)
    page.get_by_role("link", name="Biên nhận gói").wait_for()
    expect(told(page, "đã vào sổ")).to_have_count(6)
    look_at(secretary, "bundle-taken")
    secretary.press("Biên nhận gói")
    page.get_by_text("CL26-G001").wait_for()
    expect(page.get_by_role("row")).to_have_count(7)
    look_at(secretary, "bundle-receipt")
    with page.expect_download() as receipt:
        page.get_by_role("link", name="Word").click()
    assert receipt.value.suggested_filename == "bien-nhan-cl26-g001.docx"


def test_a_survey_is_mapped_looked_at_and_taken_and_its_next_save_brings_the_new_row(
    site: Flask, person: Callable[..., Person], tmp_path: Path
) -> None:
    first, later = tmp_path / "Câu trả lời.csv", tmp_path / "Câu trả lời (1).csv"
    first.write_bytes(a_list(an_answer(0), an_answer(1, Tôi=""), headings=HEADINGS))
    later.write_bytes(a_list(*map(an_answer, range(3)), headings=HEADINGS))
    secretary = person(DESK).sign_in("secretary")
    page = secretary.open(f"{OFFICE}/bundles")
    faults = faultless(page)
    secretary.press("Nhập từ biểu mẫu")
    faults += faultless(page)
    page.get_by_label("Bảng kết quả của biểu mẫu").set_input_files(first)
    secretary.press("Tiếp: ghép cột")
    work(site)
    page.get_by_role("heading", name="Ghép cột").wait_for()
    expect(page.get_by_label(re.compile("Họ và tên của đồng chí"))).to_have_value("author_name")
    page.get_by_label("Thể loại", exact=True).select_option("Bút ký")
    faults += faultless(page)
    look_at(secretary, "survey-columns")
    secretary.press("Xem trước")
    work(site)
    page.get_by_role("button", name="Nhận cả gói").wait_for()
    page.get_by_text("Chưa có đồng ý với các cam kết bắt buộc").wait_for()
    faults += faultless(page)
    look_at(secretary, "survey-looked-at")
    secretary.press("Nhận cả gói")
    work(site)
    page.get_by_role("link", name="Biên nhận gói").wait_for()

    secretary.open(f"{OFFICE}/surveys/new")
    page.get_by_label("Bảng kết quả của biểu mẫu").set_input_files(later)
    secretary.press("Tiếp: ghép cột")
    work(site)
    page.get_by_role("button", name="Nhận cả gói").wait_for()
    expect(told(page, "đã nhận từ trước")).to_have_count(1)
    page.get_by_text(re.compile("nay khác ở: Đồng ý mọi cam kết")).wait_for()
    page.get_by_label("Làm gì với dòng này?").select_option("Thay bằng bản này")
    secretary.press("Nhận cả gói")
    work(site)
    page.get_by_role("link", name="Biên nhận gói").wait_for()
    look_at(secretary, "survey-again")
    assert faults == []
