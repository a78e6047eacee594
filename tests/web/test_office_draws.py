"""The draw in the browser: words before numbers, a preview nobody else sees, publication, conflicts."""

import re

import pytest
from sqlalchemy import select
from time_machine import travel

from contest.assignment.models import Assignment, Conflict, Draw
from contest.assignment.queries import assignments_of_judge, newest_draw
from contest.assignment.rules.terms import JudgeTerms
from contest.assignment.service import set_judges_terms
from contest.db import db, transaction
from contest.entries.queries import entry_of
from contest.people.queries import judges_of
from contest.people.service import end_role
from contest.screening.queries import blind_codes_of
from contest.screening.service import accept_all
from tests.authors.said import an_author
from tests.conftest import NOON
from tests.jury import Jury
from tests.office import OFFICE, an_entry, selects, the_contest, the_round

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


def with_limits(ask, cast, **limits):
    def write():
        with transaction():
            terms = {role.account_id: JudgeTerms(**limits) for role in judges_of(cast.contest_id)}
            set_judges_terms(round_=the_round(cast), terms=terms, actor=OFFICE, at=NOON)

    ask(write)


def published(client, ask, cast, seed=7):
    client.post(HOME, data={"seed": seed})
    publish(client, newest(ask, cast))


def publish(client, draw):
    return client.post(f"{HOME}/{draw.id}/publication", data={"mark": draw.mark})


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
    client.post(f"{HOME}/{draw.id}/discarding")
    assert "đã công bố cho giám khảo nên không thay được" in client.get(HOME).text
    assert newest(ask, cast).id == draw.id
    assert "đều có đủ 2 giám khảo" in client.get(HOME).text


def test_a_preview_is_thrown_away(browser, ask, cast, eligible):
    client = browser("organizer")
    client.post(HOME, data={"seed": 1})
    assert client.post(f"{HOME}/{newest(ask, cast).id}/discarding").status_code == 303
    assert newest(ask, cast) is None


def test_an_impossible_draw_says_why_and_what_would_mend_it_and_keeps_the_seed(browser, ask, cast, eligible):
    client = browser("organizer")
    with_limits(ask, cast, maximum=1)
    answer = client.post(HOME, data={"seed": 424242})
    assert answer.status_code == 422
    assert "Tất cả giám khảo nhận thêm được 4 lượt đọc, cần 12." in answer.text
    assert 'value="424242"' in answer.text
    assert "Thiếu 8 lượt." in answer.text
    assert newest(ask, cast) is None


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


def test_a_sheet_handed_in_stands_against_a_conflict(browser, ask, cast, eligible):
    secretary = browser("secretary")
    published(secretary, ask, cast)
    judge = cast.accounts["judge_a"]

    def hand_in():
        reading = assignments_of_judge(judge, cast.round_id)[0]
        Jury(cast, cast.round_id).hand_in(reading, "80", at=NOON)
        return blind_codes_of(cast.round_id)[reading.entry_id].code

    code = ask(hand_in)
    answer = secretary.post(HOME + "/conflicts", data={"conflict-judge": judge, "conflict-entry": code})
    assert answer.status_code == 409
    assert "Phiếu chấm bài này đã nộp." in answer.text
    assert ask(lambda: db.session.scalars(select(Conflict)).all()) == []


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
    assert organizer.get(HOME + "/conflicts").status_code == 404
    assert "Xung đột lợi ích" in browser("secretary").get(HOME).text


@pytest.mark.parametrize(
    "tail",
    [
        "",
        "/settings",
        "/languages",
        "/replacement",
        "/joining",
        "/readers",
        "/second-look",
        "/third-readers",
        "/move",
        "/conflicts",
        "/conflicts/replacement",
        "/1/publication",
        "/1/discarding",
    ],
)
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


def test_hours_and_the_finishing_day_are_told_and_reckoned_again(browser, cast, eligible):
    client = browser("organizer")
    asked = {"words": 1000, "speed": 200, "marking": 5, "hours": 1, "judges": 2, "begins": "2026-11-24"}
    page = client.get(HOME, query_string=asked).text
    assert "12 lượt đọc: mỗi giám khảo nhiều nhất 6 bài, chừng 1 giờ." in page
    assert "Xong vào 24/11/2026." in page
    assert "Kịp hạn chấm" in page
    slow = client.get(HOME, query_string={**asked, "words": 100_000, "speed": 20}).text
    assert "Không kịp hạn chấm" in slow
    assert client.get(HOME, query_string={**asked, "hours": 0}).status_code == 200


def test_another_reader_for_who_cannot_is_one_click_and_a_preview(browser, ask, cast, eligible):
    secretary = browser("secretary")
    published(secretary, ask, cast)
    judge = cast.accounts["judge_a"]
    entry = ask(lambda: assignments_of_judge(judge, cast.round_id)[0].entry_id)
    code = ask(lambda: blind_codes_of(cast.round_id)[entry].code)
    secretary.post(HOME + "/conflicts", data={"conflict-judge": judge, "conflict-entry": code})
    page = secretary.get(HOME + "/conflicts").text
    assert "Bốc người thay" in page
    assert secretary.post(HOME + "/conflicts/replacement", data={"entry": entry}).status_code == 303
    draw = newest(ask, cast)
    assert draw.published_at is None
    assert sum(draw.recipe["gained"].values()) == 1
    publish(secretary, draw)
    assert "đủ người đọc" in secretary.get(HOME + "/conflicts").text
    assert secretary.post(HOME + "/conflicts/replacement", data={}).status_code == 409


def test_a_draw_that_no_longer_fits_is_not_published_and_the_same_is_asked_again(
    browser, ask, cast, eligible
):
    secretary = browser("secretary")
    secretary.post(HOME, data={"seed": 7})
    draw = newest(ask, cast)
    judge, entry = ask(
        lambda: db.session.execute(select(Assignment.judge_id, Assignment.entry_id).limit(1)).one()
    )
    code = ask(lambda: blind_codes_of(cast.round_id)[entry].code)
    secretary.post(HOME + "/conflicts", data={"conflict-judge": judge, "conflict-entry": code})
    answer = publish(secretary, draw)

    assert answer.status_code == 409
    assert "1 lượt đọc rơi vào cặp đã báo xung đột" in answer.text
    assert "Bốc thử lại" in answer.text
    assert ask(lambda: db.session.get_one(Draw, draw.id)).published_at is None
    published(secretary, ask, cast, seed=8)
    assert newest(ask, cast).published_at is not None


def test_a_page_of_an_older_draw_does_not_publish_the_one_in_its_place(browser, ask, cast, eligible):
    client = browser("organizer")
    client.post(HOME, data={"seed": 7})
    old = newest(ask, cast)
    client.post(HOME, data={"seed": 8})
    new = newest(ask, cast)
    client.post(f"{HOME}/{new.id}/publication", data={"mark": old.mark})

    assert newest(ask, cast).published_at is None
    assert "vừa được lưu ở nơi khác" in client.get(HOME).text


def test_who_is_no_judge_any_more_is_replaced_in_one_click(browser, ask, cast, eligible):
    client = browser("organizer")
    published(client, ask, cast)
    judge = cast.accounts["judge_a"]

    def leave():
        with transaction():
            role = next(r for r in judges_of(cast.contest_id) if r.account_id == judge)
            end_role(role=role, actor=OFFICE, at=NOON)

    ask(leave)
    page = client.get(HOME).text
    assert "không còn là giám khảo" in page
    asked = dict(re.findall(r'name="(judge|successor|begun|reason|seed)" value="([^"]*)"', page))
    assert int(asked["judge"]) == judge
    assert client.post(HOME + "/replacement", data=asked).status_code == 303
    publish(client, newest(ask, cast))
    assert ask(lambda: assignments_of_judge(judge, cast.round_id)) == []
    assert "không còn là giám khảo" not in client.get(HOME).text


def test_a_preview_tells_each_judges_limits_and_share_beside_the_load(browser, ask, cast, eligible):
    with_limits(ask, cast, minimum=1, maximum=4, capacity=80)
    client = browser("organizer")
    client.post(HOME, data={"seed": 1})
    page = client.get(HOME).text

    assert page.count("ít nhất 1, nhiều nhất 4") == 4
    assert page.count("25 %") == 4
    assert page.count("sức đọc 80 %") == 8  # beside the share, and in the list of judges
