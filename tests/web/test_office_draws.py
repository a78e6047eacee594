"""The draw in the browser: words before numbers, a preview nobody else sees, publication, limits, conflicts, relief."""

import pytest
from sqlalchemy import select
from time_machine import travel

from contest.assignment.models import Assignment, Conflict, Draw, ReaderLimit
from contest.assignment.queries import assignments_of_judge, newest_draw
from contest.db import db, transaction
from contest.entries.queries import entry_of
from contest.scoring.models import ScoreSheet
from contest.scoring.service import save_sheet
from contest.screening.queries import blind_codes_of
from contest.screening.service import accept_all
from tests.authors.said import an_author
from tests.conftest import NOON
from tests.office import OFFICE, an_entry, selects, the_contest

HOME = "/office/guong-sang-2026/rounds/1/draw"
NAMES = ("Lô Văn A", "Vi Thị B", "Hứa Văn C", "Triệu Thị D", "Lương Văn E", "Nông Thị G")


@pytest.fixture(autouse=True)
def at_noon():
    with travel(NOON, tick=False):
        yield


@pytest.fixture
def eligible(app, cast):
    """Six accepted entries."""
    with app.app_context():
        ids = [an_entry(cast, authors=(an_author(name=name),), unit_name="Tự do") for name in NAMES]
        with transaction():
            accept_all(contest=the_contest(cast), actor=OFFICE, at=NOON)
        return ids


@pytest.fixture
def ask(app):
    """``ask(question)`` in a context of its own."""

    def inside(question):
        with app.app_context():
            return question()

    return inside


def newest(ask, cast):
    return ask(lambda: newest_draw(cast.round_id))


def published(client, ask, cast, seed=7):
    client.post(HOME, data={"seed": seed})
    client.post(f"{HOME}/{newest(ask, cast).id}/publication")


def test_supply_and_demand_are_said_in_words(browser, eligible):
    page = browser("organizer").get(HOME).text
    assert "6 bài hợp lệ, mỗi bài 2 giám khảo đọc." in page
    assert "Cần 12 lượt đọc." in page
    assert "mỗi người 3 bài" in page


def test_an_empty_round_says_what_comes_first(browser, cast):
    assert "Chưa có bài hợp lệ nào" in browser("organizer").get(HOME).text
    assert "Vòng trước chưa chốt" in browser("second_organizer").get(HOME.replace("/1/", "/2/")).text
    answer = browser("secretary").post(HOME, data={"seed": 1})
    assert answer.status_code == 409
    assert "Chưa có bài hợp lệ nào cần phân công" in answer.text


def test_a_preview_shows_loads_and_pairs_and_judges_see_nothing(browser, ask, cast, eligible):
    client = browser("organizer")
    assert client.post(HOME, data={"seed": 2026}).status_code == 303
    page = client.get(HOME).text
    assert "chưa công bố" in page
    assert "2026" in page
    assert "heat-cell" in page
    assert ask(lambda: assignments_of_judge(cast.accounts["judge_a"], cast.round_id)) == []


def test_the_same_seed_draws_the_same(browser, ask, cast, eligible):
    def pairs():
        rows = select(Assignment.entry_id, Assignment.judge_id)
        return ask(lambda: {tuple(row) for row in db.session.execute(rows)})

    client = browser("organizer")
    client.post(HOME, data={"seed": 5})
    first = pairs()
    client.post(HOME, data={"seed": 6})
    client.post(HOME, data={"seed": 5})
    assert pairs() == first
    assert len(first) == 12


@pytest.mark.parametrize("seed", ["", "một", "-1", "99999999999"])
def test_a_seed_is_a_number(browser, ask, cast, eligible, seed):
    answer = browser("organizer").post(HOME, data={"seed": seed})
    assert answer.status_code == 422
    assert f'value="{seed}"' in answer.text
    assert newest(ask, cast) is None


def test_publishing_shows_the_judges_and_is_not_undone(browser, ask, cast, eligible):
    client = browser("organizer")
    published(client, ask, cast)
    draw = newest(ask, cast)
    assert draw.published_by == "Hoàng Thị Bích"
    assert len(ask(lambda: assignments_of_judge(cast.accounts["judge_a"], cast.round_id))) == 3
    assert client.post(f"{HOME}/{draw.id}/discarding").status_code == 409
    assert "đều có đủ 2 giám khảo" in client.get(HOME).text


def test_a_preview_is_thrown_away(browser, ask, cast, eligible):
    client = browser("organizer")
    client.post(HOME, data={"seed": 1})
    assert client.post(f"{HOME}/{newest(ask, cast).id}/discarding").status_code == 303
    assert newest(ask, cast) is None


def test_an_impossible_draw_says_why_and_keeps_the_settings(browser, ask, cast, eligible):
    client = browser("organizer")
    for who in ("judge_a", "judge_b", "judge_c", "head_judge"):
        client.post(HOME + "/limits", data={"judge": cast.accounts[who], "minimum": "", "maximum": "1"})
    answer = client.post(HOME, data={"seed": 424242})
    assert answer.status_code == 422
    assert "Tất cả giám khảo nhận thêm được 4 lượt đọc, cần 12." in answer.text
    assert 'value="424242"' in answer.text
    assert "Thiếu 8 lượt." in answer.text
    assert newest(ask, cast) is None


@pytest.mark.parametrize(("least", "most"), [("x", ""), ("-1", ""), ("5", "2"), ("", "-3")])
def test_crooked_limits_change_nothing(browser, ask, cast, eligible, least, most):
    data = {"judge": cast.accounts["judge_a"], "minimum": least, "maximum": most}
    assert browser("organizer").post(HOME + "/limits", data=data).status_code in (303, 422)
    assert ask(lambda: db.session.scalars(select(ReaderLimit)).all()) == []


@pytest.mark.parametrize("judge", ["", "999", "x"])
def test_limits_are_for_judges_of_this_contest(browser, cast, eligible, judge):
    assert browser("organizer").post(HOME + "/limits", data={"judge": judge}).status_code == 404


def test_a_conflict_is_recorded_by_code_or_receipt_and_ends_the_assignment(browser, ask, cast, eligible):
    secretary = browser("secretary")
    published(secretary, ask, cast)
    judge = cast.accounts["judge_a"]
    first, second, _third = ask(lambda: [a.entry_id for a in assignments_of_judge(judge, cast.round_id)])
    code = ask(lambda: blind_codes_of(cast.round_id)[first].code)
    receipt = ask(lambda: entry_of(cast.contest_id, second).receipt)
    for said in (code.lower(), receipt.replace("-", " ")):
        data = {"conflict-judge": judge, "conflict-entry": said, "conflict-reason": "Họ hàng."}
        assert secretary.post(HOME + "/conflicts", data=data).status_code == 303
    assert ask(lambda: {c.entry_id for c in db.session.scalars(select(Conflict))}) == {first, second}
    assert len(ask(lambda: assignments_of_judge(judge, cast.round_id))) == 1
    assert "2 bài còn thiếu người đọc" in secretary.get(HOME).text
    published(secretary, ask, cast, seed=8)
    assert "đều có đủ 2 giám khảo" in secretary.get(HOME).text


def test_an_unknown_code_is_said_at_its_field(browser, cast, eligible):
    data = {"conflict-judge": cast.accounts["judge_a"], "conflict-entry": "ZZZZ-Z"}
    answer = browser("secretary").post(HOME + "/conflicts", data=data)
    assert answer.status_code == 422
    assert "Không tìm thấy bài dự thi này." in answer.text
    assert "ZZZZ-Z" in answer.text


def test_conflicts_are_for_the_secretary_alone(browser, cast, eligible):
    organizer = browser("organizer")
    data = {"conflict-judge": cast.accounts["judge_a"], "conflict-entry": "ZZZZ-Z"}
    assert organizer.post(HOME + "/conflicts", data=data).status_code == 404
    assert "Xung đột lợi ích" not in organizer.get(HOME).text
    assert "Xung đột lợi ích" in browser("secretary").get(HOME).text


def test_a_judge_is_relieved_of_what_is_not_begun(browser, ask, cast, eligible):
    client, judge = browser("organizer"), cast.accounts["judge_b"]
    published(client, ask, cast)

    def begin():
        with transaction():
            begun = assignments_of_judge(judge, cast.round_id)[0]
            save_sheet(assignment=begun, points={"c1": "10"}, remark="", version=None, actor=OFFICE, at=NOON)
            return begun.id

    begun = ask(begin)
    assert client.post(HOME + "/relief", data={"judge": judge, "reason": ""}).status_code == 303
    assert len(ask(lambda: assignments_of_judge(judge, cast.round_id))) == 3
    client.post(HOME + "/relief", data={"judge": judge, "reason": "Ốm."})
    assert [a.id for a in ask(lambda: assignments_of_judge(judge, cast.round_id))] == [begun]
    published(client, ask, cast, seed=9)
    assert [a.id for a in ask(lambda: assignments_of_judge(judge, cast.round_id))] == [begun]
    assert "đều có đủ 2 giám khảo" in client.get(HOME).text
    assert ask(lambda: db.session.scalars(select(ScoreSheet)).one().assignment_id) == begun


@pytest.mark.parametrize("tail", ["", "/limits", "/relief", "/conflicts", "/1/publication", "/1/discarding"])
@pytest.mark.parametrize("who", ["judge_a", "head_judge", "observer", "other_organizer"])
def test_nobody_else_draws(browser, cast, who, tail):
    assert browser(who).post(HOME + tail, data={"seed": 1}).status_code == 404


def test_another_contests_draw_is_not_found(app, browser, ask, cast, eligible):
    client = browser("organizer")
    client.post(HOME, data={"seed": 1})
    draw = newest(ask, cast).id
    other = browser("other_organizer")
    assert other.post(f"/office/cuoc-thi-khac/rounds/1/draw/{draw}/publication").status_code == 404
    assert ask(lambda: db.session.get_one(Draw, draw).published_at) is None


def test_the_page_takes_as_many_queries_for_six_entries_as_for_seven(app, browser, ask, cast, eligible):
    client = browser("secretary")
    client.post(HOME, data={"seed": 1})
    few = selects(app, lambda: client.get(HOME))
    with app.app_context():
        an_entry(cast, authors=(an_author(name="Hoàng Văn Thêm"),), unit_name="Tự do")
        with transaction():
            accept_all(contest=the_contest(cast), actor=OFFICE, at=NOON)
    client.post(HOME, data={"seed": 1})
    assert selects(app, lambda: client.get(HOME)) == few
