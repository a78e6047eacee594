"""Typing paper sheets in the office: finding one, typing, typing again, deciding; and who may."""

import io

import docx
import pypdfium2
import pytest
from time_machine import travel

from contest.db import db, transaction
from contest.people.models import Role, RoleKind
from contest.plumbing.audit import SYSTEM
from contest.scoring.models import SheetState, TypedSheet
from contest.scoring.queries import readings_on_paper, sheet_of
from contest.scoring.service import print_sheets
from contest.web.organizer import sheet_printing
from tests.conftest import NOON
from tests.jury import Jury, a_jury, points_of
from tests.office import selects

HOME = "/office/guong-sang-2026"
DESK = f"{HOME}/rounds/1/typing"


@pytest.fixture(autouse=True)
def at_noon():
    with travel(NOON, tick=False):
        yield


@pytest.fixture
def jury(cast, app) -> Jury:
    with app.app_context():
        return a_jury(cast)


@pytest.fixture
def sheet(jury, app) -> tuple[int, str, str]:
    """The id, the blind code and the token of one sheet of judge_a's."""
    with app.app_context():
        mine = jury.assignments("judge_a")[0]
        with transaction():
            tokens = print_sheets(round_=jury.round, assignments=[mine], actor=SYSTEM, at=NOON)
        return mine.id, mine.blind_code.code, tokens[mine.id]


def form(total: str, **more: str) -> dict[str, str]:
    return {f"points-{key}": said for key, said in points_of(total).items()} | more


def standing(app, sheet_id: int) -> str | None:
    with app.app_context():
        found = sheet_of(sheet_id)
        return str(found.total) if found and found.state == SheetState.HANDED_IN else None


@pytest.mark.parametrize("who", ["judge_a", "head_judge", "observer", "other_organizer"])
def test_the_office_alone_types_and_prints(browser, sheet, app, who):
    someone, (sheet_id, code, token) = browser(who), sheet
    for place in (DESK, f"{DESK}/find?code={code}", f"{HOME}/sheets/by/{token}", f"{DESK}/{sheet_id}"):
        assert someone.get(place).status_code == 404
    for place in ("", "/settlement", "/correction", "/removal"):
        assert someone.post(f"{DESK}/{sheet_id}{place}", data=form("80")).status_code == 404
    assert someone.post(f"{HOME}/rounds/1/sheets/print").status_code == 404
    with app.app_context():
        assert db.session.query(TypedSheet).count() == 0


def test_a_scanned_code_asks_a_stranger_to_sign_in_and_tells_nothing(browser, sheet):
    answer = browser(None).get(f"{HOME}/sheets/by/{sheet[2]}")
    assert answer.status_code == 303
    assert "/account/sign-in" in answer.headers["Location"]


@pytest.mark.parametrize("typed", ["{token}", "http://localhost/office/guong-sang-2026/sheets/by/{token}"])
def test_a_scanner_that_types_the_code_opens_its_sheet(browser, sheet, typed):
    answer = browser("secretary").get(f"{DESK}/find", query_string={"code": typed.format(token=sheet[2])})
    assert answer.headers["Location"].endswith(f"/typing/{sheet[0]}")


def test_a_blind_code_asks_whose_sheet_it_is_unless_the_judge_is_known(browser, sheet, cast):
    secretary = browser("secretary")
    page = secretary.get(f"{DESK}/find", query_string={"code": sheet[1].lower()})
    assert "có nhiều giám khảo" in page.text
    assert "Hứa Văn" not in page.text

    known = {"code": sheet[1], "judge": cast.accounts["judge_a"]}
    assert secretary.get(f"{DESK}/find", query_string=known).headers["Location"].endswith(f"/{sheet[0]}")


@pytest.mark.parametrize("code", ["ABCD-2", "a" * 400, "\x00"])
def test_a_code_of_no_sheet_is_said_and_kept_in_the_field(browser, sheet, code):
    answer = browser("secretary").get(f"{DESK}/find", query_string={"code": code})
    assert answer.status_code == 422
    assert "Không có phiếu nào mang mã" in answer.text


def test_two_people_make_a_sheet_of_what_they_typed(browser, sheet, app):
    secretary, organizer = browser("secretary"), browser("organizer")
    told = secretary.post(f"{DESK}/{sheet[0]}", data=form("80"), follow_redirects=True).text
    assert "đã giữ 80 điểm" in told
    assert standing(app, sheet[0]) is None

    page = organizer.get(f"{DESK}/{sheet[0]}").text
    assert "không xem bản trước" in page
    assert 'value="15"' not in page
    told = organizer.post(f"{DESK}/{sheet[0]}", data=form("80"), follow_redirects=True).text
    assert "hai người nhập khớp" in told
    assert standing(app, sheet[0]) == "80.00"


def test_ones_own_typing_is_shown_to_be_corrected_and_cannot_be_confirmed(browser, sheet, app):
    secretary = browser("secretary")
    secretary.post(f"{DESK}/{sheet[0]}", data=form("80"))
    page = secretary.get(f"{DESK}/{sheet[0]}").text
    assert 'value="15"' in page
    assert "đang chờ một người khác" in page

    secretary.post(f"{DESK}/{sheet[0]}", data=form("80"))
    assert standing(app, sheet[0]) is None


def test_what_differs_is_settled_by_the_second_and_hidden_from_the_first(browser, sheet, app):
    secretary, organizer = browser("secretary"), browser("organizer")
    secretary.post(f"{DESK}/{sheet[0]}", data=form("80"))
    page = organizer.post(f"{DESK}/{sheet[0]}", data=form("82"), follow_redirects=True).text
    assert "Hai bản nhập khác nhau ở" in page
    assert "xin để người khác" in secretary.get(f"{DESK}/{sheet[0]}").text

    refused = secretary.post(f"{DESK}/{sheet[0]}/settlement", data=form("82"))
    assert refused.status_code == 409
    assert "không tự xác nhận được" in refused.text
    assert standing(app, sheet[0]) is None

    organizer.post(f"{DESK}/{sheet[0]}/settlement", data=form("82"))
    assert standing(app, sheet[0]) == "82.00"


def test_points_that_cannot_stand_come_back_with_everything_that_was_typed(browser, sheet):
    said = form("80", remark="Bài hay.") | {"points-c1": "99", "points-c2": "7,25"}
    answer = browser("secretary").post(f"{DESK}/{sheet[0]}", data=said)

    assert answer.status_code == 422
    assert 'value="99"' in answer.text
    assert "Điểm từ 0 đến 15" in answer.text
    assert "bước 0,5" in answer.text
    assert "Bài hay." in answer.text


def test_a_sheet_handed_in_online_is_shown_beside_the_paper_and_wins_until_decided(browser, sheet, app, jury):
    with app.app_context():
        jury.hand_in(jury.assignments("judge_a")[0], "70")
    secretary, organizer = browser("secretary"), browser("organizer")
    assert "Phiếu này đã nộp lúc" in secretary.get(f"{DESK}/{sheet[0]}").text
    secretary.post(f"{DESK}/{sheet[0]}", data=form("80"))
    page = organizer.post(f"{DESK}/{sheet[0]}", data=form("80"), follow_redirects=True).text
    assert "khác phiếu đã nộp" in page
    assert standing(app, sheet[0]) == "70.00"
    assert "khác phiếu đã nộp" in secretary.get(DESK).text

    refused = organizer.post(f"{DESK}/{sheet[0]}/correction", data={"version": "1", "reason": ""})
    assert "Xin ghi lý do" in refused.text
    organizer.post(f"{DESK}/{sheet[0]}/correction", data={"version": "1", "reason": "Bấm nhầm."})
    assert standing(app, sheet[0]) == "80.00"


def test_a_typing_can_be_thrown_away(browser, sheet, app):
    secretary = browser("secretary")
    secretary.post(f"{DESK}/{sheet[0]}", data=form("80"))
    secretary.post(f"{DESK}/{sheet[0]}/removal")
    assert "Không có phiếu nào chờ nhập lại." in secretary.get(DESK).text


def test_the_desk_asks_the_same_of_the_database_however_many_sheets_wait(browser, jury, app):
    client = browser("secretary")
    with app.app_context():
        ids = [a.id for a in readings_on_paper(jury.round_id)]
    client.post(f"{DESK}/{ids[0]}", data=form("80"))
    one = selects(app, lambda: client.get(DESK))
    for key in ids[1:3]:
        client.post(f"{DESK}/{key}", data=form("80"))
    assert selects(app, lambda: client.get(DESK)) == one


# ---- printing ----


def pages(answer) -> int:
    assert answer.mimetype == "application/pdf"
    with pypdfium2.PdfDocument(answer.data) as paper:
        return len(paper)


def test_sheets_are_printed_for_the_round_one_judge_or_chosen_ones(browser, jury, app, cast):
    secretary, place = browser("secretary"), f"{HOME}/rounds/1/sheets/print"
    with app.app_context():
        every = len(readings_on_paper(jury.round_id))
        own = [a.id for a in readings_on_paper(jury.round_id, judge_id=cast.accounts["judge_a"])]
    of_a = {"judge": cast.accounts["judge_a"]}

    assert pages(secretary.post(place)) == every
    assert pages(secretary.post(place, data=of_a)) == len(own)
    assert pages(secretary.post(place, data=of_a | {"chosen": "1", "assignment": own[:1]})) == 1
    assert (
        "Không có phiếu nào khớp" in secretary.post(place, data={"judge": "999"}, follow_redirects=True).text
    )
    assert secretary.get(place, query_string=of_a).status_code == 200


def test_more_sheets_than_one_tagged_file_holds_say_so_and_what_to_do(browser, jury, monkeypatch):
    secretary, place = browser("secretary"), f"{HOME}/rounds/1/sheets/print"
    said = "không có thẻ cho trình đọc màn hình; in theo từng giám khảo"
    assert said not in secretary.get(place).text
    monkeypatch.setattr(sheet_printing, "MOST_TOGETHER", 1)
    assert said in secretary.get(place).text


def test_sheets_are_taken_as_a_word_file_too_and_in_no_other_format(browser, jury, cast):
    secretary, place = browser("secretary"), f"{HOME}/rounds/1/sheets/print"
    of_a = {"judge": cast.accounts["judge_a"]}
    made = secretary.post(place, data=of_a | {"as": "docx"})
    assert made.headers["Content-Disposition"].endswith("phieu-cham-vong-1.docx")
    assert docx.Document(io.BytesIO(made.data)).core_properties.title.startswith("PHIẾU CHẤM BÀI DỰ THI")
    own = browser("judge_a").post("/judging/guong-sang-2026/rounds/1/paper", data={"as": "docx"})
    assert own.mimetype == made.mimetype
    refused = secretary.post(place, data=of_a | {"as": "odt"}, follow_redirects=True)
    assert "Không xuất được dạng “odt”" in refused.text


def test_a_judge_prints_their_own_and_nobody_elses(browser, jury, app, cast):
    place = "/judging/guong-sang-2026/rounds/1/paper"
    with app.app_context():
        own = len(readings_on_paper(jury.round_id, judge_id=cast.accounts["judge_a"]))

    assert pages(browser("judge_a").post(place, data={"judge": cast.accounts["judge_b"]})) == own
    assert browser("secretary").post(place).status_code == 404


def test_an_organizer_who_also_reads_an_entry_gets_no_filled_sheet_of_it(browser, jury, app, cast):
    """Nobody sees another's points for an entry before their own are handed in."""
    with app.app_context():
        mine = jury.assignments("judge_a")[0]
        other = next(a for a in jury.assignments(entry_id=mine.entry_id) if a.id != mine.id)
        jury.hand_in(other, "77.5")
        with transaction():
            db.session.add(
                Role(
                    account_id=mine.judge_id,
                    contest_id=cast.contest_id,
                    kind=RoleKind.SECRETARY,
                    granted_at=NOON,
                )
            )
        chosen = {"all": "1", "filled": "1", "chosen": "1", "assignment": other.id}
    place = f"{HOME}/rounds/1/sheets/print"
    for who, shown in (("organizer", True), ("judge_a", False)):
        with pypdfium2.PdfDocument(browser(who).post(place, data=chosen).data) as paper:
            assert ("77,5" in paper[0].get_textpage().get_text_range()) is shown
