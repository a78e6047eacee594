"""The public pages of a contest: what it asks, until when, its rules and what changed."""

from contest.charter.models import Amendment, Contest
from contest.db import db, transaction
from tests.conftest import NOON


def test_the_contest_page_says_who_how_long_and_until_when(browser, cast, noon):
    page = browser(None).get("/c/guong-sang-2026").text
    assert "12 giờ, thứ Hai 30/11/2026" in page
    assert "còn 7 ngày" in page
    assert "800 – 2.500 từ" in page
    assert "Nộp bài dự thi" in page


def test_a_contest_not_announced_or_unknown_is_not_there(app, browser, cast, noon):
    with app.app_context(), transaction():
        db.session.get_one(Contest, cast.contest_id).announced_at = None
    for path in (
        "/c/guong-sang-2026",
        "/c/guong-sang-2026/rules",
        "/c/khong-co",
        "/c/guong-sang-2026/results",
    ):
        assert browser(None).get(path).status_code == 404


def test_results_are_not_there_before_a_publication(browser, cast, noon):
    assert browser(None).get("/c/guong-sang-2026/results").status_code == 404


def test_amendments_stand_on_the_contest_page_with_their_date(app, browser, cast, noon):
    with app.app_context(), transaction():
        db.session.add(
            Amendment(contest_id=cast.contest_id, made_at=NOON, made_by="BTC", notice="Gia hạn.", changes={})
        )
    for path in ("", "/rules"):
        page = browser(None).get(f"/c/guong-sang-2026{path}").text
        assert "Gia hạn." in page
        assert "12:00, 23/11/2026" in page


def test_the_list_of_contests_costs_the_same_for_one_and_three(app, browser, cast, noon):
    from sqlalchemy import event

    seen = []
    with app.app_context():
        event.listen(
            db.engine, "before_cursor_execute", lambda _c, _k, statement, *_r: seen.append(statement)
        )
        client = browser(None)
        client.get("/")
        two = len([s for s in seen if s.startswith("SELECT")])
        with transaction():
            db.session.get_one(Contest, cast.other_contest_id).announced_at = None
        seen.clear()
        db.session.expunge_all()
        client.get("/")
        assert len([s for s in seen if s.startswith("SELECT")]) == two
