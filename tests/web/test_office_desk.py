"""The desk: numbers, what needs somebody, the judges' progress; an observer sees numbers alone."""

from random import Random

import pytest
from time_machine import travel

from contest.assignment.service import preview_draw, publish_draw
from contest.db import transaction
from contest.screening.service import accept_all
from tests.authors.said import an_author
from tests.conftest import NOON
from tests.office import OFFICE, an_entry, selects, the_contest, the_round

HOME = "/office/guong-sang-2026"


@pytest.fixture(autouse=True)
def at_noon():
    with travel(NOON, tick=False):
        yield


@pytest.fixture
def enter(app, cast):
    def hand_in(name="Hoàng Thị Lanh"):
        with app.app_context():
            return an_entry(cast, authors=(an_author(name=name),), unit_name="Tự do")

    return hand_in


@pytest.fixture
def draw(app, cast):
    def deal(*, publish=True):
        with app.app_context(), transaction():
            accept_all(contest=the_contest(cast), actor=OFFICE, at=NOON)
            drawn = preview_draw(round_=the_round(cast), seed=7, actor=OFFICE, at=NOON, codes_rng=Random(7))
            if publish:
                publish_draw(draw=drawn, actor=OFFICE, at=NOON)

    return deal


def test_an_empty_contest_says_what_to_do_first(browser, cast):
    page = browser("organizer").get(HOME).text
    assert "Chưa có bài nào" in page
    assert "Không có việc nào đang chờ" in page
    assert "Chưa phân công" in page


def test_the_desk_tells_what_waits_and_who_reads(browser, enter, draw):
    enter()
    page = browser("organizer").get(HOME).text
    assert "1 bài chờ sàng lọc" in page
    draw(publish=False)
    enter("Lô Văn Hai")
    page = browser("secretary").get(HOME).text
    assert "Kết quả bốc thăm chưa công bố" in page
    draw()
    page = browser("second_organizer").get(HOME).text
    assert "Hứa Thị Bình" in page
    assert "đúng tiến độ" in page


def test_an_observer_reads_numbers_and_no_persons(browser, enter, draw):
    enter()
    draw()
    page = browser("observer").get(HOME).text
    assert "Đã phân công" in page
    for name in ("Hứa Thị Bình", "Lương Văn An", "Cần bạn hôm nay", "Hoàng Thị Lanh"):
        assert name not in page, name


def test_the_office_lists_ones_own_contests(browser, cast):
    organizer = browser("organizer").get("/office/")
    assert organizer.status_code == 200
    assert "guong-sang-2026" in organizer.text
    assert "cuoc-thi-khac" not in organizer.text
    assert browser("judge_a").get("/office/").status_code == 404
    assert browser(None).get("/office/").status_code == 303


def test_a_round_may_be_asked_for_and_an_unknown_one_is_not_found(browser, enter):
    enter()
    assert "Vòng chung khảo" in browser("organizer").get(HOME + "?round=2").text
    assert browser("secretary").get(HOME + "?round=9").status_code == 404


def test_the_desk_takes_as_many_queries_for_three_as_for_one(app, browser, enter, draw):
    enter()
    draw()
    client = browser("organizer")
    client.get(HOME)
    one = selects(app, lambda: client.get(HOME))
    for name in ("Lô Văn Hai", "Vi Thị Ba"):
        enter(name)
    draw()
    assert selects(app, lambda: client.get(HOME)) == one
