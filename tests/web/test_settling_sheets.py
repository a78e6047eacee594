"""The office's list of sheets, one sheet, and sending it back; the judge reads why."""

import pytest
from time_machine import travel

from contest.db import transaction
from contest.plumbing.audit import SYSTEM
from contest.scoring.models import SheetState
from contest.scoring.queries import sheet_of
from contest.scoring.service import hand_in_sheet
from tests.conftest import NOON
from tests.jury import LATER, Jury, a_jury, points_of
from tests.office import counted

ROUND, JUDGING = "/office/guong-sang-2026/rounds/1", "/judging/guong-sang-2026"


@pytest.fixture(autouse=True)
def at_noon():
    with travel(NOON, tick=False):
        yield


@pytest.fixture
def jury(cast, app) -> Jury:
    """Three essays; the first has both sheets, 80 and 84."""
    with app.app_context():
        jury = a_jury(cast, essays=3)
        jury.score(jury.entries()[0], "80", "84")
        return jury


@pytest.fixture
def reader(jury, app, cast) -> tuple[str, int]:
    """Who read the first essay first, by which assignment."""
    names = {account: who for who, account in cast.accounts.items()}
    with app.app_context():
        found = jury.assignments(entry_id=jury.entries()[0])[0]
        return names[found.judge_id], found.id


@pytest.mark.parametrize("who", ["judge_a", "secretary", "observer", "other_organizer"])
def test_it_is_404_for_everybody_else(browser, reader, who):
    client = browser(who)
    for place in ("/sheets", f"/sheets/{reader[1]}"):
        assert client.get(ROUND + place).status_code == 404
    assert client.post(f"{ROUND}/sheets/{reader[1]}", data={"reason": "x"}).status_code == 404


def test_the_list_says_who_handed_in_and_no_mark(browser, jury):
    page = browser("organizer").get(f"{ROUND}/sheets").text.split("<tbody>")[1]

    assert page.count("Đã nộp phiếu") == 2
    assert page.count("Chưa chấm") == 4
    assert "80" not in page.split("</tbody>")[0].replace("11:", "")
    assert "Hứa Văn" not in page


def test_the_list_is_narrowed_by_judge_and_by_code(browser, jury, app, cast):
    with app.app_context():
        code = jury.assignments(entry_id=jury.entries()[1])[0].blind_code.code
        mine = len(jury.assignments("judge_a"))
    client = browser("organizer")

    assert client.get(f"{ROUND}/sheets?code={code.lower()}").text.count('<th scope="row"') == 2
    narrowed = client.get(f"{ROUND}/sheets?judge={cast.accounts['judge_a']}").text
    assert narrowed.count('<th scope="row"') == mine


def test_a_sheet_is_sent_back_and_its_judge_reads_why(browser, reader, app):
    who, assignment_id = reader
    desk = browser("organizer")
    assert "Trả lại phiếu" in desk.get(f"{ROUND}/sheets/{assignment_id}").text
    done = desk.post(
        f"{ROUND}/sheets/{assignment_id}",
        data={"reason": "Tiêu chí 3 gõ nhầm.", "version": "1"},
        follow_redirects=True,
    ).text
    assert "Đã trả phiếu cho giám khảo" in done

    with app.app_context():
        assert sheet_of(assignment_id).state == SheetState.SENT_BACK
    judge = browser(who)
    assert "Tiêu chí 3 gõ nhầm." in judge.get(JUDGING).text
    assert "Phiếu này được trả lại để sửa" in judge.get(f"{JUDGING}/assignments/{assignment_id}").text
    assert "Trả lại phiếu" not in desk.get(f"{ROUND}/sheets/{assignment_id}").text


def test_a_sheet_sent_back_already_is_refused_on_its_own_page(browser, reader):
    _who, assignment_id = reader
    desk = browser("organizer")
    said = {"version": "1"}
    desk.post(f"{ROUND}/sheets/{assignment_id}", data={"reason": "Tiêu chí 3 gõ nhầm."} | said)

    answer = desk.post(f"{ROUND}/sheets/{assignment_id}", data={"reason": "Xin xem lại."} | said)

    assert answer.status_code == 422
    assert "Tiêu chí 3 gõ nhầm." in answer.text


def test_a_sheet_handed_in_again_since_the_page_was_opened_is_not_sent_back(browser, reader, jury, app):
    _who, assignment_id = reader
    first, second = browser("organizer"), browser("organizer")
    page = first.get(f"{ROUND}/sheets/{assignment_id}").text
    assert 'name="version" type="hidden" value="1"' in page
    second.post(f"{ROUND}/sheets/{assignment_id}", data={"reason": "Gõ nhầm.", "version": "1"})
    with app.app_context(), transaction():
        mine = next(a for a in jury.assignments() if a.id == assignment_id)
        hand_in_sheet(assignment=mine, points=points_of("82"), remark="", version=2, actor=SYSTEM, at=LATER)

    answer = first.post(f"{ROUND}/sheets/{assignment_id}", data={"reason": "Gõ nhầm.", "version": "1"})

    assert answer.status_code == 422
    assert "đã nộp lại phiếu này sau khi Ông/Bà mở trang" in answer.text
    assert 'name="version" type="hidden" value="3"' in answer.text
    with app.app_context():
        assert sheet_of(assignment_id).state == SheetState.HANDED_IN


def test_without_a_reason_it_stays_and_says_so(browser, reader, app):
    answer = browser("organizer").post(f"{ROUND}/sheets/{reader[1]}", data={"reason": ""})

    assert answer.status_code == 422
    assert "Xin ghi lý do" in answer.text
    with app.app_context():
        assert sheet_of(reader[1]).state == SheetState.HANDED_IN


def test_the_head_does_not_look_into_another_sheet_of_an_entry_of_the_own(browser, jury, app, cast):
    with app.app_context():
        mine = {a.entry_id for a in jury.assignments("head_judge")}
        others = [
            a for a in jury.assignments() if a.entry_id in mine and a.judge_id != cast.accounts["head_judge"]
        ]
        rest = [a for a in jury.assignments() if a.entry_id not in mine]
        seen, free = others[0].id, [a.id for a in rest]
    client = browser("head_judge")

    assert client.get(f"{ROUND}/sheets/{seen}").status_code == 409
    assert f'href="{ROUND}/sheets/{seen}"' not in client.get(f"{ROUND}/sheets").text
    assert all(client.get(f"{ROUND}/sheets/{one}").status_code == 200 for one in free)


def test_the_list_asks_the_database_as_often_for_one_row_as_for_six(browser, jury, app, cast):
    client = browser("organizer")
    with app.app_context():
        code = jury.assignments()[0].blind_code.code
    client.get(f"{ROUND}/sheets")
    with counted(app) as six:
        client.get(f"{ROUND}/sheets")
    with counted(app) as two:
        client.get(f"{ROUND}/sheets?code={code}")

    assert len(six) == len(two)
