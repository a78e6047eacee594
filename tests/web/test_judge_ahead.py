"""Before the draw a judge sees titles and figures, where the office lets them, and says what they cannot read."""

import re

import pytest
from sqlalchemy import select
from time_machine import travel

from contest.assignment.models import Assignment, Conflict
from contest.assignment.rules.terms import Dealing
from contest.assignment.service import declare_conflict, publish_draw, set_dealing
from contest.db import db, transaction
from contest.plumbing.audit import SYSTEM, Actor
from contest.web.judge import ahead
from tests.conftest import NOON
from tests.jury import Jury, hand_in_essays, preview

PLACE = "/judging/guong-sang-2026/rounds/1/ahead"
HOME = "/judging/guong-sang-2026"
KEY = re.compile(r'name="entries" value="([0-9a-f]{24})"')


@pytest.fixture(autouse=True)
def at_noon():
    with travel(NOON, tick=False):
        yield


@pytest.fixture
def round_(app, cast):
    """Five accepted essays, one of judge_a's own unit, and the declaring open."""
    with app.app_context():
        hand_in_essays(cast, 4)
        hand_in_essays(cast, 1, unit="X-NL", start=50)
        jury = Jury(cast, cast.round_id)
        with transaction():
            set_dealing(round_=jury.round, said=Dealing(declare_ahead=True), actor=SYSTEM, at=NOON)
    return cast.round_id


def titles(page):
    return re.findall(r"<span>(Bài viết số \d+)", page)


def test_a_judge_sees_every_title_in_an_order_of_their_own(browser, round_):
    mine, theirs = browser("judge_a").get(PLACE).text, browser("judge_b").get(PLACE).text

    assert len(titles(mine)) == 5, "also that of the judge's own unit: what is missing would tell it"
    assert set(titles(mine)) == set(titles(theirs))
    assert set(KEY.findall(mine)).isdisjoint(KEY.findall(theirs))
    assert titles(mine) == titles(browser("judge_a").get(PLACE).text)


@pytest.mark.parametrize("page", ["0", "-1", "x", "9999999999999999999999"])
def test_a_page_that_is_not_there_is_one_that_is(browser, round_, page):
    assert browser("judge_a").get(PLACE, query_string={"page": page}).status_code == 200


def test_what_is_ticked_is_never_drawn(app, browser, cast, round_):
    judge = browser("judge_b")
    assert "sắp bốc thăm" in judge.get(HOME).text
    keys = KEY.findall(judge.get(PLACE).text)
    answer = judge.post(PLACE, data={"entries": [keys[0], keys[2], "0" * 24], "reason": "Người nhà."})

    assert answer.status_code == 303
    page = judge.get(PLACE).text
    assert "Ông/Bà đã báo" in page
    assert set(KEY.findall(page)) == set(keys) - {keys[0], keys[2]}
    with app.app_context():
        apart = {(c.entry_id, c.judge_id) for c in db.session.scalars(select(Conflict))}
        assert len(apart) == 2
        rows = select(Assignment.entry_id, Assignment.judge_id).where(Assignment.draw_id == preview(cast).id)
        assert apart.isdisjoint(tuple(row) for row in db.session.execute(rows))


def test_ticking_on_one_page_moves_no_title_to_it_from_the_next(browser, round_, monkeypatch):
    monkeypatch.setattr(ahead, "ON_A_PAGE", 2)
    judge = browser("judge_b")
    first, second = (KEY.findall(judge.get(PLACE, query_string={"page": page}).text) for page in (1, 2))
    answer = judge.post(PLACE, data={"entries": first[:1]}, follow_redirects=True)

    assert KEY.findall(answer.text) == first[1:]
    assert KEY.findall(judge.get(PLACE, query_string={"page": 2}).text) == second


def test_nothing_ticked_is_said_at_the_list(browser, round_):
    assert browser("judge_b").post(PLACE, data={}).status_code == 422


def test_what_others_said_of_a_judge_is_not_told(app, browser, cast, round_):
    with app.app_context(), transaction():
        jury = Jury(cast, cast.round_id)
        judge = jury.judge("judge_b")
        namesake = Actor(cast.accounts["organizer"], judge.name)
        for entry, actor in zip(jury.entries(), (SYSTEM, namesake), strict=False):
            declare_conflict(judge=judge, entry_id=entry, reason="", actor=actor, at=NOON)
    client = browser("judge_b")
    page = client.get(PLACE).text

    assert len(titles(page)) == 5
    assert "Ông/Bà đã báo" not in page
    assert (
        "Đã ghi: 5 bài"
        in client.post(
            PLACE, data={"entries": KEY.findall(page), "reason": "Người nhà."}, follow_redirects=True
        ).text
    )
    assert KEY.findall(client.get(PLACE).text) == [], "the judge's own word stands beside another's"


def test_the_page_is_off_unless_the_office_opens_it_and_once_judges_read(app, browser, cast, round_):
    assert browser("judge_b").get(PLACE.replace("/1/", "/2/")).status_code == 409
    with app.app_context():
        draw = preview(cast)
        with transaction():
            publish_draw(draw=draw, actor=SYSTEM, at=NOON)
    assert browser("judge_b").get(PLACE).status_code == 409
    assert browser("judge_b").post(PLACE, data={"entries": ["0" * 24]}).status_code == 409
    assert "sắp bốc thăm" not in browser("judge_b").get(HOME).text


@pytest.mark.parametrize("who", ["organizer", "secretary", "observer", "other_organizer"])
def test_nobody_else_sees_it(browser, round_, who):
    assert browser(who).get(PLACE).status_code == 404
