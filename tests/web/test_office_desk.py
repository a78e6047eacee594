"""The desk: numbers, what needs somebody, the judges' progress; an observer sees numbers alone."""

import re
from random import Random

import pytest
from time_machine import travel

from contest.assignment.service import preview_draw, publish_draw
from contest.charter.queries import contest_named
from contest.db import transaction
from contest.screening.service import accept_all
from tests.authors.said import an_author
from tests.conftest import NOON
from tests.office import OFFICE, an_entry, selects, the_contest, the_round
from tests.stage import Stage

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


def test_a_new_contest_says_whom_to_invite_and_that_nobody_sees_it_yet(app, browser, cast):
    with app.app_context(), transaction():
        contest_named("cuoc-thi-khac").announced_at = None
    page = browser("other_organizer").get("/office/cuoc-thi-khac")
    steps = ["Mời giám khảo", "Mời thêm người của Tổ Thư ký hoặc Ban Tổ chức", "Cuộc thi chưa công bố"]
    found = [page.text.find(f"<b>{step}</b>") for step in steps]
    assert -1 < found[0] < found[1] < found[2]
    assert 'href="/office/cuoc-thi-khac/team"' in page.text
    assert "Không có việc nào đang chờ" not in page.text


def test_the_desk_leads_from_the_last_sheet_to_the_prizes(app, browser):
    title = re.compile(r"<b>([^<]*)</b>")

    def said():
        client = browser("organizer")
        return title.findall(client.get(HOME).text.partition('id="needs"')[2].partition("</section>")[0])

    with app.app_context():
        stage = Stage.at_level("settled")
    assert "Mọi bài đã có điểm: khóa điểm" in said()
    for level, step in (
        ("locked", "Điểm đã khóa: chốt danh sách"),
        ("frozen", "Bốc thăm Vòng chung khảo"),
        ("unsealed", "Công bố giải"),
    ):
        with app.app_context():
            stage.advance(level)
        assert step in said(), level


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
    for name in ("Hứa Thị Bình", "Lương Văn An", "Việc cần làm hôm nay", "Hoàng Thị Lanh"):
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
