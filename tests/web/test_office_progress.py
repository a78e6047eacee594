"""The page of the judges' progress: figures, forecasts, letters."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from time_machine import travel

from contest.db import db
from contest.scoring.models import Reminder
from tests.conftest import NOON
from tests.jury import Jury, a_jury

PLACE = "/office/guong-sang-2026/rounds/1/progress"
LATE = NOON + timedelta(days=10)


@pytest.fixture(autouse=True)
def ten_days_later():
    with travel(LATE, tick=False):
        yield


@pytest.fixture
def jury(cast, app) -> Jury:
    with app.app_context():
        jury = a_jury(cast, essays=6)
        first, second = jury.assignments("judge_a")[:2]
        jury.hand_in(first, "80", at=LATE - timedelta(hours=3))
        jury.hand_in(second, "85", at=LATE - timedelta(hours=2))
        return jury


def reminded(app) -> list[tuple[int, int]]:
    with app.app_context():
        return [(row.judge_id, row.left_to_read) for row in db.session.scalars(select(Reminder))]


@pytest.mark.parametrize("who", ["judge_a", "observer", "other_organizer"])
def test_it_is_404_for_everybody_else(browser, jury, who):
    assert browser(who).get(PLACE).status_code == 404
    assert browser(who).post(PLACE, data={"judges": [1]}).status_code == 404


@pytest.mark.parametrize("who", ["organizer", "secretary", "head_judge"])
def test_the_office_sees_pace_and_forecast_and_no_author(browser, jury, who):
    page = browser(who).get(PLACE).text

    assert "Lương Văn An" in page
    assert "im lặng 9 ngày" in page or "im lặng 10 ngày" in page
    assert "0,2" in page
    assert "03/12/2026, " not in page
    assert "Hứa Văn" not in page


def test_who_is_quiet_is_chosen_already(browser, jury, cast):
    page = browser("organizer").get(PLACE).text

    for who in ("judge_b", "judge_c"):
        assert f'value="{cast.accounts[who]}" checked' in page


def test_one_press_writes_to_the_chosen(browser, jury, cast, app):
    client = browser("organizer")
    who = cast.accounts["judge_b"]

    page = client.post(PLACE, data={"judges": [who], "note": "Xin cố gắng."}, follow_redirects=True).text

    assert "Đã gửi thư nhắc 1 giám khảo." in page
    assert [judge for judge, _ in reminded(app)] == [who]
    again = client.post(PLACE, data={"judges": [who]}, follow_redirects=True).text
    assert "1 giám khảo đã được nhắc trong ngày nên không gửi lại." in again
    assert len(reminded(app)) == 1


@pytest.mark.parametrize("judges", [[], [0], [999_999], ["x"]])
def test_nobody_chosen_is_a_sentence_and_keeps_the_note(browser, jury, app, judges):
    answer = browser("organizer").post(PLACE, data={"judges": judges, "note": "Lời nhắn."})

    assert answer.status_code == 422
    assert "Lời nhắn." in answer.text
    assert reminded(app) == []


def test_before_the_draw_the_page_says_what_comes_first(browser, cast):
    assert "Chưa phân công" in browser("organizer").get(PLACE).text


def test_the_desk_leads_there(browser, jury):
    page = browser("organizer").get("/office/guong-sang-2026").text
    assert f'href="{PLACE}"' in page


def test_the_office_replaces_a_judge_from_here_and_the_head_who_may_not_is_not_led_there(browser, jury, cast):
    way = f"/draw/replacement?judge={cast.accounts['judge_b']}"

    assert way in browser("secretary").get(PLACE).text
    assert "/draw/" not in browser("head_judge").get(PLACE).text.split("<main")[1]
