"""A cluster of copies is judged: found on the desk, held side by side, ruled on, undone; also without script."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from contest.db import db
from contest.rehearsal.copies import CopyKind
from contest.screening.service import compare_contest
from tests.cast import Cast
from tests.conftest import NOON, Schema
from tests.journeys.conftest import DESK, PHONE, Person, served, visitors
from tests.office import codes, the_contest
from tests.screening.copies import copied, essay, sent

pytestmark = pytest.mark.journey
OFFICE = "/office/guong-sang-2026"


def furnish() -> None:
    """Three entries that one unit made of one essay, and two that share nothing."""
    cast = Cast.enter(at=NOON)
    codes(cast)
    for n, kind in enumerate((CopyKind.WHOLE, CopyKind.ALTERED_MARKS, CopyKind.PARTIAL)):
        sent(cast, copied(1, kind), name=f"Lô Văn {'ABC'[n]}", title=f"Bài thứ {n + 1}")
    for seed in (2, 3):
        sent(cast, essay(seed), name=f"Vi Thị {seed}", unit="Xã Vạn Linh")
    compare_contest(contest=the_contest(cast), at=NOON)
    db.session.remove()


@pytest.fixture(scope="module")
def fired(tmp_path_factory: pytest.TempPathFactory, schema: Schema) -> Iterator[Flask]:
    """A site whose secretary has a cluster to judge."""
    with served(Path(tmp_path_factory.mktemp("kiln")), schema, furnish) as app:
        yield app


@pytest.fixture
def desk(fired: Flask, engine: Browser) -> Iterator[Callable[..., Person]]:
    """Visitors of that site."""
    with visitors(str(fired.config["BASE_URL"]), engine) as arrive:
        yield arrive


def test_a_cluster_is_judged_and_the_ruling_taken_back(desk: Callable[..., Person]) -> None:
    secretary = desk(DESK).sign_in("secretary")
    page = secretary.open(OFFICE)
    page.get_by_role("link", name=re.compile("1 nhóm bài giống nhau")).click()
    page.get_by_role("link", name=re.compile("3 bài, cùng đơn vị Xã Nhân Lý")).click()
    page.get_by_text("Sao chép…", exact=True).wait_for()
    secretary.shoot("copies-cluster")

    page.get_by_text("Sao chép…", exact=True).click()
    page.get_by_label("Bài gốc").select_option(index=1)
    page.get_by_role("button", name="Loại vì sao chép").click()
    page.get_by_text("2 bài bị loại với mã SC").wait_for()
    expect(page.get_by_role("main").get_by_text("Bị loại", exact=True)).to_have_count(2)
    secretary.shoot("copies-ruled")

    secretary.press("Hoàn tác kết luận")
    page.get_by_text("2 bài không còn bị loại").wait_for()
    expect(page.get_by_role("main").get_by_text("Bị loại", exact=True)).to_have_count(0)


def test_passages_are_walked_through_by_key_and_by_pointing(desk: Callable[..., Person]) -> None:
    page = desk(DESK).sign_in("secretary").open(f"{OFFICE}/resemblances/1")
    page.get_by_role("link", name=re.compile("của bài trước")).last.click()
    page.locator("[data-beside]").wait_for()
    page.wait_for_load_state()  # keys are heard once the script has run
    expect(page.locator(".is-here")).to_have_count(0)
    page.keyboard.press("n")
    expect(page.locator("#a1")).to_have_class(re.compile("is-here"))
    expect(page.locator("#b1")).to_be_in_viewport()
    page.locator("article[aria-labelledby=head-a] mark").last.click()
    last = page.locator("article[aria-labelledby=head-a] .lit-number").last.get_attribute("data-passage")
    expect(page.locator(f"#b{last}")).to_be_in_viewport()
    expect(page.locator(f"#b{last}")).to_be_focused()


def test_on_a_phone_without_script_the_numbers_lead_across(desk: Callable[..., Person]) -> None:
    secretary = desk(PHONE, java_script_enabled=False).sign_in("secretary")
    page = secretary.open(f"{OFFICE}/resemblances/1/3")
    page.locator("#a1").click()
    expect(page).to_have_url(re.compile("#b1$"))
    expect(page.locator("#b1")).to_be_in_viewport()
    page.get_by_text("Không phải sao chép…", exact=True).click()
    page.get_by_label("Vì sao không phải sao chép").fill("Cùng viết về một người, đã hỏi hai tác giả.")
    secretary.press("Ghi: không sao chép")
    page.get_by_text("Kết luận này được giữ khi so lại").wait_for()
    secretary.press("Hoàn tác kết luận")
    page.get_by_text("Đã hoàn tác kết luận").wait_for()
