"""One discrepancy from both hand-ins to the mark: two judges on phones, the head at the desk."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from contest.db import db, transaction
from contest.plumbing.audit import SYSTEM
from contest.scoring.service import settle_round
from tests.cast import Cast
from tests.conftest import NOON, Schema
from tests.journeys.conftest import DESK, PHONE, Person, served, visitors
from tests.jury import LATER, a_jury

pytestmark = pytest.mark.journey
JUDGING, OFFICE = "/judging/guong-sang-2026", "/office/guong-sang-2026"


@pytest.fixture
def courts(tmp_path: Path, schema: Schema) -> Iterator[tuple[Flask, dict[str, list[tuple[str, int]]]]]:
    """Two essays whose judges are twelve points apart; code -> who reads it, by which assignment."""
    readers: dict[str, list[tuple[str, int]]] = {}

    def furnish() -> None:
        cast = Cast.enter(at=NOON)
        jury = a_jury(cast, essays=2)
        names = {account: who for who, account in cast.accounts.items()}
        for entry in jury.entries():
            jury.score(entry, "74", "86")
            for a in jury.assignments(entry_id=entry):
                readers.setdefault(a.blind_code.code, []).append((names[a.judge_id], a.id))
        with transaction():
            settle_round(round_=jury.round, seed=3, actor=SYSTEM, at=LATER)
        db.session.remove()

    with served(tmp_path, schema, furnish) as app:
        yield app, readers


def sound(page: Page) -> None:
    """Axe objects to nothing."""
    assert [v["id"] for v in Axe().run(page).response["violations"]] == []


@pytest.fixture
def arrive(courts: tuple[Flask, object], engine: Browser) -> Iterator[Callable[..., Person]]:
    with visitors(str(courts[0].config["BASE_URL"]), engine) as come:
        yield come


def test_two_judges_agree_and_the_head_decides_where_they_do_not(
    courts: tuple[Flask, dict[str, list[tuple[str, int]]]], arrive: Callable[..., Person]
) -> None:
    _app, readers = courts
    (agreed, ((first, mine), (second, theirs))), (decided, _pair) = sorted(readers.items())
    one, two = arrive(PHONE).sign_in(first), arrive(DESK).sign_in(second)

    page = one.open(JUDGING)
    page.get_by_role("link", name="thống nhất điểm với giám khảo khác").click()
    page.wait_for_url("**/cases")
    one.shoot("cases")
    sound(page)
    page.locator(f"a[href$='/assignments/{mine}/case']").click()
    expect(page.get_by_role("columnheader", name="Giám khảo 2")).to_be_visible()
    page.get_by_label("Ý kiến của Ông/Bà").fill("Phần kết rất hay, tôi cho cao ở tiêu chí 3.")
    one.press("Gửi ý kiến")
    page.get_by_label("Điểm đề nghị").fill("81,5")
    page.get_by_label("Vì sao lấy điểm này?").fill("Nội dung tốt, lỗi chính tả nhiều.")
    one.press("Đề nghị điểm này")
    page.get_by_text("Đã đề nghị điểm.").wait_for()
    one.shoot("case-proposed")
    sound(page)

    page = two.open(f"{JUDGING}/assignments/{theirs}/case")
    expect(page.get_by_text("Phần kết rất hay")).to_be_visible()
    two.shoot("case-asked")
    sound(page)
    two.press("Đồng ý 81,5 điểm")
    expect(page.get_by_role("heading", name="Điểm thống nhất: 81,5")).to_be_visible()
    two.shoot("case-settled")

    for size in (PHONE, DESK):
        desk = arrive(size).sign_in("organizer")
        page = desk.open(f"{OFFICE}/rounds/1/discrepancies")
        desk.shoot("discrepancies")
        sound(page)
        page.get_by_role("link", name=agreed).click()
        expect(page.get_by_text("Các giám khảo cùng đồng ý")).to_be_visible()
        desk.shoot("discrepancy-agreed")
        sound(page)
    page = desk.open(f"{OFFICE}/rounds/1/discrepancies/{decided}")
    page.get_by_label("Điểm thống nhất").fill("80")
    page.get_by_label("Biên bản").fill("Hai giám khảo không thống nhất; Trưởng ban quyết định.")
    sound(page)
    desk.shoot("discrepancy-open")
    desk.press("Ghi điểm thống nhất")
    expect(page.get_by_text("Không có bài chênh lệch")).to_be_visible()
