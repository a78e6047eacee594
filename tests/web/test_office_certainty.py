"""How surely places are known, and the judges' figures: after the lock only, by codes, the same each time."""

import re
from datetime import timedelta

import pytest

from contest.db import transaction
from contest.entries.service import withdraw_entry
from contest.plumbing.clock import now
from contest.plumbing.jobs import run_due
from contest.shortlist.queries import certain_rows, figures_of
from contest.shortlist.queries import certainty as at_hand
from contest.shortlist.service import ask_for_figures, keep_figures
from tests.conftest import NOON
from tests.office import counted
from tests.shortlist.stage import (
    AUTHORS,
    CLERK,
    UNIT,
    codes,
    freeze_top,
    handed_in,
    judged,
    open_seal,
    the_entry,
    the_round,
)

HERE = "/office/guong-sang-2026/rounds/1"
PAGES = ("certainty", "certainty/judges")
SEES = {"organizer", "secretary", "second_organizer", "head_judge"}
SHEETS = [("90", "88"), ("84", "80"), ("83", "83"), ("75", "74"), ("70", "66"), ("62", "65")]


@pytest.fixture
def round_judged(app, cast):
    with app.app_context():
        entries = judged(cast, SHEETS)
        with transaction():
            the_round(cast).cut_top = 2
        return entries


def page(client, path, **asked):
    answer = client.get(f"{HERE}/{path}", query_string=asked)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


def chart_in(said):
    return said[said.index('<figure class="chart">') : said.index("</figure>")]


@pytest.mark.parametrize(
    "who", ["organizer", "secretary", "head_judge", "judge_a", "observer", "other_organizer"]
)
def test_only_the_office_and_the_head_of_the_jury_see_the_figures(browser, round_judged, who) -> None:
    client = browser(who)
    found = {path: client.get(f"{HERE}/{path}").status_code for path in PAGES}
    assert found == dict.fromkeys(PAGES, 200 if who in SEES else 404)


def test_a_stranger_is_asked_to_sign_in(browser, round_judged) -> None:
    assert {browser(None).get(f"{HERE}/{path}").status_code for path in PAGES} == {303}


def test_before_the_lock_nothing_is_told(app, cast, browser) -> None:
    with app.app_context():
        handed_in(cast, ["Na trên đá"])
    for path in PAGES:
        said = page(browser("organizer"), path)
        assert "mở ra khi điểm đã khóa" in said
        assert "<table" not in said


def test_each_entry_has_its_interval_and_its_chance_and_the_line_is_drawn(
    app, cast, browser, round_judged
) -> None:
    said = page(browser("head_judge"), "certainty")
    with app.app_context():
        assert all(code in said for code in codes(cast).values())
        figures = figures_of(the_round(cast))
    rows = certain_rows(figures, 0, 10)
    assert [row.rank for row in rows] == [1, 2, 2, 4, 5, 6] or [row.rank for row in rows] == [
        1,
        2,
        3,
        4,
        5,
        6,
    ]
    assert all(1 <= row.low <= row.high <= len(SHEETS) for row in rows)
    assert rows[0].chance > rows[2].chance > rows[-1].chance
    assert sum(row.chance for row in rows) == pytest.approx(2, abs=0.01)
    assert said.count('class="is-cut"') == 1
    assert 'href="#figures"' in chart_in(said)
    assert said.count("<table") == said.count('id="figures"') == 1
    assert "Số gieo 202601" in said
    assert chart_in(said) == chart_in(page(browser("organizer"), "certainty")), "the seed stands"


def test_equal_marks_are_shown_as_equal(app, cast, browser) -> None:
    with app.app_context():
        judged(cast, [("90", "88"), ("80", "82"), ("80", "82"), ("70", "71")])
    assert len(re.findall(r"\d đồng hạng", page(browser("organizer"), "certainty"))) == 2


def test_no_page_names_an_author_even_when_the_seal_is_open(app, cast, browser, round_judged) -> None:
    with app.app_context():
        freeze_top(cast, 2)
        open_seal(cast)
    for path in PAGES:
        said = page(browser("organizer"), path)
        assert not any(name in said for name in (*AUTHORS, UNIT))


def test_the_judges_page_says_what_a_figure_means_without_blame(browser, round_judged) -> None:
    said = page(browser("organizer"), "certainty/judges")
    assert "không phải là lỗi" in said
    assert "Alpha của Krippendorff" in said
    assert re.search(r"ngang mức chung|chấm chặt hơn trung bình|chấm rộng hơn trung bình", said)


def test_where_nothing_can_be_estimated_the_page_says_why(app, cast, browser) -> None:
    with app.app_context():
        judged(cast, ["80", "80", "80"])
    said = page(browser("organizer"), "certainty")
    assert "Mọi phiếu cùng một điểm" in said
    assert '<svg viewBox="0 0 720' not in said


def test_without_a_ranking_the_page_says_why_and_leads_to_what_can_be_seen(app, cast, browser) -> None:
    with app.app_context():
        with transaction():
            the_round(cast).readers = 3
        judged(cast, [("90", "80", "85"), ("70", "65", "60")])
        with transaction():
            the_round(cast).method = "trimmed"
    said = page(browser("head_judge"), "certainty")
    assert "cần ít nhất 5 phiếu cho mỗi bài; có bài chỉ có 3" in said
    for way in ("certainty/judges", "ranking/opinions?all=1", "ranking"):
        assert f'href="{HERE}/{way}"' in said
    judges = page(browser("head_judge"), "certainty/judges")
    assert "Lương Văn An" in judges
    assert re.search(r"ngang mức chung|chấm chặt hơn trung bình|chấm rộng hơn trung bình", judges)


@pytest.mark.parametrize("path", PAGES)
def test_the_number_of_questions_does_not_grow_with_the_entries(
    app, cast, browser, round_judged, path
) -> None:
    client = browser("organizer")
    page(client, path)
    with counted(app) as many:
        page(client, path)
    with app.app_context(), transaction():
        for entry in round_judged[2:]:
            withdraw_entry(entry=the_entry(entry), by="tác giả", reason="", actor=CLERK, at=NOON)
    with counted(app) as few:
        page(client, path)
    assert len(many) == len(few)


def test_a_large_rounds_figures_are_computed_once_in_the_background(
    app, cast, browser, round_judged, monkeypatch
) -> None:
    monkeypatch.setattr(at_hand, "QUICK", 3)
    monkeypatch.setattr("contest.shortlist.service.keeping.QUICK", 3)
    client = browser("organizer")
    assert "chưa tính xong" in page(client, "certainty")
    assert client.post(f"{HERE}/certainty/figures").status_code == 303
    run_due(app, at=now() + timedelta(minutes=1), limit=5)
    with app.app_context():
        assert not ask_for_figures(round_=the_round(cast), at=NOON), "they are at hand"
        keep_figures(round_id=cast.round_id, at=NOON)
    assert "Số gieo 202601" in page(client, "certainty")
    with app.app_context(), transaction():
        the_round(cast).cut_top = 3
    assert "chưa tính xong" in page(client, "certainty"), "of another cut nothing was computed"
