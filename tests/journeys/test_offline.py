"""A judge without network: entries are taken along, scored and sent later; nothing is lost, nothing stays behind."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Schema
from tests.journeys.conftest import DESK, PHONE, Person, comes_true, served, visitors
from tests.journeys.desk import (
    DEVICE,
    WORK,
    end,
    fill_in,
    furnish,
    lock,
    number_of,
    put_aside,
    sheets,
    state_says,
    unfold,
)

pytestmark = pytest.mark.journey
SIZES = pytest.mark.parametrize(
    ("who", "size"), [("judge_a", DESK), ("judge_b", PHONE)], ids=["desk", "phone"]
)
HELD = """async () => ({
  caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
  bases: (await indexedDB.databases()).map((base) => base.name),
  local: Object.keys(localStorage),
})"""


NOTHING = {"caches": [], "workers": 0, "bases": [], "local": []}


def emptied(page: Page) -> bool:
    """Whether in the end neither copies nor the worker that serves them are left."""

    def gone() -> bool:
        held = page.evaluate(HELD)
        return (held["caches"], held["workers"]) == ([], 0)

    return comes_true(page, gone)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, schema: Schema) -> Iterator[Flask]:
    """A jury with twelve entries for each judge."""
    with served(tmp_path_factory.mktemp("desk"), schema, furnish) as app:
        yield app


@pytest.fixture
def small(tmp_path_factory: pytest.TempPathFactory, schema: Schema) -> Iterator[Flask]:
    """A jury of its own with little to read."""
    with served(tmp_path_factory.mktemp("small"), schema, lambda: furnish(6)) as app:
        yield app


@pytest.fixture
def guest(desk: Flask, engine: Browser) -> Iterator[Callable[..., Person]]:
    with visitors(str(desk.config["BASE_URL"]), engine) as arrive:
        yield arrive


def take_along(judge: Person, most: str = "5") -> Page:
    """Take entries along and wait until they are here."""
    page = judge.open(DEVICE)
    page.locator("[data-most]").select_option(most)
    judge.press("Mang bài theo")
    expect(page.locator("[data-carried-said]")).to_contain_text("Đã mang theo")
    return page


def cut(judge: Person) -> None:
    """The line is gone; what the browser says of that is no complaint."""
    judge.excused.append("ERR_INTERNET_DISCONNECTED")
    judge.page.context.set_offline(True)


def mend(judge: Person) -> None:
    """The line is back."""
    judge.page.context.set_offline(False)


def hand_in(page: Page, points: str) -> int:
    """Fill the open sheet in, hand it in, and come to the next page."""
    number = number_of(page)
    fill_in(page, points)
    page.get_by_role("button", name="Nộp phiếu và chấm bài tiếp").click()
    come_to_another(page, number)
    return number


def come_to_another(page: Page, number: int) -> None:
    """The next entry's page opens."""
    page.wait_for_url(lambda url: "/assignments/" in url and not url.endswith(f"/{number}"))


@SIZES
def test_five_entries_are_scored_without_network_and_sent_when_the_line_is_back(
    who: str, size: dict[str, int], guest: Callable[..., Person], desk: Flask
) -> None:
    judge = guest(size).sign_in(who)
    page = take_along(judge, "5")
    judge.shoot("offline-taken")
    cut(judge)

    page.goto(judge.base + WORK)
    expect(page.get_by_role("heading", name="Bài đã mang theo máy")).to_be_visible()
    expect(page.locator("[data-row]:not([hidden])")).to_have_count(5)
    judge.shoot("offline-work")
    page.get_by_role("button", name="Chấm bài tiếp theo").click()
    page.wait_for_url("**/assignments/*")
    judge.shoot("offline-reading")
    done = [hand_in(page, str(5 + number)) for number in range(3)]
    conflicting = number_of(page)
    fill_in(page, "3")
    state_says(page, "Chưa gửi")
    page.get_by_role("button", name="Để sau").click()
    come_to_another(page, conflicting)
    revoked = number_of(page)
    fill_in(page, "4")
    page.locator("#remark").fill("Kết bài hay.")
    state_says(page, "Chưa gửi")
    page.goto(judge.base + WORK)
    expect(page.get_by_text("Chưa gửi, chờ nộp")).to_have_count(3)
    assert sheets(desk, [*done, conflicting, revoked]) == {}

    end(desk, revoked)
    elsewhere = guest(DESK).sign_in(who)
    elsewhere.open(f"{WORK}/assignments/{conflicting}")
    elsewhere.page.locator("#points-1").fill("10")
    state_says(elsewhere.page, "Đã lưu")

    mend(judge)
    page.goto(judge.base + DEVICE)
    expect(page.locator("[data-problems] section")).to_have_count(2)
    judge.shoot("offline-problems")
    assert Axe().run(page).response["violations"] == []
    assert comes_true(
        page, lambda: [one[0] for one in sheets(desk, done).values()] == ["handed_in"] * len(done)
    )
    told = sheets(desk, [*done, conflicting, revoked])
    assert told[conflicting][1] == {"c1": "10.00"}
    assert revoked not in told
    assert comes_true(page, lambda: put_aside(desk, [conflicting, revoked]) == {conflicting})

    gone = page.locator("[data-problems] section", has_text="không còn được giao")
    expect(gone).to_contain_text("Kết bài hay.")
    gone.get_by_role("button", name="Đã xem, bỏ bản trong máy").click()
    other = page.locator("[data-problems] section")
    expect(other).to_have_count(1)
    expect(other.get_by_role("row").nth(1)).to_contain_text("10")
    other.get_by_role("link", name="Mở bài để chọn một bản").click()
    state_says(page, "Có bản khác mới hơn")
    unfold(page)
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.get_by_role("heading", name="Phiếu này đã được lưu ở nơi khác").wait_for()
    page.get_by_role("button", name="Lấy bản vừa nhập").click()
    unfold(page)
    expect(page.locator("#points-1")).to_have_value("3")
    versions = sheets(desk, done)
    page.goto(judge.base + DEVICE)
    expect(page.locator("[data-problems] section")).to_have_count(0)
    assert sheets(desk, done) == versions


def test_a_sending_repeated_does_nothing_twice(guest: Callable[..., Person], desk: Flask) -> None:
    judge = guest(DESK).sign_in("judge_c")
    page = take_along(judge, "5")
    cut(judge)
    page.goto(judge.base + f"{WORK}/rounds/1/next")
    page.wait_for_url("**/assignments/*")
    number = hand_in(page, "6")
    unanswered = []

    def lose(route: object) -> None:
        route.fetch()  # type: ignore[attr-defined]  # the server hears it
        unanswered.append(route)
        route.abort()  # type: ignore[attr-defined]  # and its answer is lost

    judge.excused.append("net::ERR")
    page.context.route("**/sync", lose, times=1)
    mend(judge)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    assert comes_true(page, lambda: len(unanswered) == 1)
    assert sheets(desk, [number])[number][2] == 1
    page.goto(judge.base + DEVICE)
    expect(page.locator(f"[data-row='{number}'] [data-row-state]")).to_have_text("Đã nộp")
    assert sheets(desk, [number])[number][::2] == ("handed_in", 1)


def test_nothing_is_kept_unless_the_judge_asks_and_nothing_stays_after_sign_out(
    guest: Callable[..., Person],
) -> None:
    judge = guest(DESK).sign_in("head_judge")
    page = judge.open(WORK)
    page.get_by_role("link", name="Chấm bài tiếp theo").click()
    page.wait_for_url("**/assignments/*")
    before = page.evaluate(HELD)
    assert (before["caches"], before["workers"]) == ([], 0)

    take_along(judge, "5")
    held = page.evaluate(HELD)
    assert (held["caches"], held["workers"]) == (["judging"], 1)

    page.locator(".masthead details.menu > summary").click()
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url(judge.base + "/")
    assert comes_true(page, lambda: page.evaluate(HELD) == NOTHING)
    cut(judge)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        page.goto(judge.base + WORK)
    mend(judge)


def test_signing_out_asks_first_when_something_has_not_been_sent(
    guest: Callable[..., Person], desk: Flask
) -> None:
    judge = guest(DESK).sign_in("head_judge")
    page = judge.open(f"{WORK}/rounds/1/next")
    cut(judge)
    page.locator("#points-1").fill("7")
    state_says(page, "Chưa gửi")
    page.locator(".masthead details.menu > summary").click()
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_role("heading", name="Còn phiếu chưa gửi trong máy này")).to_be_visible()
    page.get_by_role("button", name="Ở lại").click()
    number = number_of(page)
    mend(judge)
    state_says(page, "Đã lưu")
    assert sheets(desk, [number])[number][1] == {"c1": "7.00"}


def test_somebody_else_signing_in_finds_an_empty_device(small: Flask, engine: Browser) -> None:
    with visitors(str(small.config["BASE_URL"]), engine) as arrive:
        judge = arrive(DESK).sign_in("judge_a")
        page = take_along(judge, "5")
        page.context.clear_cookies(name="contest")
        judge.sign_in("secretary")
        assert comes_true(page, lambda: page.evaluate(HELD) == NOTHING)


def test_when_the_round_is_locked_the_copies_go_and_what_was_typed_can_be_read(
    small: Flask, engine: Browser
) -> None:
    with visitors(str(small.config["BASE_URL"]), engine) as arrive:
        judge = arrive(DESK).sign_in("judge_a")
        page = take_along(judge, "5")
        cut(judge)
        page.goto(judge.base + f"{WORK}/rounds/1/next")
        page.wait_for_url("**/assignments/*")
        fill_in(page, "2")
        state_says(page, "Chưa gửi")
        lock(small)
        mend(judge)
        page.goto(judge.base + DEVICE)
        expect(page.locator("[data-problems] section")).to_contain_text("đã khóa")
        assert emptied(page)
        page.reload()
        assert emptied(page)
