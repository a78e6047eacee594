"""Lists of scores through both doors: a blank to take along, a look before anything counts, taken, sent again."""

import io

import pypdfium2
import pytest
from openpyxl import load_workbook
from time_machine import travel

from contest.db import db, transaction
from contest.scoring.models import RoundLock, SentScores, SheetState
from contest.scoring.queries import sheet_of
from tests.conftest import NOON
from tests.jury import Jury, a_jury, points_of
from tests.scoring.lists import a_row, blank, filled_in, separated

LISTS = "/office/guong-sang-2026/rounds/1/lists"
OWN = "/judging/guong-sang-2026/rounds/1/lists"


@pytest.fixture(autouse=True)
def at_noon():
    with travel(NOON, tick=False):
        yield


@pytest.fixture
def jury(cast, app) -> Jury:
    with app.app_context():
        return a_jury(cast)


@pytest.fixture
def two(jury, app) -> list[tuple[int, str]]:
    """Ids and blind codes of two readings of judge_a's."""
    with app.app_context():
        return [(a.id, a.blind_code.code) for a in jury.assignments("judge_a")[:2]]


def book(app, jury, rows, *, who: str | None = "judge_a") -> tuple[io.BytesIO, str]:
    with app.app_context():
        judge = jury.cast.accounts[who] if who else None
        return io.BytesIO(filled_in(blank(jury, judge_id=judge), rows)), "bang-diem.xlsx"


def sent(client, place, file):
    return client.post(place, data={"list": file}, content_type="multipart/form-data")


def total(app, assignment_id: int) -> str | None:
    with app.app_context():
        found = sheet_of(assignment_id)
        return str(found.total) if found and found.state == SheetState.HANDED_IN else None


def test_the_office_looks_at_each_row_and_then_takes_them(browser, app, jury, two):
    client = browser("organizer")
    rows = {two[0][1]: a_row("80"), two[1][1]: a_row("80") | {"1. ": 99}}
    address = sent(client, LISTS, book(app, jury, rows)).headers["Location"]
    page = client.get(address).text
    assert "nộp mới" in page
    assert "Tiêu chí 1: Điểm từ 0 đến 15." in page
    assert total(app, two[0][0]) is None

    page = client.post(address, follow_redirects=True).text
    assert "Đã nhận bảng điểm" in page
    assert total(app, two[0][0]) == "80.00"
    assert total(app, two[1][0]) is None
    assert "Bảng này đã nhận rồi" in client.post(address, follow_redirects=True).text


def test_before_the_lock_a_secretary_is_told_the_points_of_their_own_lists_alone(browser, app, jury, two):
    """Who knows the authors does not read all marks by code; who presides does, and all of the office once locked."""
    with app.app_context():
        jury.hand_in(next(a for a in jury.assignments("judge_a") if a.id == two[1][0]), "77.5")
    secretary = browser("secretary")
    secretary.post(sent(secretary, LISTS, book(app, jury, {two[0][1]: a_row("80")})).headers["Location"])

    def told(client) -> set[str]:
        sheet = load_workbook(io.BytesIO(client.get(f"{LISTS}/blank.xlsx?filled=1").data)).worksheets[0]
        return {row[1] for row in sheet.iter_rows(min_row=7, values_only=True) if row[5] is not None}

    assert told(secretary) == {two[0][1]}
    assert told(browser("organizer")) == {two[0][1], two[1][1]}
    guess = sent(secretary, LISTS, book(app, jury, {two[1][1]: a_row("50")})).headers["Location"]
    assert "→" not in secretary.get(guess).text
    assert "77,5" not in secretary.get(guess).text

    with app.app_context(), transaction():
        db.session.add(RoundLock(round_id=jury.round_id, locked_at=NOON, locked_by="Ban Tổ chức"))
    assert told(secretary) == {two[0][1], two[1][1]}


def test_a_secretary_prints_no_filled_sheet_before_the_lock(browser, app, jury, two):
    with app.app_context():
        jury.hand_in(next(a for a in jury.assignments("judge_a") if a.id == two[0][0]), "77.5")
    place = LISTS.replace("/lists", "/sheets/print")
    asked = {"all": "1", "filled": "1", "chosen": "1", "assignment": two[0][0]}
    for who, shown in (("organizer", True), ("secretary", False)):
        assert ('name="filled"' in browser(who).get(f"{place}?all=1").text) is shown
        with pypdfium2.PdfDocument(browser(who).post(place, data=asked).data) as paper:
            assert ("77,5" in paper[0].get_textpage().get_text_range()) is shown


def test_a_corrected_list_shows_before_and_after_and_is_honoured(browser, app, jury, two):
    client = browser("secretary")
    client.post(sent(client, LISTS, book(app, jury, {two[0][1]: a_row("80")})).headers["Location"])
    address = sent(client, LISTS, book(app, jury, {two[0][1]: a_row("82.5")})).headers["Location"]

    page = client.get(address).text
    assert "80 →" in page
    assert "82,5" in page
    client.post(address)
    assert total(app, two[0][0]) == "82.50"


def test_a_judge_sends_their_own_and_no_row_of_another(browser, app, jury, two):
    client = browser("judge_a")
    address = sent(client, OWN, book(app, jury, {two[0][1]: a_row("77")})).headers["Location"]
    assert "Nộp 1 phiếu" in client.get(address).text
    client.post(address)
    assert total(app, two[0][0]) == "77.00"

    with app.app_context():
        other = jury.assignments("judge_b")[0]
        rows = [
            ["Mã phách", "Giám khảo", "c1", "c2", "c3", "c4", "c5", "c6"],
            [other.blind_code.code, other.judge.email, 1, 1, 1, 1, 1, 1],
        ]
        key = other.id
    address = sent(client, OWN, (io.BytesIO(separated(rows)), "b.csv")).headers["Location"]
    assert "chỉ gửi được phiếu của mình" in client.get(address).text
    client.post(address)
    assert total(app, key) is None


def test_a_list_that_does_not_know_a_hand_in_asks_why_it_is_replaced(browser, app, jury, two):
    client = browser("judge_a")
    file = book(app, jury, {two[0][1]: a_row("80")})
    page = f"/judging/guong-sang-2026/assignments/{two[0][0]}"
    client.post(f"{page}/hand-in", data={f"points-{key}": said for key, said in points_of("70").items()})
    address = sent(client, OWN, file).headers["Location"]
    asked = client.get(address).text
    assert "Lý do thay 1 phiếu nộp sau khi lập bảng" in asked
    assert "70 →" in asked

    client.post(address, data={"reason": "Bấm nhầm trên điện thoại."})
    assert total(app, two[0][0]) == "80.00"
    assert "Bấm nhầm trên điện thoại." in client.get(page).text


def test_one_judges_list_is_nobody_elses(browser, app, jury, two):
    address = sent(browser("judge_a"), OWN, book(app, jury, {two[0][1]: a_row("77")})).headers["Location"]
    number = address.rpartition("/")[2]

    assert browser("judge_b").get(address).status_code == 404
    assert browser("judge_b").post(address).status_code == 404
    assert browser("organizer").get(f"{LISTS}/{number}").status_code == 404
    assert total(app, two[0][0]) is None


@pytest.mark.parametrize("who", ["judge_a", "head_judge", "observer", "other_organizer"])
def test_the_offices_lists_are_404_for_everybody_else(browser, jury, who):
    for place in ("", "/blank.xlsx", "/1"):
        assert browser(who).get(LISTS + place).status_code == 404
    assert browser(who).post(LISTS).status_code == 404


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (None, "Xin chọn tệp bảng điểm"),
        ((io.BytesIO(b"%PDF-1.4 \x00"), "b.xlsx"), "không phải bảng tính"),
        ((io.BytesIO("Mã phách;c1\n7KQ4-9;3".encode()), "b.csv"), "Bảng thiếu cột"),
    ],
    ids=["none", "pdf", "columns"],
)
def test_a_file_that_is_no_list_is_refused_on_the_page(browser, app, jury, file, why):
    data = {} if file is None else {"list": (io.BytesIO(file[0].getvalue()), file[1])}
    for who, place in (("organizer", LISTS), ("judge_a", OWN)):
        if who == "judge_a" and why == "Bảng thiếu cột":
            continue
        answer = browser(who).post(place, data=dict(data), content_type="multipart/form-data")
        assert answer.status_code in {415, 422}
        assert why in answer.text
        data = {} if file is None else {"list": (io.BytesIO(file[0].getvalue()), file[1])}
    with app.app_context():
        assert db.session.query(SentScores).count() == 0


def test_a_judges_blank_holds_their_own_rows_and_no_author(browser, app, jury, two):
    answer = browser("judge_a").get(f"{OWN}/blank.xlsx")
    opened = load_workbook(io.BytesIO(answer.data))
    cells = " ".join(str(c.value) for row in opened.worksheets[0].iter_rows() for c in row if c.value)
    opened.close()

    assert all(code in cells for _id, code in two)
    assert "Lương Văn An" in cells
    assert "Hứa Thị Bình" not in cells
    assert "Hứa Văn" not in cells
    assert "CL26-" not in cells
