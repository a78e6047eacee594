"""A judge's own list and reading page, and everybody else's closed doors."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import event
from time_machine import travel

from contest.assignment.service import declare_conflict, preview_draw, publish_draw
from contest.charter.models import Round
from contest.db import db, transaction
from contest.plumbing.audit import SYSTEM
from contest.scoring.models import ScoreSheet
from contest.scoring.queries import sheet_of
from tests.conftest import NOON
from tests.jury import LATER, a_jury, hand_in_essays, preview

HOME = "/judging/guong-sang-2026"


@pytest.fixture(autouse=True)
def at_noon():
    with travel(NOON, tick=False):
        yield


@pytest.fixture
def jury(cast, app):
    """Four essays, two readers each, drawn and published; the context closed again before any visit."""
    with app.app_context():
        return a_jury(cast)


@pytest.fixture
def mine(jury, app) -> list[int]:
    """Judge A's assignments by number, in the judge's own order."""
    with app.app_context():
        return [a.id for a in jury.assignments("judge_a")]


def page_of(assignment: int, tail: str = "") -> str:
    return f"{HOME}/assignments/{assignment}{tail}"


PAGES = ("", "/conflicts", "/guide", "/rounds/1/next")
OWN = ("", "/conflict", "/suspicion")


@pytest.mark.parametrize("place", PAGES)
@pytest.mark.parametrize("who", ["organizer", "secretary", "observer", "other_organizer"])
def test_the_judges_door_is_not_there_for_others(browser, jury, who, place):
    assert browser(who).get(HOME + place).status_code == 404


@pytest.mark.parametrize("place", PAGES)
def test_a_stranger_is_asked_to_sign_in(browser, jury, place):
    assert browser(None).get(HOME + place).status_code == 303


@pytest.mark.parametrize("tail", [*OWN, "/pages/1", "/pages/1/large"])
@pytest.mark.parametrize("who", ["judge_b", "organizer"])
def test_another_judges_assignment_is_404(browser, jury, app, who, tail):
    with app.app_context():
        readers = {a.entry_id: a for a in jury.assignments("judge_a")}
        alone = next(iter(readers.values())).id

    assert browser(who).get(page_of(alone, tail)).status_code == 404


@pytest.mark.parametrize("tail", ["/sheet", "/hand-in", "/take-back", "/aside", "/conflict", "/suspicion"])
def test_nobody_writes_on_another_judges_sheet(browser, mine, app, tail):
    answer = browser("judge_b").post(page_of(mine[0], tail), data={"points-c1": "1", "reason": "x"})

    assert answer.status_code == 404
    with app.app_context():
        assert db.session.query(ScoreSheet).count() == 0


def test_an_assignment_of_another_contest_is_404_under_this_address(browser, mine):
    assert browser("judge_a").get(f"/judging/cuoc-thi-khac/assignments/{mine[0]}").status_code == 404


def test_before_publication_a_judge_sees_nothing(browser, cast, app):
    with app.app_context():
        hand_in_essays(cast, 3)
        preview(cast)

    page = browser("judge_a").get(HOME).text

    assert "Chưa có bài nào được giao" in page
    assert "Bài viết số" not in page
    assert browser("judge_a").get(page_of(1)).status_code == 404


def test_the_list_names_each_entry_by_code_and_shows_the_progress(browser, jury, mine, app):
    with app.app_context():
        jury.hand_in(jury.assignments("judge_a")[0], "85.5")
        codes = [a.blind_code.code for a in jury.assignments("judge_a")]

    page = browser("judge_a").get(HOME).text

    assert all(code in page for code in codes)
    assert f"1/{len(codes)}" in page
    assert "85,5" in page
    assert page.count("Chưa chấm</span>") == len(codes) - 1


@pytest.mark.parametrize(("state", "shown"), [("todo", -1), ("done", 1), ("begun", 0), ("nonsense", None)])
def test_the_list_is_filtered_by_state(browser, jury, mine, app, state, shown):
    with app.app_context():
        jury.hand_in(jury.assignments("judge_a")[0], "85.5")
    wanted = {None: len(mine), -1: len(mine) - 1}.get(shown, shown)

    page = browser("judge_a").get(f"{HOME}?state={state}").text

    assert page.count("row-link") == wanted


def test_the_list_asks_as_many_questions_for_three_rows_as_for_one(browser, cast, app):
    def questions(essays: int, start: int) -> tuple[int, int]:
        with app.app_context():
            hand_in_essays(cast, essays, start=start)
            with transaction():
                round_ = db.session.get_one(Round, cast.round_id)
                round_.readers = 4
                draw = preview_draw(round_=round_, seed=1, actor=SYSTEM, at=NOON)
                publish_draw(draw=draw, actor=SYSTEM, at=NOON)
        client = browser("judge_a")
        client.get(HOME)
        seen: list[str] = []

        def saw(_c, _cursor, statement, *_rest):
            seen.append(statement)

        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", saw)
        try:
            rows = client.get(HOME).text.count("row-link")
        finally:
            event.remove(engine, "before_cursor_execute", saw)
        return rows, len(seen)

    first, more = questions(1, 0), questions(2, 10)

    assert (first[0], more[0]) == (1, 3)
    assert first[1] == more[1]


def test_the_next_entry_is_the_first_not_handed_in_with_fewest_readings(browser, jury, mine, app):
    with app.app_context():
        own = jury.assignments("judge_a")
        for assignment in own[:-1]:
            other = next(a for a in jury.assignments(entry_id=assignment.entry_id) if a.id != assignment.id)
            jury.hand_in(other, "80")
        wanted = own[-1].id

    answer = browser("judge_a").get(f"{HOME}/rounds/1/next")

    assert answer.location.endswith(f"/assignments/{wanted}")


def test_putting_aside_goes_through_all_and_begins_again_with_the_longest_waiting(browser, mine):
    client, here, seen = browser("judge_a"), mine[0], []
    for minute in range(2 * len(mine)):
        with travel(NOON + timedelta(minutes=minute), tick=False):
            answer = client.post(page_of(here, "/aside"))
        here = int(answer.location.partition("?")[0].rsplit("/", 1)[1])
        seen.append(here)

    assert sorted(seen[: len(mine)]) == sorted(mine)
    assert seen[len(mine) :] == seen[: len(mine)]


def test_what_was_put_aside_is_counted_and_keeps_what_was_typed(browser, mine, app):
    client = browser("judge_a")
    answer = client.post(page_of(mine[0], "/aside"), data={"version": "", "points-c1": "9", "remark": ""})

    assert answer.status_code == 303
    page = client.get(HOME).text
    assert "1 bài đã để sau" in page
    assert "đã chấm xong" not in page
    assert client.get(f"{HOME}?state=aside").text.count("row-link") == 1
    with app.app_context():
        assert sheet_of(mine[0]).points == {"c1": "9.00"}


def test_points_that_cannot_stand_are_not_put_aside(browser, mine):
    answer = browser("judge_a").post(page_of(mine[0], "/aside"), data={"version": "", "points-c1": "99"})

    assert answer.status_code == 422
    assert 'value="99"' in answer.text


def test_the_only_one_left_put_aside_comes_again_with_a_word(browser, jury, mine, app):
    with app.app_context():
        for assignment in jury.assignments("judge_a")[1:]:
            jury.hand_in(assignment, "80")

    page = browser("judge_a").post(page_of(mine[0], "/aside"), follow_redirects=True)

    assert page.request.path == page_of(mine[0])
    assert "Chỉ còn 1 bài Ông/Bà đã để sau" in page.text


def test_when_all_is_handed_in_the_list_says_so(browser, jury, app):
    with app.app_context():
        for assignment in jury.assignments("judge_a"):
            jury.hand_in(assignment, "80")

    page = browser("judge_a").get(f"{HOME}/rounds/1/next", follow_redirects=True).text

    assert "Ông/Bà đã chấm xong" in page


def test_the_reading_page_shows_essay_and_sheet_and_no_author(browser, mine, app, jury):
    with app.app_context():
        code = jury.assignments("judge_a")[0].blind_code.code

    page = browser("judge_a").get(page_of(mine[0])).text

    for there in (
        code,
        "Bài viết số",
        "xe na về tận vườn",
        "Nông Văn Slao",
        "Tiêu chí 6",
        "0 – 25, bước 0,5",
    ):
        assert there in page
    for absent in ("Hứa Văn", "CL26", "0900", "entry"):
        assert absent not in page


def test_a_page_of_the_round_says_nothing_of_other_judges(browser, jury, mine, app):
    with app.app_context():
        for assignment in jury.assignments("judge_b"):
            jury.hand_in(assignment, "71.5")

    client = browser("judge_a")
    told = client.get(HOME).text + "".join(client.get(page_of(number)).text for number in mine)

    assert "71,5" not in told
    assert "Hứa Thị Bình" not in told


def test_an_ended_assignment_is_gone_from_list_and_address(browser, jury, mine, app, cast):
    with app.app_context(), transaction():
        assignment = jury.assignments("judge_a")[0]
        declare_conflict(
            judge=jury.judge("judge_a"), entry_id=assignment.entry_id, reason="", actor=SYSTEM, at=LATER
        )

    client = browser("judge_a")
    assert client.get(page_of(mine[0])).status_code == 404
    assert client.get(HOME).text.count("row-link") == len(mine) - 1


def test_the_guide_shows_the_rubric(browser, jury):
    page = browser("judge_a").get(f"{HOME}/guide").text

    assert "Tiêu chí 3" in page
    assert "Chấm kín" in page


class TestConflict:
    def test_asking_changes_nothing(self, browser, mine, app):
        assert "Ông/Bà không chấm được bài này?" in browser("judge_a").get(page_of(mine[0], "/conflict")).text
        assert browser("judge_a").get(page_of(mine[0])).status_code == 200

    def test_confirming_ends_the_assignment_and_goes_on(self, browser, mine):
        client = browser("judge_a")
        answer = client.post(page_of(mine[0], "/conflict"), data={"reason": "cháu họ"})

        assert (answer.status_code, answer.location.endswith(str(mine[0]))) == (303, False)
        assert client.get(page_of(mine[0])).status_code == 404

    def test_several_are_declared_before_reading(self, browser, mine):
        client = browser("judge_a")
        assert client.get(f"{HOME}/conflicts").text.count('type="checkbox"') == len(mine)
        client.post(f"{HOME}/conflicts", data={"assignments": [str(mine[0])], "reason": ""})

        assert client.get(f"{HOME}/conflicts").text.count('type="checkbox"') == len(mine) - 1

    def test_none_chosen_is_refused_in_words(self, browser, mine):
        answer = browser("judge_a").post(f"{HOME}/conflicts", data={"reason": "x"})

        assert answer.status_code == 422
        assert "Xin chọn ít nhất một bài" in answer.text

    def test_a_handed_in_sheet_is_taken_back_first(self, browser, jury, mine, app):
        with app.app_context():
            jury.hand_in(jury.assignments("judge_a")[0], "80")

        assert browser("judge_a").post(page_of(mine[0], "/conflict"), data={}).status_code == 409


class TestSuspicion:
    def test_a_report_needs_a_kind_and_words(self, browser, mine):
        answer = browser("judge_a").post(page_of(mine[0], "/suspicion"), data={"note": ""})

        assert answer.status_code == 422

    def test_a_report_leaves_the_sheet_alone(self, browser, mine, app):
        client = browser("judge_a")
        answer = client.post(
            page_of(mine[0], "/suspicion"), data={"kind": "copied", "note": "Đoạn 2 giống bài báo"}
        )

        assert answer.status_code == 303
        with app.app_context():
            assert sheet_of(mine[0]) is None

    @pytest.mark.parametrize(("who", "named"), [("secretary", True), ("organizer", False)])
    def test_a_report_stands_on_the_office_s_pages_of_the_entry(self, browser, jury, mine, app, who, named):
        with app.app_context():
            judge, entry = jury.assignments("judge_a")[0].judge.name, jury.assignments("judge_a")[0].entry_id
            db.session.remove()
        browser("judge_a").post(
            page_of(mine[0], "/suspicion"), data={"kind": "copied", "note": "Đoạn 2 giống bài báo"}
        )
        for place in ("entries", "screening"):
            told = browser(who).get(f"/office/guong-sang-2026/{place}/{entry}").text
            assert "Có dấu hiệu sao chép" in told
            assert "Đoạn 2 giống bài báo" in told
            assert (judge in told) is named

    def test_what_may_name_the_author_is_read_by_who_may_know(self, browser, jury, mine, app):
        with app.app_context():
            entry = jury.assignments("judge_a")[0].entry_id
            db.session.remove()
        browser("judge_a").post(
            page_of(mine[0], "/suspicion"), data={"kind": "named", "note": "Đoạn cuối ký tên"}
        )
        for place in (f"entries/{entry}", f"screening/{entry}"):
            at = f"/office/guong-sang-2026/{place}"
            assert "Đoạn cuối ký tên" in browser("secretary").get(at).text
            told = browser("organizer").get(at).text
            assert "Lộ danh tính tác giả" in told
            assert "Đoạn cuối ký tên" not in told


def test_no_answer_carries_a_date_or_a_digest_of_the_original(browser, mine):
    answer = browser("judge_a").get(page_of(mine[0]))

    assert not {"Last-Modified", "ETag"} & set(answer.headers.keys())
    assert not re.search(r"\b[0-9a-f]{64}\b", answer.text)
