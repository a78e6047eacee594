"""The joint trial on the pages of judges and of the office."""

import pytest
from time_machine import travel

from contest.db import db, transaction
from contest.scoring.queries import trial_of
from contest.scoring.service import draw_trial, open_trial
from tests.conftest import NOON
from tests.jury import Jury, a_jury, points_of

OFFICE = "/office/guong-sang-2026/rounds/1/trial"
JUDGING = "/judging/guong-sang-2026/rounds/1/trial"
SCRIPT = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def at_noon():
    with travel(NOON, tick=False):
        yield


@pytest.fixture
def jury(cast, app) -> Jury:
    with app.app_context():
        return a_jury(cast, essays=4)


@pytest.fixture
def opened(jury, app) -> Jury:
    with app.app_context(), transaction():
        actor = jury.judge("organizer").actor()
        trial = draw_trial(round_=jury.round, entry_ids=jury.entries(), count=2, seed=7, actor=actor, at=NOON)
        open_trial(trial=trial, actor=actor, at=NOON)
    return jury


def sheet(total: str, act: str = "hand-in", version: object = "") -> dict[str, str]:
    points = {f"points-{key}": value for key, value in points_of(total).items()}
    return {"act": act, "version": str(version), "remark": "", **points}


@pytest.mark.parametrize("who", ["secretary", "judge_a", "observer", "other_organizer"])
@pytest.mark.parametrize("place", ["", "/opening", "/spread"])
def test_the_office_page_is_404_for_everybody_else(browser, opened, app, who, place):
    assert browser(who).post(OFFICE + place, data={"count": "1"}).status_code == 404
    assert browser(who).get(OFFICE).status_code == 404


@pytest.mark.parametrize("who", ["secretary", "organizer", "observer", "other_organizer"])
@pytest.mark.parametrize("place", ["", "/1", "/1/pages/1"])
def test_the_judges_page_is_404_for_everybody_else(browser, opened, who, place):
    assert browser(who).get(JUDGING + place).status_code == 404


def test_judges_find_nothing_before_the_office_opens_it(browser, jury, app):
    office, judge = browser("organizer"), browser("judge_a")
    page = office.post(OFFICE, data={"count": "2"}, follow_redirects=True).text
    assert "Mở cho giám khảo" in page
    assert "Hứa Văn" not in page
    assert judge.get(JUDGING).status_code == 404
    assert "Mở phần chấm chung" not in judge.get("/judging/guong-sang-2026").text

    office.post(f"{OFFICE}/opening")

    assert "Bài chung 2" in judge.get(JUDGING).text
    assert "Mở phần chấm chung" in judge.get("/judging/guong-sang-2026").text


def test_too_many_is_said_with_the_number_there_is(browser, jury):
    answer = browser("organizer").post(OFFICE, data={"count": "9"})
    assert answer.status_code == 422
    assert "Chỉ có 4 bài mà mọi giám khảo đều đọc được" in answer.text


def test_a_judge_marks_alone_and_sees_the_spread_when_it_is_shown(browser, opened, app):
    first, second = browser("judge_a"), browser("judge_b")
    answer = first.post(f"{JUDGING}/1", data=sheet("80"))
    assert answer.location == f"{JUDGING}/2"
    second.post(f"{JUDGING}/1", data=sheet("61.5"))
    assert "61,5" not in first.get(JUDGING).text
    assert "61,5" not in browser("head_judge").get(OFFICE).text
    assert "61,5" in browser("organizer").get(OFFICE).text

    browser("organizer").post(f"{OFFICE}/spread")

    page = first.get(JUDGING).text
    assert "61,5" in page
    assert "Hứa Thị Bình" not in page
    assert "Hứa Thị Bình" in browser("head_judge").get(OFFICE).text
    assert "Nộp phiếu chấm chung" not in second.get(f"{JUDGING}/2").text


def test_the_script_saves_on_a_marked_device_and_is_told_of_a_newer_version(browser, opened, cast):
    client = browser("judge_a")
    client.get(f"{JUDGING}/1")
    assert client.get_cookie("carrier").value == str(cast.accounts["judge_a"])
    saved = client.post(f"{JUDGING}/1", data=sheet("80", act="save"), headers=SCRIPT)
    assert saved.json == {"version": 1, "saved_at": "12:00", "total_words": "Tám mươi"}
    late = client.post(f"{JUDGING}/1", data=sheet("70", act="save"), headers=SCRIPT)
    assert (late.status_code, late.json["refusal"]) == (409, "stale")


def test_what_is_refused_stays_typed_and_another_press_decides(browser, opened, app):
    client = browser("judge_a")
    client.post(f"{JUDGING}/1", data=sheet("80", act="save"))
    stale = client.post(f"{JUDGING}/1", data=sheet("70", act="save"))
    assert stale.status_code == 409
    assert 'name="version" value="1"' in stale.text
    unfit = client.post(f"{JUDGING}/1", data={**sheet("70", version=1), "points-c1": "99"})
    assert unfit.status_code == 422
    assert 'value="99"' in unfit.text
    client.post(f"{JUDGING}/1", data=sheet("70", version=1))
    with app.app_context():
        assert trial_of(opened.round_id) is not None
        db.session.rollback()
    assert "70" in client.get(JUDGING).text


def test_a_conflict_takes_the_entry_away(browser, opened):
    client = browser("judge_a")
    page = client.post(f"{JUDGING}/1/conflict", follow_redirects=True).text
    assert "Ông/Bà sẽ không phải chấm bài này" in page
    assert client.get(f"{JUDGING}/1").status_code == 404
    assert client.get(f"{JUDGING}/2").status_code == 200
