"""From hand-ins to marks: a discrepancy settled by two judges and the head, a second look, a sheet sent back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

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


Readers = list[tuple[str, int]]


@dataclass
class Courts:
    """The site with its four essays: code -> who reads it, by which assignment.

    far   two whose judges are twelve points apart, with their cases
    best  the one with the highest mark, which alone is drawn for a second look
    near  another whose judges agree
    """

    app: Flask
    far: dict[str, Readers] = field(default_factory=dict)
    best: dict[str, Readers] = field(default_factory=dict)
    near: dict[str, Readers] = field(default_factory=dict)


@pytest.fixture(scope="module")
def courts(tmp_path_factory: pytest.TempPathFactory, schema: Schema) -> Iterator[Courts]:
    """Four essays judged and settled as far as the rules settle them; each test touches essays of its own."""
    found = Courts(app=Flask(__name__))

    def furnish() -> None:
        cast = Cast.enter(at=NOON)
        jury = a_jury(cast, essays=4)
        names = {account: who for who, account in cast.accounts.items()}
        kinds = (
            (found.far, ("74", "86")),
            (found.far, ("74", "86")),
            (found.best, ("95", "97")),
            (found.near, ("60", "62")),
        )
        for entry, (kind, totals) in zip(jury.entries(), kinds, strict=True):
            jury.score(entry, *totals)
            for a in jury.assignments(entry_id=entry):
                kind.setdefault(a.blind_code.code, []).append((names[a.judge_id], a.id))
        with transaction():
            jury.round.recheck_percent, jury.round.recheck_top = 0, 1
            settle_round(round_=jury.round, seed=3, actor=SYSTEM, at=LATER)
        db.session.remove()

    with served(tmp_path_factory.mktemp("settling"), schema, furnish) as app:
        found.app = app
        yield found


def sound(page: Page) -> None:
    """Axe objects to nothing."""
    assert [v["id"] for v in Axe().run(page).response["violations"]] == []


@pytest.fixture
def arrive(courts: Courts, engine: Browser) -> Iterator[Callable[..., Person]]:
    with visitors(str(courts.app.config["BASE_URL"]), engine) as come:
        yield come


def test_two_judges_agree_and_the_head_decides_where_they_do_not(
    courts: Courts, arrive: Callable[..., Person]
) -> None:
    (agreed, ((first, mine), (second, theirs))), (decided, _pair) = sorted(courts.far.items())
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


def test_the_head_looks_again_without_the_mark_and_sends_a_sheet_back(
    courts: Courts, arrive: Callable[..., Person]
) -> None:
    ((best, _readers),) = courts.best.items()
    ((near, ((judge, assignment), _other)),) = courts.near.items()
    desk = arrive(DESK).sign_in("organizer")

    page = desk.open(f"{OFFICE}/rounds/1/rechecks")
    desk.press("Rút bài chấm kiểm tra")
    page.get_by_role("link", name=best).click()
    page.get_by_role("heading", name="Điểm kiểm tra").wait_for()
    expect(page.get_by_role("main")).not_to_contain_text("96")
    page.get_by_label("Điểm kiểm tra").fill("70,5")
    page.get_by_label("Nhận xét").fill("Bài chép nhiều đoạn của sách.")
    sound(page)
    desk.press("Ghi điểm kiểm tra")
    page.get_by_role("heading", name="Lệch 25,5 điểm").wait_for()
    desk.shoot("recheck-differs")
    page.get_by_role("link", name="Bài được đưa ra thống nhất lại").click()
    page.get_by_text("Chấm kiểm tra: 70,5 điểm").wait_for()

    page = desk.open(f"{OFFICE}/rounds/1/sheets?code={near}")
    page.locator(f"a[href$='/sheets/{assignment}']").click()
    page.get_by_label("Lý do trả lại").fill("Tiêu chí 3 có vẻ gõ nhầm.")
    sound(page)
    desk.shoot("sheet-to-send-back")
    desk.press("Trả lại phiếu")
    page.get_by_text("Đã trả phiếu cho giám khảo.").wait_for()

    phone = arrive(PHONE).sign_in(judge)
    page = phone.open(JUDGING)
    page.get_by_text("Tiêu chí 3 có vẻ gõ nhầm.").wait_for()
    phone.shoot("sent-back")
    page = phone.open(f"{JUDGING}/assignments/{assignment}")
    page.get_by_text("Phiếu này được trả lại để sửa").wait_for()
