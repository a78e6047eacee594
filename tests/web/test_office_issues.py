"""The office gives papers their numbers, and says who receives them."""

import pytest
from sqlalchemy import select

from contest.charter.models import Contest
from contest.charter.queries import paper_forms_of
from contest.db import db
from contest.exports.models import Issue

HERE = "/office/guong-sang-2026/papers"
KEY = "screening-minutes"


@pytest.fixture
def contest(app, cast):
    with app.app_context():
        yield db.session.get_one(Contest, cast.contest_id)


def standing(contest):
    """The issues of the contest that nobody has taken back."""
    question = select(Issue).where(Issue.contest_id == contest.id, Issue.withdrawn_at.is_(None))
    return db.session.scalars(question).all()


def test_who_may_issue_and_who_may_set_the_kind(browser, cast):
    seen = {
        who: [browser(who).get(f"{HERE}/{KEY}/{page}").status_code for page in ("issue", "form")]
        for who in ("organizer", "secretary", "observer", "judge_a", "other_organizer")
    }
    assert seen.pop("organizer") == [200, 200]
    assert seen.pop("secretary") == [200, 404]
    assert set(map(tuple, seen.values())) == {(404, 404)}


def test_a_paper_is_issued_seen_and_its_number_taken_back(browser, contest):
    client = browser("secretary")
    sent = {"serial": "12", "day": "2026-02-05", "signers": "0"}
    assert client.post(f"{HERE}/{KEY}/issue", data=sent).status_code == 303
    page = client.get(f"{HERE}/{KEY}/issue").text
    assert "12-BB/BTC" in page
    assert "T/M BAN TỔ CHỨC" in page
    assert "12-BB/BTC" in client.get(f"{HERE}/{KEY}").text
    assert client.post(f"{HERE}/{KEY}/issue/withdrawal").status_code == 303
    db.session.expire_all()
    assert standing(contest) == []
    assert "đã rút" in client.get(f"{HERE}/{KEY}/issue").text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"serial": ""}, "Xin ghi số"),
        ({"serial": "không"}, "Xin ghi một số nguyên"),
        ({"day": "mai"}, "Xin ghi ngày, ví dụ"),
        ({"signers": []}, "Xin chọn người ký"),
        ({"signers": "9"}, "Xin chọn lại"),
    ],
)
def test_what_is_missing_is_said_at_the_form(browser, contest, changes, said):
    sent = {"serial": "12", "day": "2026-02-05", "signers": "0"} | changes
    answer = browser("organizer").post(f"{HERE}/{KEY}/issue", data=sent)
    assert answer.status_code == 422
    assert said in answer.text
    assert standing(contest) == []


def test_a_number_of_another_paper_is_refused_and_what_was_typed_stays(browser, contest):
    client = browser("organizer")
    sent = {"serial": "12", "day": "2026-02-05", "signers": "0"}
    client.post(f"{HERE}/{KEY}/form", data={"number_pattern": "{n}/BTC", "recipients": ""})
    client.post(f"{HERE}/{KEY}/issue", data=sent)
    answer = client.post(f"{HERE}/judge-progress/issue", data=sent)
    assert answer.status_code == 422
    assert "đã cấp cho văn bản khác" in answer.text
    assert 'value="12"' in answer.text


def test_the_kind_is_numbered_and_sent_as_the_organizers_say(browser, contest):
    client = browser("organizer")
    sent = {"number_pattern": "{n}-TB/BTC", "recipients": "Thường trực Huyện ủy;\r\nLưu BTC."}
    assert client.post(f"{HERE}/{KEY}/form", data=sent).status_code == 303
    form = paper_forms_of(contest.id)[KEY]
    assert (form.number_pattern, form.recipients) == ("{n}-TB/BTC", ["Thường trực Huyện ủy", "Lưu BTC"])
    page = client.get(f"{HERE}/{KEY}/form").text
    assert "{n}-TB/BTC" in page
    assert "Thường trực Huyện ủy\nLưu BTC</textarea>" in page.replace("\r", "")
    refused = client.post(f"{HERE}/{KEY}/form", data={"number_pattern": "TB", "recipients": ""})
    assert refused.status_code == 422
    assert "đúng một chỗ {n}" in refused.text
