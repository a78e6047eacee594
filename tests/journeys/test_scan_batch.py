"""Thirty sheets through the feeder: covers printed, a batch split, two runs settled by hand, pages on their entries."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from contest.plumbing.clock import now
from contest.plumbing.jobs import run_due
from contest.scanning import jobs
from tests.cast import Cast
from tests.conftest import NOON, Schema
from tests.journeys.conftest import DESK, PHONE, Person, comes_true, served, visitors
from tests.scanning.desk import essay, paper_entry
from tests.scanning.scanner import as_pdf, printed, scanned, smudged

pytestmark = pytest.mark.journey
OFFICE = "/office/guong-sang-2026"
ENTRIES, SPOILT = 10, (3, 7)


@pytest.fixture
def site(tmp_path: Path, schema: Schema) -> Iterator[Flask]:
    """A site with ten essays on paper."""

    def furnish() -> None:
        cast = Cast.enter(at=NOON)
        for number in range(1, ENTRIES + 1):
            paper_entry(cast, title=f"Người giữ nghề thứ {number}")

    with served(tmp_path, schema, furnish) as app:
        yield app


@pytest.fixture
def person(site: Flask, engine: Browser) -> Iterator[Callable[..., Person]]:
    """Visitors of that site."""
    with visitors(str(site.config["BASE_URL"]), engine) as arrive:
        yield arrive


def work(app: Flask, steps: int = 50) -> None:
    """Let the background work go on so many steps."""
    run_due(app, at=now() + timedelta(minutes=1), limit=steps)


def test_thirty_sheets_are_split_and_two_covers_settled_by_hand(
    site: Flask, person: Callable[..., Person], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "STEP", 0.0)
    secretary = person(DESK, java_script_enabled=False).sign_in("secretary")
    page = secretary.open(f"{OFFICE}/covers")
    secretary.shoot("covers")
    with page.expect_download() as paper:
        secretary.press(f"Tải {ENTRIES} tờ bìa (PDF)")
    batch = tmp_path / "quét.pdf"
    batch.write_bytes(as_pdf(scanned(stack(Path(paper.value.path()).read_bytes()))))

    page = secretary.open(f"{OFFICE}/scans")
    page.get_by_label(re.compile("Tệp quét")).set_input_files(batch)
    secretary.press("Nhận mẻ quét")
    page.get_by_text("Tệp đã được giữ an toàn").wait_for()
    work(site, steps=1)
    page.get_by_text(
        "Đã đọc 10 trên 30 trang."
    ).wait_for()  # the page looks again by itself, without a script
    secretary.shoot("scan-reading")
    work(site)
    page.get_by_role("heading", name="Chờ xử lý tay").wait_for()
    secretary.shoot("scan-batch")
    expect(page.get_by_text("Tờ bìa không đọc được mã.")).to_have_count(len(SPOILT))

    secretary.press("Xử lý tập 4")
    page.get_by_role("heading", name="Đưa vào bài nào").wait_for()
    secretary.shoot("scan-piece")
    page.get_by_label("Số vào sổ hoặc mã hồ sơ").fill(str(SPOILT[0] + 1))
    secretary.press("Đưa các trang đã chọn vào bài")
    page.get_by_text(f"Đã đưa các trang vào bài số {SPOILT[0] + 1}.").wait_for()

    secretary.press("Xử lý tập 8")
    page.get_by_label("Tìm bài", exact=True).fill("nguoi giu nghe thu 8")
    page.get_by_label("Tìm bài", exact=True).press("Enter")
    page.get_by_role("link", name=re.compile("Người giữ nghề thứ 8")).click()
    page.get_by_text("có 0 ảnh trang").wait_for()
    secretary.shoot("scan-piece-found")
    secretary.press("Đưa các trang đã chọn vào bài")
    page.get_by_text("Đã đưa các trang vào bài số 8.").wait_for()
    expect(page.get_by_role("heading", name="Chờ xử lý tay")).to_have_count(0)

    for number in (SPOILT[0] + 1, 8, 1):
        page.get_by_role("link", name=f"Bài số {number}", exact=True).click()
        page.get_by_text("2 trang ảnh").wait_for()
        loaded = "pictures => pictures.map(picture => picture.complete && picture.naturalWidth > 900)"
        page.locator("main figure img").last.scroll_into_view_if_needed()
        pictures = page.locator("main figure img")
        assert comes_true(page, lambda: pictures.evaluate_all(loaded) == [True, True])  # noqa: B023  (asked here)
        page.go_back()


def test_the_pages_fit_a_telephone(site: Flask, person: Callable[..., Person], tmp_path: Path) -> None:
    secretary = person(PHONE).sign_in("secretary")
    page = secretary.open(f"{OFFICE}/covers")
    secretary.shoot("covers")
    batch = tmp_path / "quét.pdf"
    batch.write_bytes(as_pdf(scanned(essay("Không bìa", 2))))
    page = secretary.open(f"{OFFICE}/scans")
    page.get_by_label(re.compile("Tệp quét")).set_input_files(batch)
    secretary.press("Nhận mẻ quét")
    work(site)
    page.get_by_role("heading", name="Chờ xử lý tay").wait_for()
    secretary.shoot("scan-batch")
    secretary.press("Xử lý tập 1")
    page.get_by_text("Bỏ riêng tập này").wait_for()
    secretary.shoot("scan-piece")
    page.get_by_text("Bỏ riêng tập này").click()
    page.get_by_label("Vì sao").fill("Quét thử máy.")
    secretary.press("Bỏ riêng")
    page.get_by_text("Quét thử máy.").wait_for()
    page = secretary.open(f"{OFFICE}/scans")
    secretary.shoot("scans")


def stack(covers: bytes) -> list:
    """Ten covers, two of them spoilt, each on its two pages: thirty sheets."""
    sheets = []
    for place, cover in enumerate(printed(covers)):
        sheets.append(smudged(cover) if place in SPOILT else cover)
        sheets += essay(f"Bài {place + 1}", 2)
    return sheets
