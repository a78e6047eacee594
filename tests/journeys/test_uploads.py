"""A bad line: an upload goes on by itself, after a page was loaded anew, and words say what happens."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Locator, Page, Route, expect

from tests.journeys.conftest import DESK, PHONE, Person
from tests.journeys.uploading import SAMPLES, begin, digest_of, digests_in, picture_of_noise

pytestmark = pytest.mark.journey


class Line:
    """The way to the server: every part that is sent is written down, and from some part on it is broken.

    That the browser tells of it is no complaint.
    """

    def __init__(self, citizen: Person) -> None:
        self.offsets: list[int] = []
        self.begun = 0
        self.breaks_at: int | None = None
        citizen.excused.append("net::ERR")
        page = citizen.page
        page.route("**/drafts/*/uploads**", self._pass)
        page.route("**/drafts/*/uploads/**", self._pass)

    def _pass(self, route: Route) -> None:
        method = route.request.method
        if method == "POST":
            self.begun += 1
        if method == "PATCH":
            offset = int(route.request.headers["upload-offset"])
            if self.breaks_at is not None and offset >= self.breaks_at:
                return route.abort("connectionreset")
            self.offsets.append(offset)
        return route.continue_()


def going(page: Page, words: re.Pattern[str]) -> Locator:
    """A file that is under way and says this."""
    return page.locator(".file-going").get_by_text(words)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_lost_connection_in_the_middle_of_an_upload_resumes(
    person: Callable[..., Person], site: Flask, tmp_path: Path, size: dict[str, int]
) -> None:
    big = picture_of_noise(tmp_path / "ảnh lớn.png", side=1300, seed=7)
    citizen = person(size)
    page, line = citizen.page, Line(citizen)
    begin(citizen)
    line.breaks_at = 2_000_000
    page.locator("#files-input").set_input_files(big)
    expect(going(page, re.compile("Đường truyền kém. Đã giữ 2,0 trong 5,1 MB"))).to_be_visible()
    citizen.shoot("upload-paused")
    assert [v["id"] for v in Axe().run(page).response["violations"]] == []

    page.context.set_offline(True)
    page.get_by_role("button", name="Gửi tiếp ngay").click()
    expect(going(page, re.compile("Mất mạng. Máy chủ đã giữ 2,0 trong 5,1 MB"))).to_be_visible()
    citizen.shoot("upload-offline")
    line.breaks_at = None
    page.context.set_offline(False)
    expect(page.locator("#files [data-file]")).to_have_count(1)
    assert digests_in(site) == [digest_of(big)]
    assert line.begun == 1
    assert line.offsets == [0, 1_000_000, 2_000_000, 3_000_000, 4_000_000, 5_000_000]


def test_after_the_page_is_loaded_anew_the_same_file_goes_on(
    person: Callable[..., Person], site: Flask, tmp_path: Path
) -> None:
    big = picture_of_noise(tmp_path / "bản quét.png", side=1100, seed=8)
    citizen = person(PHONE)
    page, line = citizen.page, Line(citizen)
    begin(citizen)
    page.get_by_text("Đã lưu nháp").wait_for()
    line.breaks_at = 1_000_000
    page.locator("#files-input").set_input_files(big)
    expect(going(page, re.compile("Đã giữ 1,0 trong 3,6 MB"))).to_be_visible()
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.get_by_text("Mới nhận 1 trong 3,6 MB")).to_be_visible()
    citizen.shoot("upload-half-sent")
    line.breaks_at = None
    page.locator("#files-input").set_input_files(big)
    expect(page.locator("#files [data-file]")).to_have_count(1)
    expect(page.get_by_text("Mới nhận 1 trong 3,6 MB")).to_have_count(0)
    assert digests_in(site) == [digest_of(big)]
    assert line.begun == 1
    assert line.offsets == [0, 1_000_000, 2_000_000, 3_000_000]


def test_a_file_that_cannot_be_taken_says_why_and_the_next_ones_come(
    person: Callable[..., Person], site: Flask, tmp_path: Path
) -> None:
    huge = tmp_path / "quá lớn.pdf"
    huge.write_bytes(bytes(20_500_000))
    citizen = person(PHONE)
    page = citizen.page
    begin(citizen)
    good = SAMPLES / "06-van-ban-thuan.txt"
    page.locator("#files-input").set_input_files([huge, SAMPLES / "16-bi-cat.docx", good])
    expect(page.locator("#files [data-file]")).to_have_count(1)
    expect(going(page, re.compile("Tệp lớn hơn 20 MB"))).to_be_visible()
    expect(going(page, re.compile("bị hỏng hoặc chưa được gửi trọn vẹn"))).to_be_visible()
    citizen.shoot("upload-refused")
    page.get_by_role("button", name="Đóng").first.click()
    expect(going(page, re.compile("Tệp lớn hơn 20 MB"))).to_have_count(0)
    assert digests_in(site) == [digest_of(good)]


def test_going_on_while_a_file_is_under_way_asks_first(person: Callable[..., Person], tmp_path: Path) -> None:
    big = picture_of_noise(tmp_path / "ảnh.png", side=800, seed=9)
    citizen = person(PHONE)
    page, line = citizen.page, Line(citizen)
    begin(citizen)
    line.breaks_at = 1_000_000
    page.locator("#files-input").set_input_files(big)
    expect(going(page, re.compile("Đã giữ 1,0 trong 1,9 MB"))).to_be_visible()
    citizen.press("Tiếp tục")
    expect(page.locator("[data-busy]")).to_contain_text("Còn 1 tệp đang gửi")
    citizen.shoot("upload-busy")
    page.get_by_role("button", name="Thôi gửi").click()
    expect(going(page, re.compile("Đã giữ 1,0 trong 1,9 MB"))).to_have_count(0)
    expect(page.locator("[data-busy]")).not_to_be_visible()


def test_pages_before_the_form_fetch_no_script_for_files(person: Callable[..., Person]) -> None:
    citizen = person(PHONE)
    asked: list[str] = []
    citizen.page.on("request", lambda request: asked.append(request.url))
    citizen.open("/c/guong-sang-2026")
    assert [url for url in asked if "tus" in url or "files." in url] == []
