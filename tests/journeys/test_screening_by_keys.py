"""Through screening by the keyboard alone: accept, ask, refuse, take back, find; and many at one stroke."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import expect

from contest.authors.rules import EssaySaid
from contest.charter.models import Contest
from contest.db import db
from tests.authors.said import an_author
from tests.cast import Cast
from tests.conftest import NOON, Schema
from tests.journeys.conftest import DESK, Person, served
from tests.office import an_entry, codes, whole_words

pytestmark = pytest.mark.journey
OFFICE = "/office/guong-sang-2026"
TITLES = ("Bến nước", "Con đường", "Giữ lửa then", "Vườn na")


def furnish() -> None:
    """Four entries that wait, by four people."""
    cast = Cast.enter(at=NOON)
    codes(cast)
    category = db.session.get_one(Contest, cast.contest_id).categories[0].id
    for number, title in enumerate(TITLES):
        essay = EssaySaid(title, category, paragraphs=whole_words(900 + number), typed=True)
        an_entry(cast, essay=essay, authors=(an_author(name=f"Lô Văn {'ABCD'[number]}ẩn"),))


@pytest.fixture
def site(tmp_path, schema: Schema):
    with served(tmp_path, schema, furnish) as app:
        yield app


def test_a_morning_at_the_desk_without_the_mouse(site: Flask, person: Callable[..., Person]) -> None:
    secretary = person(DESK).sign_in("secretary")
    page = secretary.open(f"{OFFICE}/screening")
    keys = page.keyboard

    def comes(title: str) -> None:
        """The page of this essay is there, and its script, which hears the keys."""
        expect(page.locator("article h2")).to_have_text(title)
        page.wait_for_load_state()

    comes(TITLES[0])
    page.get_by_text("Phím tắt").wait_for()
    secretary.shoot("screening-keys")
    keys.press("j")
    comes(TITLES[1])
    keys.press("k")
    comes(TITLES[0])

    keys.press("a")
    page.get_by_text("Đã ghi quyết định").wait_for()
    comes(TITLES[1])
    keys.press("u")
    comes(TITLES[0])
    keys.press("a")
    page.get_by_text("Đã ghi quyết định").wait_for()
    comes(TITLES[1])

    keys.press("m")
    keys.type("Xin gửi ảnh nhân vật, a r j.")
    comes(TITLES[1])
    keys.press("Control+Enter")
    comes(TITLES[2])

    keys.press("r")
    keys.type("SC")
    keys.press("Tab")
    keys.type("Chép một bài báo.")
    keys.press("Control+Enter")
    comes(TITLES[3])

    keys.press("/")
    keys.type("ben nuoc")
    keys.press("Enter")
    page.wait_for_url("**/entries?q=ben+nuoc")
    page.get_by_role("main").locator("tbody mark").first.wait_for()
    page.wait_for_load_state()
    assert page.locator("tbody").inner_text().count("Bến nước") == 1


def test_many_are_chosen_by_the_space_bar_and_taken_back(site: Flask, person: Callable[..., Person]) -> None:
    secretary = person(DESK).sign_in("secretary")
    page = secretary.open(f"{OFFICE}/entries?state=undecided")
    page.get_by_label("Chọn mọi bài chờ xét ở trang này").focus()
    page.keyboard.press("Space")
    page.get_by_text("(4 bài)").wait_for()
    page.get_by_role("button", name="Nhận hợp lệ").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Đã nhận 4 bài hợp lệ").wait_for()
    page.wait_for_load_state()
    secretary.shoot("entries-act")
    page.keyboard.press("u")
    page.get_by_text("Đã hoàn tác 4 quyết định").wait_for()
