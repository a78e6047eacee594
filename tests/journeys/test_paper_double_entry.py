"""Paper double entry: sheets printed, typed by one person, typed again by another, decided where they differ."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import expect

from contest.db import db
from contest.scoring.queries import readings_on_paper, sheet_of, versions_of
from tests.journeys.conftest import DESK, PHONE, Person

pytestmark = pytest.mark.journey
DESK_OF_SHEETS = "/office/guong-sang-2026/rounds/1/typing"
POINTS = ("15", "12,5", "8", "15", "9", "7,5")
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])


def clean(person: Person) -> None:
    """Nothing on the page that axe objects to."""
    assert [v["id"] for v in Axe().run(person.page).response["violations"]] == []


def codes_on(paper: Path) -> list[str]:
    """What the camera reads off each sheet."""
    with pypdfium2.PdfDocument(paper) as pdf:
        return [
            zxingcpp.read_barcodes(pdf[n].render(scale=1.6).to_pil().convert("L"))[0].text
            for n in range(len(pdf))
        ]


def ready(person: Person) -> None:
    """The sheet is there, and its first empty field has the keyboard."""
    person.page.locator("[data-points]:focus").wait_for()


def typed_by_keys(person: Person, points: tuple[str, ...]) -> None:
    """Type the points with the keyboard alone; Enter goes on, and sends at the end."""
    ready(person)
    for said in points:
        person.page.keyboard.type(said)
        person.page.keyboard.press("Enter")


@SIZES
def test_two_people_type_paper_sheets(
    size: dict[str, int], lively: Flask, guest: Callable[..., Person], tmp_path: Path
) -> None:
    secretary, organizer = guest(size).sign_in("secretary"), guest(size).sign_in("organizer")
    secretary.open(f"{DESK_OF_SHEETS}".replace("typing", "sheets/print"))
    secretary.shoot("paper-print")
    clean(secretary)
    with secretary.page.expect_download() as download:
        secretary.press("Tải phiếu chấm (PDF)")
    paper = tmp_path / "phieu.pdf"
    download.value.save_as(paper)
    codes = codes_on(paper)
    assert len(codes) == len(set(codes)) >= 4

    agreed, differing = codes[:2]
    for someone, points in ((secretary, POINTS), (organizer, POINTS)):
        page = someone.open(DESK_OF_SHEETS)
        page.locator("input:focus").wait_for()
        page.keyboard.type(agreed)  # as a hand-held scanner does it, which ends with Enter
        page.keyboard.press("Enter")
        ready(someone)
        someone.shoot("paper-typing")
        clean(someone)
        typed_by_keys(someone, points)
        page.wait_for_url("**/typing?judge=*")
    organizer.page.get_by_text("hai người nhập khớp").wait_for()

    secretary.page.goto(differing)
    typed_by_keys(secretary, POINTS)
    secretary.page.get_by_text("chờ người khác nhập lại").wait_for()
    secretary.shoot("paper-desk")
    clean(secretary)
    organizer.page.goto(differing)
    organizer.page.get_by_text("đã nhập phiếu này lúc").wait_for()
    expect(organizer.page.locator("[data-points]").first).to_have_value("")
    typed_by_keys(organizer, ("15", "2,5", "8", "15", "9", "7"))
    organizer.page.get_by_text("Hai bản nhập khác nhau ở 2 chỗ").wait_for()
    organizer.shoot("paper-differs")
    clean(organizer)
    organizer.page.locator("input:focus").wait_for()
    organizer.page.keyboard.type("12,5")
    organizer.page.keyboard.press("Enter")
    organizer.page.keyboard.type("7,5")
    organizer.page.keyboard.press("Enter")
    organizer.page.get_by_text("hai người nhập khớp").wait_for()

    with lively.app_context():
        done = [sheet_of(a.id) for a in readings_on_paper(1) if sheet_of(a.id)]
        paper_ones = [v for sheet in done for v in versions_of(sheet.id) if v.door == "paper"]
        assert {v.saved_by for v in paper_ones} != {v.confirmed_by for v in paper_ones}
        assert len(paper_ones) >= 2
        db.session.remove()


@SIZES
def test_it_works_without_a_script(size: dict[str, int], guest: Callable[..., Person]) -> None:
    secretary = guest(size, java_script_enabled=False).sign_in("secretary")
    page = secretary.open(DESK_OF_SHEETS)
    page.locator("main nav a").first.click()
    page.locator("main ul a.code").first.click()
    fields = page.locator("[data-points]")
    for place, said in enumerate(POINTS):
        fields.nth(place).fill(said)
    fields.first.fill("99")
    secretary.press("Giữ bản nhập")
    page.get_by_text("Điểm từ 0 đến 15.", exact=True).wait_for()
    expect(fields.nth(1)).to_have_value("12,5")
    fields.first.fill("15")
    secretary.press("Giữ bản nhập")
    page.get_by_text("chờ người khác nhập lại").wait_for()
    page.get_by_label("Mã trên phiếu").fill("ABC")
    secretary.press("Mở phiếu")
    page.get_by_text("Không có phiếu nào mang mã").wait_for()
    secretary.shoot("paper-no-such-code")


def test_a_judge_prints_their_own_alone(guest: Callable[..., Person], lively: Flask, tmp_path: Path) -> None:
    judge = guest(PHONE).sign_in("judge_a")
    judge.open("/judging/guong-sang-2026")
    judge.press("Chấm trên giấy hoặc bảng tính")
    judge.page.get_by_label("Cả phiếu đã nộp", exact=True).check()
    judge.page.get_by_label("Điền sẵn điểm").check()
    judge.shoot("paper-own")
    clean(judge)
    with judge.page.expect_download() as download:
        judge.press("Tải phiếu chấm (PDF)")
    paper = tmp_path / "cua-toi.pdf"
    download.value.save_as(paper)
    with lively.app_context():
        own = {a.blind_code.code for a in readings_on_paper(1) if a.judge.name in texts(paper)[0]}
        db.session.remove()
    assert len(texts(paper)) == len(own) > 0


def texts(paper: Path) -> list[str]:
    with pypdfium2.PdfDocument(paper) as pdf:
        return [pdf[n].get_textpage().get_text_range() for n in range(len(pdf))]
