"""Settling for organizers and the head of the jury: the list, one case, the lock."""

import pytest
from time_machine import travel

from contest.db import db, transaction
from contest.scoring.models import Agreement
from contest.scoring.queries import round_lock, settlements
from tests.conftest import NOON
from tests.jury import Jury, a_jury

ROUND = "/office/guong-sang-2026/rounds/1"


@pytest.fixture(autouse=True)
def at_noon():
    with travel(NOON, tick=False):
        yield


@pytest.fixture
def jury(cast, app) -> Jury:
    """Three essays: one near, one for minutes, one for a third reader."""
    with app.app_context():
        jury = a_jury(cast, essays=3)
        for entry, totals in zip(jury.entries(), (("80", "82"), ("80", "92"), ("60", "80.5")), strict=True):
            jury.score(entry, *totals)
        return jury


@pytest.fixture
def codes(jury, app) -> list[str]:
    """The codes of the three essays, in the order of the fixture above."""
    with app.app_context():
        by_entry = {a.entry_id: a.blind_code.code for a in jury.assignments()}
        return [by_entry[entry] for entry in jury.entries()]


@pytest.mark.parametrize("who", ["judge_a", "secretary", "observer", "other_organizer"])
@pytest.mark.parametrize("place", ["/discrepancies", "/discrepancies/{code}", "/lock"])
def test_it_is_404_for_everybody_else(browser, codes, who, place):
    assert browser(who).get(ROUND + place.format(code=codes[1])).status_code == 404


@pytest.mark.parametrize("who", ["judge_a", "secretary", "observer", "other_organizer"])
@pytest.mark.parametrize("place", ["/settlements", "/lock", "/discrepancies/{code}"])
def test_nobody_else_settles_or_locks(browser, codes, app, jury, who, place):
    answer = browser(who).post(ROUND + place.format(code=codes[1]), data={"mark": "85", "minutes": "x"})

    assert answer.status_code == 404
    with app.app_context():
        assert settlements(jury.round_id) == {}
        assert round_lock(jury.round_id) is None


@pytest.mark.parametrize("who", ["organizer", "head_judge"])
def test_the_list_shows_codes_judges_and_marks_and_no_author(browser, codes, who):
    client = browser(who)
    client.post(f"{ROUND}/settlements")
    page = client.get(f"{ROUND}/discrepancies").text

    assert codes[1] in page
    assert codes[2] in page
    assert codes[0] not in page
    assert "92" in page
    assert "Hứa Văn" not in page
    assert "CL26-" not in page


def test_settling_tells_what_came_of_it(browser, jury, app):
    client = browser("organizer")
    page = client.post(f"{ROUND}/settlements", follow_redirects=True).text

    assert "Đã tính điểm kết luận cho 1 bài." in page
    assert "1 bài đã được bốc thăm giám khảo thứ ba." in page
    assert "Đang chờ giám khảo thứ ba" in page


def test_a_waiting_third_reader_never_sees_the_first_two_marks(browser, codes, app, jury):
    client = browser("head_judge")
    client.post(f"{ROUND}/settlements")

    assert "80,5" not in client.get(f"{ROUND}/discrepancies").text
    assert client.get(f"{ROUND}/discrepancies/{codes[2]}").status_code == 404


def test_a_case_shows_the_sheets_side_by_side(browser, codes):
    client = browser("head_judge")
    client.post(f"{ROUND}/settlements")
    page = client.get(f"{ROUND}/discrepancies/{codes[1]}").text

    assert page.count("Tiêu chí") >= 6
    assert ">80</b>" in page
    assert ">92</b>" in page


@pytest.mark.parametrize("place", ["AAAA-2", "{near}"])
def test_a_case_that_is_not_open_is_404(browser, codes, place):
    assert browser("organizer").get(f"{ROUND}/discrepancies/{place.format(near=codes[0])}").status_code == 404


@pytest.mark.parametrize(
    ("mark", "minutes", "said"),
    [
        ("", "đã họp", "Xin ghi điểm thống nhất."),
        ("101", "đã họp", "từ 0 đến 100"),
        ("tám mươi", "đã họp", "từ 0 đến 100"),
        ("85", "", "Xin ghi biên bản"),
    ],
)
def test_a_mark_or_minutes_that_cannot_stand_come_back_with_what_was_typed(
    browser, codes, app, mark, minutes, said
):
    answer = browser("organizer").post(
        f"{ROUND}/discrepancies/{codes[1]}", data={"mark": mark, "minutes": minutes}
    )

    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{mark}"' in answer.text
    with app.app_context():
        assert db.session.query(Agreement).count() == 0


def test_agreeing_closes_the_case(browser, codes, app, jury):
    client = browser("organizer")
    client.post(f"{ROUND}/discrepancies/{codes[1]}", data={"mark": "86,25", "minutes": "Đã trao đổi."})

    assert (
        codes[1]
        not in client.get(f"{ROUND}/discrepancies")
        .text.split("Bài chênh lệch còn mở")[1]
        .split("Bài đã thống nhất")[0]
    )
    with app.app_context():
        assert str(settlements(jury.round_id)[jury.entries()[1]].mark) == "86.25"


def test_the_lock_page_lists_what_is_open_and_gives_no_button(browser, jury):
    page = browser("organizer").get(f"{ROUND}/lock").text

    assert "Cần thống nhất bằng biên bản: 1 bài" in page
    assert "Cần giám khảo thứ ba: 1 bài" in page
    assert "Khóa điểm vĩnh viễn" not in page


def test_locking_by_force_of_address_is_refused_in_words(browser, jury, app):
    page = browser("organizer").post(f"{ROUND}/lock", follow_redirects=True).text

    assert "Chưa khóa được điểm: 0 bài còn chờ phiếu, 2 bài chênh lệch" in page


def test_when_every_entry_has_its_mark_the_round_is_locked(browser, codes, app, jury):
    client = browser("organizer")
    client.post(f"{ROUND}/discrepancies/{codes[1]}", data={"mark": "86", "minutes": "Đã trao đổi."})
    client.post(f"{ROUND}/settlements")
    with app.app_context():
        jury.hand_in(jury.assignments(entry_id=jury.entries()[2])[-1], "70")
    assert "Khóa điểm vĩnh viễn" in client.get(f"{ROUND}/lock").text

    page = client.post(f"{ROUND}/lock", follow_redirects=True).text

    assert "Đã khóa điểm" in page
    assert "Tính điểm kết luận</button>" not in page
    with app.app_context():
        assert len(settlements(jury.round_id)) == 3


def test_a_settled_mark_is_veiled_until_the_second_look_by_somebody_who_did_not_settle_it(
    browser, codes, app, jury
):
    client, code = browser("organizer"), codes[1]
    client.post(f"{ROUND}/discrepancies/{code}", data={"mark": "86,25", "minutes": "Đã trao đổi."})
    with app.app_context():
        with transaction():
            jury.round.recheck_top = 1
        sheet = jury.assignments(entry_id=jury.entries()[1])[0].id
    assert "86,25" in client.get(f"{ROUND}/discrepancies").text
    client.post(f"{ROUND}/rechecks")

    listed = client.get(f"{ROUND}/discrepancies").text
    assert "chờ chấm kiểm tra" in listed
    assert "86,25" not in listed
    for place in (f"discrepancies/{code}", f"discrepancies/{code}/minutes.docx", f"rechecks/{code}"):
        assert client.get(f"{ROUND}/{place}").status_code == 409
    shown = client.get(f"{ROUND}/sheets/{sheet}").text
    assert "hiện ra sau khi chấm kiểm tra" in shown
    assert "<b>80</b>" not in shown
    assert f"/rechecks/{code}" not in client.get(f"{ROUND}/rechecks").text
