"""The judges' case pages: never before, only one's own, by number or by name, and nothing of the author."""

from collections import Counter

import pytest
from time_machine import travel

from contest.charter.models import Round
from contest.db import db, transaction
from contest.plumbing.audit import SYSTEM
from contest.scoring.models import Ending
from contest.scoring.queries import case_of_entry, settlements
from contest.scoring.service import settle_round
from tests.conftest import NOON
from tests.jury import LATER, Jury, a_jury
from tests.office import counted

HOME = "/judging/guong-sang-2026"


@pytest.fixture(autouse=True)
def at_noon():
    with travel(NOON, tick=False):
        yield


@pytest.fixture
def jury(cast, app) -> Jury:
    """Three essays; each one's judges twelve points apart, nothing settled yet."""
    with app.app_context():
        jury = a_jury(cast, essays=3)
        for entry in jury.entries():
            jury.score(entry, "74", "86")
        return jury


@pytest.fixture
def opened(jury, app) -> Jury:
    """The same, and their cases are open."""
    with app.app_context(), transaction():
        settle_round(round_=jury.round, seed=3, actor=SYSTEM, at=LATER)
    return jury


@pytest.fixture
def pair(jury, app, cast) -> list[tuple[str, str]]:
    """The first essay's judges in order of reading: who they are, and the address of the case of each."""
    names = {account: who for who, account in cast.accounts.items()}
    with app.app_context():
        entry = jury.entries()[0]
        return [
            (names[a.judge_id], f"{HOME}/assignments/{a.id}/case") for a in jury.assignments(entry_id=entry)
        ]


def test_before_the_case_is_opened_nobody_sees_the_other_sheet(browser, pair):
    who, place = pair[0]
    answer = browser(who).get(place)

    assert answer.status_code == 409
    assert "86" not in answer.text


def test_once_the_case_is_open_the_sheet_is_no_longer_offered_to_be_taken_back(browser, jury, pair, app):
    who, place = pair[0]
    page = place.removesuffix("/case")
    assert "Rút phiếu lại để sửa" in browser(who).get(page).text

    with app.app_context(), transaction():
        settle_round(round_=jury.round, seed=3, actor=SYSTEM, at=LATER)
    shown = browser(who).get(page).text
    assert "Rút phiếu lại để sửa" not in shown
    assert "phiếu giữ nguyên như đã nộp" in shown


@pytest.mark.parametrize("who", ["judge_a", "judge_b", "judge_c", "head_judge", "organizer", "observer"])
@pytest.mark.parametrize("act", ["", "/remarks", "/proposals", "/acceptances"])
def test_a_case_is_404_for_whoever_was_not_dealt_that_assignment(browser, opened, pair, who, act):
    mine, place = pair[0]
    if who == mine:
        who = "secretary"
    client = browser(who)

    assert client.get(place).status_code == 404
    if act:
        assert client.post(place + act, data={"text": "x", "mark": "80", "reason": "x"}).status_code == 404


def test_both_sheets_stand_side_by_side_under_numbers_and_no_author(browser, opened, pair):
    who, place = pair[1]
    page = browser(who).get(place).text

    assert "<b>74</b>" in page
    assert "<b>86</b>" in page
    assert "Giám khảo 1" in page
    assert "Ông/Bà" in page
    for name in ("Lương Văn An", "Hứa Thị Bình", "Triệu Văn Chiến", "Hứa Văn"):
        assert name not in page.split("<main")[1]


def test_names_are_shown_where_the_round_says_so(browser, opened, pair, app, cast):
    with app.app_context(), transaction():
        db.session.get_one(Round, opened.round_id).judges_named = True
        other = opened.judge(pair[0][0]).name
    page = browser(pair[1][0]).get(pair[1][1]).text.split("<main")[1]

    assert other in page
    assert "Giám khảo 1" not in page


def test_they_talk_propose_and_agree(browser, opened, pair, app):
    (first, mine), (second, theirs) = pair
    one, two = browser(first), browser(second)
    one.post(f"{mine}/remarks", data={"text": "Phần kết rất hay."})
    one.post(f"{mine}/proposals", data={"mark": "81,5", "reason": "Lấy theo nội dung."})
    page = two.get(theirs).text
    assert "Phần kết rất hay." in page
    assert "Đồng ý 81,5 điểm" in page

    proposal = page.split('name="proposal_id" value="')[1].split('"')[0]
    done = two.post(f"{theirs}/acceptances", data={"proposal_id": proposal}, follow_redirects=True).text

    assert "Điểm thống nhất: 81,5" in done
    assert "Gửi ý kiến" not in done
    with app.app_context():
        assert str(settlements(opened.round_id)[opened.entries()[0]].mark) == "81.50"


@pytest.mark.parametrize(
    ("act", "data", "said"),
    [
        ("/remarks", {"text": ""}, "Xin ghi ý kiến"),
        ("/proposals", {"mark": "tám", "reason": "Vì thế."}, "từ 0 đến 100"),
        ("/proposals", {"mark": "101", "reason": "Vì thế."}, "từ 0 đến 100"),
        ("/proposals", {"mark": "80", "reason": ""}, "Xin ghi lý do"),
    ],
)
def test_what_cannot_stand_comes_back_with_what_was_typed(browser, opened, pair, act, data, said):
    who, place = pair[0]
    answer = browser(who).post(place + act, data=data)

    assert answer.status_code == 422
    assert said in answer.text
    assert all(typed in answer.text for typed in data.values())


def test_a_refused_page_loaded_again_leads_back(browser, opened, pair):
    who, place = pair[0]
    assert browser(who).get(f"{place}/remarks").headers["Location"].endswith("/case")


def test_my_work_says_how_many_wait_and_the_list_whose_turn_it_is(browser, opened, pair, app, cast):
    who, place = pair[0]
    with app.app_context():
        waiting = len(opened.assignments(who))
    client = browser(who)
    assert f"{waiting} bài chờ Ông/Bà thống nhất điểm" in client.get(HOME).text

    assert client.get(f"{HOME}/cases").text.count("Chờ Ông/Bà") == waiting
    client.post(f"{place}/proposals", data={"mark": "80", "reason": "Vì thế."})
    assert client.get(f"{HOME}/cases").text.count("Chờ giám khảo khác") == 1


def test_the_list_asks_the_database_as_often_for_one_case_as_for_two(browser, opened, app, cast):
    with app.app_context():
        who = next(w for w in ("judge_a", "judge_b", "judge_c") if len(opened.assignments(w)) == 2)
    client = browser(who)
    client.get(f"{HOME}/cases")
    with counted(app) as two:
        assert client.get(f"{HOME}/cases").text.count('/case"') == 2
    with app.app_context(), transaction():
        case = case_of_entry(opened.round_id, opened.assignments(who)[0].entry_id)
        case.closed_at, case.ending = LATER, Ending.VOID
    with counted(app) as one:
        assert client.get(f"{HOME}/cases").text.count('/case"') == 1

    assert len(two) == len(one)


def test_cases_are_listed_by_code_so_that_their_order_tells_nothing(browser, opened, app):
    with app.app_context():
        busiest = Counter(a.judge_id for a in opened.assignments()).most_common(1)[0][0]
        who = next(name for name, account in opened.cast.accounts.items() if account == busiest)
        codes = sorted(a.blind_code.code for a in opened.assignments(who))
    page = browser(who).get(f"{HOME}/cases").text

    places = [page.index(code) for code in codes]
    assert len(places) > 1
    assert places == sorted(places)
