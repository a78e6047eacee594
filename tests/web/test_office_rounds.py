"""The office adds a round, puts rounds in order and removes one, without any script."""

import pytest
from sqlalchemy import select

from contest.charter.models import Contest, Round
from contest.charter.queries import amendments_of
from contest.db import db, transaction
from contest.scoring.models import Trial
from tests.conftest import NOON
from tests.office import selects
from tests.web.test_office_settings import HERE, fields, send

FIRST, LAST = "Vòng sơ khảo", "Vòng chung khảo"
PAGES = ["rounds", "rounds/new", "rounds/1/removal"]


@pytest.fixture
def contest(app, cast):
    """``contest()`` reads the contest as it stands."""

    def read():
        db.session.expire_all()
        return db.session.get_one(Contest, cast.contest_id)

    with app.app_context():
        yield read


def names(contest):
    return [round_.name for round_ in contest().rounds]


def begin(cast, round_id):
    with transaction():
        db.session.add(Trial(round_id=round_id, seed=1, made_at=NOON, made_by="x"))


@pytest.mark.parametrize("page", PAGES)
def test_the_rounds_are_the_organizers_alone(browser, cast, page):
    assert browser("organizer").get(f"{HERE}/{page}").status_code == 200
    for who in ("secretary", "observer", "judge_a", "other_organizer"):
        assert browser(who).get(f"{HERE}/{page}").status_code == 404
        assert browser(who).post(f"{HERE}/{page}", data={"notice": "x"}).status_code == 404
    assert browser().get(f"{HERE}/{page}").status_code == 303


def test_a_qualifying_round_is_added_before_the_first_and_its_settings_follow(browser, contest):
    who = browser("organizer")
    assert "Sau Vòng chung khảo" in who.get(f"{HERE}/rounds/new").text
    refused = send(who, "rounds/new", name="Vòng sơ loại", number="1", like="1")
    assert refused.status_code == 422
    assert "cần một lời thông báo" in refused.text
    assert 'value="Vòng sơ loại"' in refused.text
    answer = send(who, "rounds/new", name="Vòng sơ loại", number="1", like="1", notice="Thêm vòng sơ loại.")
    assert (answer.status_code, answer.location) == (303, f"{HERE}/rounds/1")
    assert names(contest) == ["Vòng sơ loại", FIRST, LAST]
    assert "Đã thêm vòng." in who.get(answer.location).text
    assert amendments_of(contest().id)[0].notice == "Thêm vòng sơ loại."
    public = browser().get("/c/guong-sang-2026/rules").text
    assert "Thêm vòng sơ loại." in public
    assert "Vòng sơ loại, Vòng sơ khảo, Vòng chung khảo" in public


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": ""}, "Xin điền ô này"),
        ({"number": "9"}, "Xin chọn lại trong các mục có sẵn"),
        ({"closes_at": "2020-01-01T08:00"}, "Hạn kết thúc phải sau lúc bắt đầu"),
        ({"opens_at": "mai"}, "Xin ghi ngày và giờ"),
    ],
)
def test_a_round_that_does_not_fit_is_said_at_the_form(browser, contest, change, said):
    typed = {"name": "Vòng ba", "number": "3", "like": "1", "notice": "Thêm vòng."}
    answer = send(browser("organizer"), "rounds/new", **{**typed, **change})
    assert answer.status_code == 422
    assert said in answer.text
    assert names(contest) == [FIRST, LAST]


def test_rounds_change_places_by_their_numbers(browser, contest):
    who = browser("organizer")
    answer = send(who, "rounds", **{"rows-0-position": "2", "rows-1-position": "1", "notice": "Đổi thứ tự."})
    assert answer.status_code == 303
    assert names(contest) == [LAST, FIRST]


def test_a_page_that_stands_since_before_a_round_was_added_is_out_of_date(browser, contest):
    who = browser("organizer")
    old = fields(who.get(f"{HERE}/rounds"))
    send(who, "rounds/new", name="Vòng ba", number="3", like="1", notice="Thêm vòng ba.")
    answer = who.post(f"{HERE}/rounds", data={**old, "rows-0-position": "2", "notice": "Đổi."})
    assert answer.status_code == 409
    assert names(contest) == [FIRST, LAST, "Vòng ba"]


def test_a_round_is_removed_after_a_word_to_everybody(browser, contest):
    who = browser("organizer")
    assert send(who, "rounds/2/removal").status_code == 422
    assert send(who, "rounds/2/removal", notice="Chỉ còn một vòng.").status_code == 303
    assert names(contest) == [FIRST]
    assert "không bỏ được vòng duy nhất" in who.get(f"{HERE}/rounds/1/removal").text
    assert "Bỏ vòng này" not in who.get(f"{HERE}/rounds").text


def test_a_button_that_is_pressed_twice_removes_one_round(browser, contest):
    who = browser("organizer")
    send(who, "rounds/new", name="Vòng ba", number="3", like="1", notice="Thêm vòng ba.")
    data = {**fields(who.get(f"{HERE}/rounds/2/removal")), "notice": "Bỏ vòng chung khảo."}
    answers = [who.post(f"{HERE}/rounds/2/removal", data=data).status_code for _press in range(2)]
    assert answers == [303, 409]
    assert names(contest) == [FIRST, "Vòng ba"]


@pytest.mark.parametrize(
    ("subject", "change"),
    [
        ("rounds/1", {"name": "Vòng một"}),
        ("rounds/1/criteria", {"rows-0-name": "Đúng chủ đề"}),
        ("rounds/1/quotas", {"author": "1"}),
        ("rounds/new", {"name": "Vòng giữa", "number": "2"}),
    ],
)
def test_a_page_from_before_the_rounds_changed_places_sets_no_other_round(browser, contest, subject, change):
    who = browser("organizer")
    old = fields(who.get(f"{HERE}/{subject}"))
    send(who, "rounds", **{"rows-0-position": "2", "rows-1-position": "1", "notice": "Đổi thứ tự."})
    answer = who.post(f"{HERE}/{subject}", data={**old, **change, "notice": "Sửa."})
    assert answer.status_code == 409
    assert "vừa được lưu ở nơi khác" in answer.text
    assert names(contest) == [LAST, FIRST]
    assert len(amendments_of(contest().id)) == 1


def test_what_has_begun_is_shown_and_refused(browser, contest, cast):
    begin(cast, cast.round_id)
    who = browser("organizer")
    page = who.get(f"{HERE}/rounds").text
    assert page.count("đã bắt đầu, giữ nguyên chỗ") == 1
    assert page.count("Bỏ vòng này") == 1
    assert "Trước Vòng sơ khảo" not in who.get(f"{HERE}/rounds/new").text
    assert "nên không bỏ được" in who.get(f"{HERE}/rounds/1/removal").text
    answer = who.post(f"{HERE}/rounds/1/removal", data={"seen": str(cast.round_id), "notice": "Bỏ."})
    assert answer.status_code == 409
    assert "đã bắt đầu" in answer.text
    assert names(contest) == [FIRST, LAST]


def test_the_list_of_rounds_asks_as_much_for_three_as_for_two(app, browser, contest):
    who = browser("organizer")
    two = selects(app, lambda: who.get(f"{HERE}/rounds"))
    send(who, "rounds/new", name="Vòng ba", number="3", like="1", notice="Thêm vòng ba.")
    assert selects(app, lambda: who.get(f"{HERE}/rounds")) == two


def test_another_contests_round_is_no_round_of_this_one(browser, contest, cast):
    foreign = db.session.scalar(select(Round.id).where(Round.contest_id == cast.other_contest_id).limit(1))
    data = fields(browser("organizer").get(f"{HERE}/rounds"))
    answer = browser("organizer").post(
        f"{HERE}/rounds", data={**data, "rows-1-key": str(foreign), "notice": "Đổi."}
    )
    assert answer.status_code == 409


@pytest.mark.parametrize("key", ["", "x", "1.5", "-1", "9" * 5000, "٣"])
def test_what_is_no_round_s_number_puts_nothing_in_order(browser, contest, key):
    who = browser("organizer")
    data = fields(who.get(f"{HERE}/rounds"))
    answer = who.post(f"{HERE}/rounds", data={**data, "rows-1-key": key, "notice": "Đổi."})
    assert answer.status_code == 409
    assert names(contest) == [FIRST, LAST]


@pytest.mark.parametrize(
    ("subject", "change"),
    [
        ("rounds/1", {"name": "Vòng một"}),
        ("rounds/1", {"look_percent": "10"}),
        ("rounds/1/criteria", {"rows-0-name": "Đúng chủ đề"}),
    ],
)
def test_what_everybody_reads_of_a_round_changes_with_a_notice(browser, contest, subject, change):
    who = browser("organizer")
    refused = send(who, subject, **change)
    assert refused.status_code == 422
    assert "cần một lời thông báo" in refused.text
    assert not amendments_of(contest().id)
    assert send(who, subject, **change, notice="Sửa vòng sơ khảo.").status_code == 303
    assert amendments_of(contest().id)[0].notice == "Sửa vòng sơ khảo."


def test_what_only_the_office_and_its_judges_read_changes_without_one(browser, contest):
    who = browser("organizer")
    assert send(who, "rounds/1", cut_top="15").status_code == 303
    assert send(who, "rounds/1/criteria", **{"rows-0-description": "Bám sát chủ đề."}).status_code == 303
    assert not amendments_of(contest().id)
