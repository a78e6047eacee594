"""Check-marking for the head: a list without marks, the blind essay, one mark, and what it came to."""

import io

import pytest
from openpyxl import load_workbook
from time_machine import travel

from contest.assignment.service import declare_conflict
from contest.db import db, transaction
from contest.plumbing.audit import SYSTEM
from contest.plumbing.storage import storage
from contest.scoring.queries import readings_on_paper, rechecks_of
from contest.scoring.service import settle_round
from contest.screening.queries import blind_copies_of
from contest.web.organizer.sheet_printing import handed_in
from tests.conftest import NOON
from tests.jury import LATER, Jury, a_jury
from tests.office import counted
from tests.scoring.lists import separated

ROUND = "/office/guong-sang-2026/rounds/1"


@pytest.fixture(autouse=True)
def at_noon():
    with travel(NOON, tick=False):
        yield


@pytest.fixture
def jury(cast, app) -> Jury:
    """Three essays with their marks: 81.5, 71.5, 61.5; all get a second look."""
    with app.app_context():
        jury = a_jury(cast, essays=3)
        for entry, totals in zip(jury.entries(), (("81", "82"), ("71", "72"), ("61", "62")), strict=True):
            jury.score(entry, *totals)
        with transaction():
            jury.round.recheck_top = 3
            settle_round(round_=jury.round, seed=3, actor=SYSTEM, at=LATER)
        return jury


@pytest.fixture
def drawn(browser, jury, app) -> list[str]:
    """The codes of the essays, all drawn by the organizer, in the order of the fixture above."""
    browser("organizer").post(f"{ROUND}/rechecks")
    with app.app_context():
        codes = {row.recheck.entry_id: row.code for row in rechecks_of(jury.round_id)}
        return [codes[entry] for entry in jury.entries()]


@pytest.mark.parametrize("who", ["judge_a", "secretary", "observer", "other_organizer"])
def test_it_is_404_for_everybody_else(browser, drawn, who):
    client = browser(who)
    for place in ("/rechecks", f"/rechecks/{drawn[0]}", f"/rechecks/{drawn[0]}/pages/1"):
        assert client.get(ROUND + place).status_code == 404
    for place in ("/rechecks", f"/rechecks/{drawn[0]}"):
        assert client.post(ROUND + place, data={"mark": "80"}).status_code == 404


def test_neither_list_nor_essay_tells_a_mark_or_an_author_before_the_look(browser, drawn):
    client = browser("organizer")
    listed = client.get(f"{ROUND}/rechecks").text.split("<tbody>")[1]
    read = client.get(f"{ROUND}/rechecks/{drawn[0]}").text.split("<main")[1]

    assert listed.count("Chưa kiểm tra") == 3
    assert "Chuyện thứ 0 của bản." in read
    for page in (listed, read):
        assert "81,5" not in page
        assert "Hứa Văn" not in page
        assert "Nhóm điểm cao" not in page


@pytest.mark.parametrize(
    ("mark", "told", "listed"),
    [("80", "Trong mức cho phép", "Khớp"), ("60", "Bài được đưa ra thống nhất lại", "Lệch, thống nhất lại")],
)
def test_after_the_look_the_difference_is_told(browser, drawn, mark, told, listed):
    client = browser("organizer")
    page = client.post(
        f"{ROUND}/rechecks/{drawn[0]}", data={"mark": mark, "remark": "Đã đọc kỹ."}, follow_redirects=True
    ).text

    assert told in page
    assert "Đã đọc kỹ." in page
    assert listed in client.get(f"{ROUND}/rechecks").text


def test_a_look_that_differs_leads_to_the_case_where_it_is_told(browser, drawn):
    client = browser("organizer")
    client.post(f"{ROUND}/rechecks/{drawn[0]}", data={"mark": "60", "remark": "Thiếu chi tiết."})

    page = client.get(f"{ROUND}/discrepancies/{drawn[0]}").text
    assert "Chấm kiểm tra: 60 điểm, lệch 21,5" in page
    assert "Thống nhất sau chấm kiểm tra" in page
    assert drawn[0] in client.get(f"{ROUND}/discrepancies").text


@pytest.mark.parametrize("mark", ["", "tám", "101"])
def test_a_mark_that_cannot_stand_comes_back(browser, drawn, mark):
    answer = browser("organizer").post(f"{ROUND}/rechecks/{drawn[0]}", data={"mark": mark, "remark": "Ghi."})

    assert answer.status_code == 422
    assert "Ghi." in answer.text


def test_the_head_looks_only_at_what_somebody_else_read(browser, drawn, jury, app):
    with app.app_context():
        mine = {a.entry_id for a in jury.assignments("head_judge")}
        entries = jury.entries()
    client = browser("head_judge")
    for entry, code in zip(entries, drawn, strict=True):
        assert client.get(f"{ROUND}/rechecks/{code}").status_code == (409 if entry in mine else 200)


def test_who_declared_a_conflict_is_not_led_to_the_second_look(browser, drawn, jury, app):
    with app.app_context(), transaction():
        organizer = jury.judge("organizer")
        declare_conflict(judge=organizer, entry_id=jury.entries()[0], reason="", actor=SYSTEM, at=LATER)
    client = browser("organizer")

    assert client.get(f"{ROUND}/rechecks/{drawn[0]}").status_code == 409
    listed = client.get(f"{ROUND}/rechecks").text
    assert f"/rechecks/{drawn[0]}" not in listed
    assert f"/rechecks/{drawn[1]}" in listed


def test_pages_come_from_the_blind_copy(browser, drawn, jury, app):
    with app.app_context(), transaction():
        entry = jury.entries()[0]
        picture = storage().keep(io.BytesIO(b"a picture of ours"), limit=1000)
        copy = blind_copies_of([entry])[entry]
        copy.pages = [{"digest": picture.digest, "width": 600, "height": 800}]
        db.session.flush()
    client = browser("organizer")

    assert client.get(f"{ROUND}/rechecks/{drawn[0]}/pages/1", buffered=True).data == b"a picture of ours"
    assert client.get(f"{ROUND}/rechecks/{drawn[0]}/pages/2").status_code == 404
    assert "/pages/1" in client.get(f"{ROUND}/rechecks/{drawn[0]}").text


def test_drawing_again_says_that_nothing_was_added(browser, drawn):
    page = browser("organizer").post(f"{ROUND}/rechecks", follow_redirects=True).text
    assert "Chưa có bài nào để rút thêm" in page


def test_the_lock_says_what_was_drawn_and_not_read(browser, drawn):
    page = browser("organizer").post(f"{ROUND}/lock", follow_redirects=True).text
    assert "3 bài đã rút chấm kiểm tra mà chưa chấm" in page


def test_the_list_asks_the_database_as_often_for_three_as_for_none(browser, jury, app):
    client = browser("organizer")
    client.get(f"{ROUND}/rechecks")
    with counted(app) as none:
        client.get(f"{ROUND}/rechecks")
    client.post(f"{ROUND}/rechecks")
    client.get(f"{ROUND}/rechecks")
    with counted(app) as three:
        client.get(f"{ROUND}/rechecks")
    assert len(none) == len(three)


def test_neither_list_nor_paper_of_the_office_tells_points_before_the_look(browser, drawn, jury, app):
    client = browser("organizer")
    with app.app_context():
        judge = next(a.judge.email for a in readings_on_paper(jury.round_id) if a.blind_code.code == drawn[0])
    rows = [["Mã phách", "Giám khảo", *(f"c{n}" for n in range(1, 7))], [drawn[0], judge, *[1] * 6]]

    def told() -> tuple[int, bool, int]:
        book = load_workbook(io.BytesIO(client.get(f"{ROUND}/lists/blank.xlsx?filled=1").data)).worksheets[0]
        points = sum(cell.value is not None for row in book["F7:K12"] for cell in row)
        sent = {"list": (io.BytesIO(separated(rows)), "b.csv")}
        looked = client.post(f"{ROUND}/lists", data=sent, follow_redirects=True).text
        with app.app_context():
            asked = readings_on_paper(jury.round_id)
            on_paper = handed_in(jury.round, asked, jury.judge("organizer"), presides=True)
        return points, "→" in looked, len(on_paper)

    assert told() == (0, False, 0)
    client.post(f"{ROUND}/rechecks/{drawn[0]}", data={"mark": "80"})
    assert told() == (12, True, 2)
