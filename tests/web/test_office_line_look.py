"""The office at further readings near the line: codes and counts, no mark, no rank; published as any draw."""

import re
from collections import Counter
from decimal import Decimal

import pytest

from contest.assignment.queries import newest_draw
from contest.charter.models import Contest
from contest.db import db, transaction
from contest.scoring.service import lock_round
from contest.shortlist.queries import line_look
from contest.web.organizer import line_look as door
from tests.office import counted
from tests.shortlist.looking import BY, SHEETS, read_on, settle, settled
from tests.shortlist.stage import AUTHORS, UNIT, codes, the_round

HERE = "/office/guong-sang-2026/rounds/1/line-look"
DRAW = "/office/guong-sang-2026/rounds/1/draw"


@pytest.fixture
def near(app, cast, monkeypatch):
    """A round that is settled and not locked; its office looks on the day it was judged."""
    monkeypatch.setattr(door, "now", lambda: BY["at"])
    with app.app_context():
        return settled(cast)


def page(client, **asked):
    answer = client.get(HERE, query_string=asked)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("organizer", 200),
        ("secretary", 200),
        ("head_judge", 404),
        ("judge_a", 404),
        ("observer", 404),
        ("other_organizer", 404),
        (None, 303),
    ],
)
def test_only_the_office_plans_a_look(browser, near, who, status) -> None:
    assert browser(who).get(HERE).status_code == status
    assert browser(who).post(HERE, data={"seed": 1, "readings": 2}).status_code in {status, 303}


def test_the_page_tells_codes_and_numbers_and_neither_mark_nor_rank_nor_author(
    app, cast, browser, near
) -> None:
    said = page(browser("organizer"), readings=4)
    with app.app_context():
        look, known = line_look(the_round(cast), budget=4), codes(cast)
    assert all(known[entry] in said for entry in look.more)
    assert not any(known[entry] in said for entry in near if entry not in look.more)
    main = said[said.index("<main") :]
    assert not re.search(
        "|".join(rf"\b{mark}\b" for pair in SHEETS[1:7] for mark in pair if mark != "88"), main
    )
    assert "Hạng" not in main
    assert not any(word in said for word in (*AUTHORS, UNIT))


def test_who_knows_the_authors_reads_how_many_and_no_code(app, cast, browser, near) -> None:
    said = page(browser("secretary"), readings=4)
    with app.app_context():
        look, known = line_look(the_round(cast), budget=4), codes(cast)
    assert look.more
    assert not any(code in said for code in known.values())
    assert "Bốc thăm người đọc thêm" in said
    table = said[said.index("Thêm người đọc") :]
    for more, entries in Counter(look.more.values()).items():
        assert re.search(rf'class="figures">{more}</th><td class="number">{entries}<', table)


def test_one_click_previews_and_the_draws_page_publishes(app, cast, browser, near) -> None:
    client = browser("organizer")
    answer = client.post(HERE, data={"seed": "5", "readings": "4"})
    assert (answer.status_code, answer.location) == (303, DRAW)
    said = client.get(DRAW).get_data(as_text=True)
    assert "Đọc thêm quanh vạch" in said
    assert "cả thảy 4 lượt" in said
    with app.app_context():
        waiting = newest_draw(cast.round_id)
        mark, number = waiting.mark, waiting.id
    assert client.post(f"{DRAW}/{number}/publication", data={"mark": mark}).status_code == 303
    assert "chưa có điểm kết luận" in page(client), "while its sheets are out nothing is proposed"
    with app.app_context():
        read_on(cast, "70")
        settle(cast)
    assert "4/4" in page(client)


def test_what_is_typed_wrongly_is_told_and_nothing_is_drawn(app, cast, browser, near) -> None:
    client = browser("organizer")
    for readings, word in (
        ("x", "Xin ghi một số từ 1."),
        ("0", "Xin ghi một số từ 1."),
        ("999", "chỉ còn cho phép 10"),
    ):
        answer = client.post(HERE, data={"seed": "5", "readings": readings})
        assert answer.status_code == 422
        assert word in answer.get_data(as_text=True)
    with app.app_context():
        assert newest_draw(cast.round_id).published_at is not None


def test_not_worth_while_is_said_in_the_charters_numbers(app, cast, browser, near) -> None:
    with app.app_context(), transaction():
        the_round(cast).look_stop = Decimal(9)
    said = page(browser("organizer"))
    assert "Không đáng đọc thêm" in said
    assert "ít hơn mức 9 bài" in said
    assert "Bốc thăm người đọc thêm" not in said


def test_what_was_not_announced_is_told_and_offered_nowhere(app, cast, browser, near) -> None:
    with app.app_context(), transaction():
        the_round(cast).look_percent = 0
    client = browser("organizer")
    assert "không nói đến đọc thêm quanh vạch" in page(client)
    assert client.post(HERE, data={"seed": "5", "readings": "4"}).status_code == 409
    for path in (DRAW, HERE.replace("line-look", "ranking")):
        assert HERE not in client.get(path).get_data(as_text=True)


def test_after_the_lock_it_says_so(app, cast, browser, near) -> None:
    with app.app_context(), transaction():
        lock_round(round_=the_round(cast), **BY)
    said = page(browser("organizer"))
    assert '<form class="panel' not in said
    assert "đã khóa" in said


def test_it_is_offered_where_changes_and_rankings_are(browser, near) -> None:
    client = browser("organizer")
    for path in (DRAW, HERE.replace("line-look", "ranking")):
        assert HERE in client.get(path).get_data(as_text=True)


def test_everybody_reads_in_the_rules_what_was_announced(app, cast, browser, near) -> None:
    with app.app_context():
        slug = db.session.get(Contest, cast.contest_id).slug
    said = browser(None).get(f"/c/{slug}/rules").get_data(as_text=True)
    assert "nhiều nhất 50 % số lượt đọc" in said
    with app.app_context(), transaction():
        the_round(cast).look_percent = 0
    assert "Đọc thêm quanh vạch" not in browser(None).get(f"/c/{slug}/rules").get_data(as_text=True)


def test_the_number_of_questions_does_not_grow_with_what_is_proposed(app, browser, near) -> None:
    client = browser("organizer")
    page(client, readings=1)
    with counted(app) as few:
        page(client, readings=1)
    with counted(app) as many:
        page(client, readings=9)
    assert len(few) == len(many)
