"""Judging in comfort: by keyboard alone, on two devices, through a sign-in that ends, without the page ever moving."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from contest.db import db, transaction
from contest.people.models import SignIn
from contest.plumbing.vietnamese import points_in_words
from tests.cast import PASSWORD, RUBRIC
from tests.conftest import NOON, Schema
from tests.journeys.conftest import DESK, PHONE, Person, comes_true, served, visitors
from tests.journeys.desk import WORK, assignments_of, furnish, number_of, sheets, state_says, unfold

pytestmark = pytest.mark.journey
SAVED = re.compile(r"Đã lưu \d\d:\d\d")
SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const one of list.getEntries()) if (!one.hadRecentInput) sum += one.value; })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, schema: Schema) -> Iterator[Flask]:
    """A jury with twelve entries for each judge."""
    with served(tmp_path_factory.mktemp("desk"), schema, furnish) as app:
        yield app


@pytest.fixture
def guest(desk: Flask, engine: Browser) -> Iterator[Callable[..., Person]]:
    with visitors(str(desk.config["BASE_URL"]), engine) as arrive:
        yield arrive


def bare(url: str) -> int:
    """The assignment in a reading page's address; 0 for another page."""
    found = re.search(r"/assignments/(\d+)", url)
    return int(found[1]) if found else 0


def end_sign_ins(app: Flask) -> None:
    """Everybody's sign-in ends, as after a change of password or a long time."""
    with app.app_context():
        with transaction():
            db.session.query(SignIn).update({"ended_at": NOON})
        db.session.remove()


@pytest.mark.parametrize(("who", "size"), [("judge_a", DESK), ("judge_b", PHONE)], ids=["desk", "phone"])
def test_ten_entries_are_scored_by_keyboard_alone(
    who: str, size: dict[str, int], guest: Callable[..., Person], desk: Flask
) -> None:
    judge = guest(size).sign_in(who)
    page = judge.open(WORK)
    page.get_by_role("link", name="Chấm bài tiếp theo").focus()
    page.keyboard.press("Enter")
    done = []
    for turn in range(10):
        page.wait_for_url(lambda url: "/assignments/" in url and bare(url) not in done)
        expect(page.locator("form[data-sheet] [name=key]")).not_to_have_value("")
        done.append(bare(page.url))
        page.keyboard.press("7")  # a digit begins in the first empty criterion
        for position in range(2, len(RUBRIC) + 1):
            page.keyboard.press("j" if position % 2 else "Tab")
            page.keyboard.type(f"{position},5")
        page.keyboard.press("k")
        expect(page.locator(f"#points-{len(RUBRIC) - 1}")).to_be_focused()
        if turn == 0:
            judge.shoot("by-keyboard")
        expect(page.locator("[data-sheet-words]")).to_have_text("Hai mươi chín phẩy năm")
        page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda url: bare(url) not in done)
    told = sheets(desk, done)
    assert len(set(done)) == 10
    assert {state for state, _points, _version in told.values()} == {"handed_in"}
    assert told[done[0]][1] == {
        "c1": "7.00",
        "c2": "2.50",
        "c3": "3.50",
        "c4": "4.50",
        "c5": "5.50",
        "c6": "6.50",
    }


def test_the_keys_are_told_by_a_key(guest: Callable[..., Person]) -> None:
    judge = guest(DESK).sign_in("judge_c")
    page = judge.open(f"{WORK}/rounds/1/next")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Phím tắt")).to_be_visible()
    assert Axe().run(page).response["violations"] == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Phím tắt")).to_be_hidden()


def test_two_devices_never_overwrite_each_other(guest: Callable[..., Person], desk: Flask) -> None:
    at_home, on_the_way = guest(DESK).sign_in("judge_c"), guest(PHONE).sign_in("judge_c")
    number = assignments_of(desk, "judge_c")[-1]
    one, two = (someone.open(f"{WORK}/assignments/{number}") for someone in (at_home, on_the_way))
    unfold(two)
    one.locator("#points-1").fill("10")
    state_says(one, SAVED)
    on_the_way.excused.append("ERR_INTERNET_DISCONNECTED")
    two.context.set_offline(True)
    two.locator("#points-1").fill("12")
    two.locator("#remark").fill("Chấm trên xe.")
    state_says(two, "Chưa gửi")
    two.context.set_offline(False)
    state_says(two, "Có bản khác mới hơn")
    assert sheets(desk, [number])[number][1] == {"c1": "10.00"}

    two.reload()
    unfold(two)
    state_says(two, "Có bản khác mới hơn")
    expect(two.locator("#remark")).to_have_value("Chấm trên xe.")
    two.get_by_role("button", name="Lưu", exact=True).click()
    two.get_by_role("heading", name="Phiếu này đã được lưu ở nơi khác").wait_for()
    on_the_way.shoot("two-devices")
    two.get_by_role("link", name="Giữ bản đã lưu").click()
    unfold(two)
    expect(two.locator("#points-1")).to_have_value("10")
    state_says(two, SAVED)
    two.reload()
    expect(two.locator("#points-1")).to_have_value("10")


def test_a_sign_in_that_ends_is_renewed_in_place_and_what_was_typed_is_saved(
    guest: Callable[..., Person], desk: Flask
) -> None:
    judge = guest(DESK).sign_in("head_judge")
    page = judge.open(f"{WORK}/rounds/1/next")
    number = number_of(page)
    page.locator("#points-1").fill("5")
    state_says(page, SAVED)
    end_sign_ins(desk)
    page.locator("#points-2").fill("6,5")
    state_says(page, "cần đăng nhập lại")
    judge.shoot("signed-out")
    page.get_by_role("button", name="Đăng nhập lại").click()
    dialog = page.get_by_role("dialog", name="Đăng nhập lại")
    expect(dialog.get_by_label("Mật khẩu")).to_be_visible()
    assert Axe().run(page).response["violations"] == []
    dialog.get_by_label("Mật khẩu").fill("sai")
    dialog.get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(dialog.locator("[data-fault]")).to_contain_text("chưa đúng")
    dialog.get_by_label("Mật khẩu").fill(PASSWORD)
    dialog.get_by_role("button", name="Đăng nhập", exact=True).click()
    state_says(page, SAVED)
    assert sheets(desk, [number])[number][1] == {"c1": "5.00", "c2": "6.50"}


def test_what_was_typed_after_the_sign_in_ended_survives_a_new_sign_in_by_the_page(
    guest: Callable[..., Person], desk: Flask
) -> None:
    judge = guest(PHONE).sign_in("head_judge")
    page = judge.open(f"{WORK}/rounds/1/next")
    number, place = number_of(page), page.url
    unfold(page)
    end_sign_ins(desk)
    page.locator("#remark").fill("Đoạn cuối cảm động.")
    state_says(page, "cần đăng nhập lại")
    judge.sign_in("head_judge")
    page.goto(place)
    unfold(page)
    state_says(page, SAVED)
    expect(page.locator("#remark")).to_have_value("Đoạn cuối cảm động.")
    assert number in sheets(desk, [number])


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_on_the_page_moves_while_points_are_saved(
    size: dict[str, int], guest: Callable[..., Person]
) -> None:
    judge = guest(size).sign_in("judge_c")
    page = judge.open(f"{WORK}/rounds/1/next")
    unfold(page)
    page.evaluate("() => document.fonts.ready.then(() => true)")
    page.wait_for_timeout(700)
    before = page.evaluate(SHIFTS)
    for position in range(1, 5):
        page.locator(f"#points-{position}").fill("9")
        page.wait_for_timeout(900)
    page.locator("#remark").fill("Có chi tiết.")
    state_says(page, SAVED)
    assert page.evaluate(SHIFTS) - before < 0.001
    assert before < 0.05


def test_pages_of_a_scan_zoom_and_turn_where_they_stand(guest: Callable[..., Person], desk: Flask) -> None:
    judge = guest(DESK).sign_in("judge_a")
    page = judge.open(f"{WORK}/assignments/{assignments_of(desk, 'judge_a')[0]}")
    frame = page.locator("[data-page] .page-frame").first
    width = lambda: page.locator("[data-page] img").first.evaluate("one => one.getBoundingClientRect().width")  # noqa: E731
    before = width()
    page.get_by_role("button", name="Phóng to").click()
    page.get_by_role("button", name="Phóng to").click()
    assert comes_true(page, lambda: width() > 1.9 * before)
    assert comes_true(page, lambda: frame.evaluate("one => one.scrollWidth > one.clientWidth"))
    frame.focus()
    page.get_by_role("button", name="Xoay").click()
    expect(page.locator("[data-page]").first).to_have_class(re.compile("turn-1"))
    judge.shoot("zoomed-and-turned")
    assert Axe().run(page).response["violations"] == []
    for _ in range(2):
        page.get_by_role("button", name="Thu nhỏ").click()
    expect(page.get_by_role("button", name="Thu nhỏ")).to_be_disabled()


def test_the_words_of_a_total_are_the_servers_words(guest: Callable[..., Person], desk: Flask) -> None:
    page: Page = guest(DESK).open("/")
    asked = [*range(0, 20_000, 25), *range(1_000), 99_950, 100_000, 100_500, 123_456, 1_000_001]
    told = page.evaluate(
        "async (asked) => { const { inWords } = await import('/static/js/points.js'); return asked.map(inWords); }",
        asked,
    )
    assert told == [points_in_words(Decimal(one) / 100) for one in asked]
