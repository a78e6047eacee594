"""From one citizen's essay to the shortlist in Excel, through the pages alone, in Vietnamese."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.cast import PASSWORD
from tests.journeys.conftest import DESK, PHONE, Person

pytestmark = pytest.mark.journey
SAMPLE = Path(__file__).resolve().parents[1] / "samples" / "01-bai-du-thi-unicode.docx"
SLUG = "guong-sang-2026"
OFFICE = f"/office/{SLUG}"
AUTHOR = "Hứa Thị Ngân Tuyết"
POINTS = ("13", "17,5", "21", "12", "13,5", "8")


def hand_in(citizen: Person) -> str:
    """Go through the four steps on a phone; returns the receipt."""
    page = citizen.open(f"/c/{SLUG}")
    citizen.shoot("contest")
    citizen.press("Nộp bài dự thi")
    page.get_by_label("Tên bài").fill("Thực hiện chuyên đề năm 2018 ở Chi Lăng")
    page.get_by_label("Thể loại").select_option(label="Ghi chép")
    page.locator("#files-input").set_input_files(SAMPLE)
    page.get_by_text(re.compile(r"1\.1\d\d từ")).first.wait_for()
    citizen.shoot("essay")
    citizen.press("Tiếp tục")
    page.get_by_label("Họ và tên").first.fill("Nông Văn Slao")
    page.get_by_label("Đơn vị hoặc địa chỉ").or_(page.locator("#place")).first.fill(
        "thôn Làng Giàng, xã Nhân Lý"
    )
    citizen.shoot("figure")
    citizen.press("Tiếp tục")
    page.locator("[name='people-0-name']").fill(AUTHOR)
    page.locator("[name='people-0-birth']").fill("12/3/1985")
    page.locator("[name='people-0-phone']").fill("0912345678")
    page.locator("[name='unit']").fill("Trường THCS Quan Sơn")
    citizen.shoot("authors")
    citizen.press("Tiếp tục")
    page.wait_for_url("**/review")
    for box in page.get_by_role("checkbox").all():
        assert not box.is_checked()
        box.check()
    citizen.shoot("review")
    citizen.press("Nộp bài")
    page.get_by_role("heading", name="Đã nhận bài").wait_for()
    citizen.shoot("receipt")
    return page.locator(".code-large").first.inner_text().strip()


def score(judge: Person, points: tuple[str, ...], name: str) -> None:
    """Fill the one sheet by keyboard and hand it in."""
    page = judge.open(f"/judging/{SLUG}")
    judge.shoot(f"work-{name}")
    page.get_by_role("main").get_by_role("link", name=re.compile("Chấm bài tiếp")).first.click()
    page.wait_for_url("**/assignments/*")
    expect(page.locator("form[data-sheet] [name=key]")).not_to_have_value("")  # the script is there
    assert AUTHOR not in page.content()
    fields = page.locator("input[data-points]")
    fields.first.focus()
    for point in points:
        page.keyboard.type(point)
        page.keyboard.press("Tab")
    page.get_by_text(re.compile("Đã lưu")).first.wait_for()
    judge.shoot(f"reading-{name}")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda url: "/assignments/" not in url)


def turn_key(somebody: Person) -> None:
    """Turn one of the two keys with one's own password."""
    page = somebody.open(f"{OFFICE}/rounds/1/seal")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name=re.compile("chìa khóa")).click()
    page.wait_for_load_state()


def test_a_citizens_essay_reaches_the_shortlist_in_excel(
    person: Callable[..., Person], tmp_path: Path
) -> None:
    receipt = hand_in(person(PHONE))

    secretary = person(DESK).sign_in("secretary")
    page = secretary.open(f"{OFFICE}/screening")
    page.get_by_text(receipt).first.wait_for()
    secretary.shoot("screening")
    secretary.press("Hợp lệ")

    organizer = person(DESK).sign_in("organizer")
    page = organizer.open(f"{OFFICE}/rounds/1/draw")
    organizer.press("Bốc thăm thử")
    page.get_by_role("main").locator("summary", has_text="Công bố").first.wait_for()
    organizer.shoot("draw")
    page.get_by_role("main").locator("summary", has_text="Công bố").first.click()
    page.get_by_role("button", name=re.compile("Công bố")).last.click()
    page.wait_for_load_state()

    judges = [
        person(PHONE if who == "judge_a" else DESK).sign_in(who) for who in ("judge_a", "judge_b", "judge_c")
    ]
    heads = person(DESK).sign_in("head_judge")
    readers = 0
    for number, judge in enumerate([*judges, heads]):
        judge.open(f"/judging/{SLUG}")
        if judge.page.get_by_role("main").get_by_role("link", name=re.compile("Chấm bài tiếp")).count():
            score(judge, POINTS if readers == 0 else ("12", "18", "20", "12", "13", "8"), str(number))
            readers += 1
    assert readers == 2

    page = organizer.open(f"{OFFICE}/rounds/1/discrepancies")
    organizer.press("Tính điểm kết luận")
    organizer.press("Khóa điểm")
    organizer.press("Khóa điểm vĩnh viễn")
    page = organizer.open(f"{OFFICE}/rounds/1/ranking")
    organizer.shoot("ranking")
    assert AUTHOR not in page.content()
    page.get_by_role("link", name=re.compile("Chốt danh sách")).click()
    organizer.press("Chốt danh sách")
    page.get_by_text(re.compile("84")).first.wait_for()
    turn_key(organizer)
    turn_key(secretary)

    organizer.open(f"{OFFICE}/rounds/1/shortlist")
    page.get_by_text(AUTHOR).first.wait_for()
    organizer.shoot("shortlist")
    page = organizer.open(f"{OFFICE}/papers")
    organizer.shoot("papers")
    with page.expect_download() as waiting:
        page.locator("a[href*='/papers/shortlist']", has_text="Excel").click()
    file = tmp_path / "list.xlsx"
    waiting.value.save_as(file)
    cells = [cell.value for row in load_workbook(file).active for cell in row]
    assert "Thực hiện chuyên đề năm 2018 ở Chi Lăng" in cells
    assert AUTHOR in cells
    assert any(value == 84 for value in cells)
